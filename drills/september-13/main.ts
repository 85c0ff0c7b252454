import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FormName, forms } from './forms.ts';
import { openKeptRuns, writeJson } from './kept-runs.ts';
import { writePage } from './page/print-page.ts';
import { printReport } from './page/print-report.ts';
import { inMarkdown, summarise } from './page/summarise.ts';
import { partOf, planRuns } from './plan-runs.ts';
import { type Profile, profiles } from './profiles.ts';
import { type RunOptions, type RunResult, runProfile } from './run-profile.ts';
import { chooseGround } from './worlds/choose-ground.ts';
import type { Ground } from './worlds/world.ts';

/**
 * `npm run drill -- september-13 --profile A --rate 20 --seed 1 --json FILE`, `--profile A,B,C --seeds N`, `--all --seeds N` (or `--seeds FROM-TO`), or `--table` (20 seeds of A to E at
 * 20 requests/s, 5 elsewhere; `--seeds` says which of them), with one JSON a run in `--folder`, and for good in `--results`; `--resume` keeps the runs that are there. `--page FILE` writes
 * them as a page of Markdown with pictures, `--only-report` without a further run. `--jobs N` has so many go side by side, each on
 * machines of its own; a run in which processors were busy for more than `--busy-limit` (a share) while an edge was gray is thrown away and repeated. `--form` is whole, short or test;
 * `--world` namespaces or proxy, whichever this machine has when it is not said. `--http 2` has our clients speak HTTP/2; `--browser yes` or `no` puts a Chromium with the apps in or leaves it out; the table has it in runs of their own, and these are then all or none. It measures and does not judge: a
 * missed figure stands in the report.
 */
const { values } = parseArgs({
  allowPositionals: false,
  options: {
    profile: { type: 'string', default: 'A' },
    rate: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    all: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '1' },
    part: { type: 'string' },
    'busy-limit': { type: 'string', default: '1' },
    form: { type: 'string', default: 'whole' },
    world: { type: 'string' },
    http: { type: 'string', default: '1' },
    browser: { type: 'string' },
    json: { type: 'string' },
    folder: { type: 'string' },
    results: { type: 'string' },
    page: { type: 'string' },
    'only-report': { type: 'boolean', default: false },
  },
});

/** A machine that stays busy gives no figures: the run is left out then, and the report says how many are there. */
const MOST_TRIES = 4;
const names = Object.keys(profiles) as Profile[];
const formName = oneOf('--form', values.form, Object.keys(forms)) as FormName;
const world = values.world === undefined ? null : oneOf('--world', values.world, ['namespaces', 'proxy'] as const);
const folder = resolve(values.folder ?? `data/drills/september-13/${formName}`);
const kept = openKeptRuns(folder, values.results === undefined ? null : resolve(values.results));
const jobs = wholeNumber('--jobs', values.jobs);
const busyLimit = Number(values['busy-limit']);
const planned = planRuns({
  form: formName,
  profiles: values.profile.split(',').map((name) => oneOf('--profile', name, names)),
  rate: values.rate === undefined ? null : Number(values.rate),
  isAll: values.all,
  isTable: values.table,
  seeds: values.seeds === undefined ? (values.table ? null : [Number(values.seed)]) : seedsAsked(values.seeds),
  http: oneOf('--http', values.http, ['1', '2'] as const) === '2' ? 2 : 1,
  hasBrowser: values.browser === undefined ? null : oneOf('--browser', values.browser, ['yes', 'no']) === 'yes',
});
// Of what is planned and not of what is missing: the parts begin at different moments and must not overlap.
const runs = values.part === undefined ? planned : partOf(planned, partAsked(values.part));
const missing = runs.filter((run) => !(values.resume && kept.has(run)));

if (missing.length === 0 || values['only-report']) report();
else if (jobs > 1) {
  process.exitCode = await sideBySide();
  report();
} else {
  const chosen = await chooseGround(world);
  if ('exitCode' in chosen) process.exitCode = chosen.exitCode;
  else await drill(chosen);
}

async function drill(chosen: { openGround: () => Promise<Ground>; why: string | null }): Promise<void> {
  console.log(`${runs.length} runs, ${runs.length - missing.length} of them done before`);
  if (chosen.why) console.log(`Over TCP proxies in one process: ${chosen.why}.`);
  const ground = await chosen.openGround();
  try {
    for (const run of missing) {
      const result = await runUndisturbed(ground, run);
      if (!result) continue;
      kept.write(result);
      if (values.json) writeJson(resolve(values.json), result);
      console.log(words(result));
    }
  } finally {
    await ground.close();
  }
  if (values.part === undefined) report();
}

async function runUndisturbed(ground: Ground, run: RunOptions): Promise<RunResult | null> {
  const name = `${run.profile} at ${run.rate}/s, seed ${run.seed}`;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const result = await runProfile(ground, run);
    const busy = result.machine.busyShareWhileGray ?? 0;
    if (busy <= busyLimit) return result;
    console.log(`${name}: thrown away, processors were ${Math.round(100 * busy)} % busy while gray`);
  }
  console.log(`${name}: left out, the machine was too busy ${MOST_TRIES} times`);
  return null;
}

/** This program once more for each part. The first that fails does not stop the others: what they did is kept. */
async function sideBySide(): Promise<number> {
  const given = process.argv.slice(2).filter((_, at, all) => !(all[at] === '--jobs' || all[at - 1] === '--jobs'));
  console.log(`${runs.length} runs, ${runs.length - missing.length} of them done before; ${jobs} side by side`);
  const codes = await Promise.all(
    Array.from({ length: jobs }, async (_, at) => {
      const options = [...given, '--part', `${at + 1}/${jobs}`];
      const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...options], { stdio: 'inherit' });
      const pass = (signal: NodeJS.Signals) => child.kill(signal);
      process.on('SIGINT', pass).on('SIGTERM', pass);
      return new Promise<number>((resolved) => child.on('exit', (code) => resolved(code ?? 1)));
    }),
  );
  return Math.max(...codes);
}

function report(): void {
  const results = runs.flatMap((run) => kept.read(run) ?? []);
  const page = join(folder, 'report.html');
  mkdirSync(folder, { recursive: true });
  writeFileSync(page, printReport(results));
  writeFileSync(join(folder, 'table.md'), inMarkdown(summarise(results)));
  if (values.page && results.length > 0) writePage(resolve(values.page), results, runs.length);
  if (results.length < runs.length) console.log(`${runs.length - results.length} of ${runs.length} runs are missing`);
  console.log(`Report: ${page}; its table for a page of Markdown: table.md beside it`);
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given);
  if (found === undefined) throw new Error(`${option} is one of ${allowed.join(', ')}, not ${given}.`);
  return found;
}

function wholeNumber(option: string, given: string): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} is a whole number from 1, not ${given}.`);
  return number;
}

/** `5` is 1 to 5; `2-5` leaves the first out, which has a browser in it. */
function seedsAsked(given: string): number[] {
  const [from, to] = given.includes('-') ? given.split('-') : ['1', given];
  const first = wholeNumber('--seeds', from ?? '');
  return Array.from({ length: wholeNumber('--seeds', to ?? '') - first + 1 }, (_, at) => first + at);
}

function partAsked(given: string): { part: number; of: number } {
  const [part = '', of = ''] = given.split('/');
  return { part: wholeNumber('--part', part), of: wholeNumber('--part', of) };
}

function words({ profile, rate, seed, means, figures, faults, machine }: RunResult): string {
  const { ways, ...rest } = figures;
  const failures = Object.entries(ways).map(
    ([way, one]) => `${way} ${one.failed}/${one.requests} failed, p99 gray ${one.gray.p99} ms`,
  );
  return `${profile} at ${rate}/s, seed ${seed}, over ${means}: ${failures.join(' · ')}\n${JSON.stringify(rest)}\n${JSON.stringify(faults)}\n${JSON.stringify(machine)}`;
}
