import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printReport } from './figures/print-report.ts';
import { inMarkdown, summarise } from './figures/summarise.ts';
import { type FormName, forms } from './forms.ts';
import { type Profile, profiles } from './profiles.ts';
import { type RunOptions, type RunResult, runProfile } from './run-profile.ts';
import { chooseGround } from './worlds/choose-ground.ts';
import type { Ground } from './worlds/world.ts';

/**
 * `npm run drill -- september-13 --profile A --rate 20 --seed 1 --json FILE`, `--profile A,B,C --seeds N`, or `--all --seeds N` with one JSON a run in
 * `--folder`; `--resume` keeps the runs that are there. `--form` is whole, short or test; `--world` namespaces or proxy, whichever this machine has when it is
 * not said. `--http 2` has our clients speak HTTP/2. It measures and does not judge: a missed figure stands in the report.
 */
const { values } = parseArgs({
  allowPositionals: false,
  options: {
    profile: { type: 'string', default: 'A' },
    rate: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string' },
    all: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    form: { type: 'string', default: 'whole' },
    world: { type: 'string' },
    http: { type: 'string', default: '1' },
    json: { type: 'string' },
    folder: { type: 'string' },
  },
});

const formName = oneOf('--form', values.form, Object.keys(forms)) as FormName;
const form = forms[formName];
const world = values.world === undefined ? null : oneOf('--world', values.world, ['namespaces', 'proxy'] as const);
const folder = resolve(values.folder ?? `data/drills/september-13/${formName}`);
const http = oneOf('--http', values.http, ['1', '2'] as const) === '2' ? 2 : 1;
const fileOf = ({ profile, rate, seed }: RunOptions) =>
  join(folder, `${profile}-${rate}-${seed}${http === 2 ? '-http2' : ''}.json`);
const runs = planned();
const missing = runs.filter((run) => !(values.resume && existsSync(fileOf(run))));

const chosen = missing.length > 0 ? await chooseGround(world) : null;
if (chosen && 'exitCode' in chosen) process.exitCode = chosen.exitCode;
else await drill(chosen);

async function drill(chosen: { openGround: () => Promise<Ground>; why: string | null } | null): Promise<void> {
  console.log(`${runs.length} runs, ${runs.length - missing.length} of them done before`);
  if (chosen?.why) console.log(`Over TCP proxies in one process: ${chosen.why}.`);
  const ground = await chosen?.openGround();
  try {
    for (const run of missing) {
      const result = await runProfile(ground!, run);
      keep(fileOf(run), result);
      if (values.json) keep(resolve(values.json), result);
      console.log(words(result));
    }
  } finally {
    await ground?.close();
  }
  const results = runs.map((run) => JSON.parse(readFileSync(fileOf(run), 'utf8')) as RunResult);
  const report = join(folder, 'report.html');
  writeFileSync(report, printReport(results));
  writeFileSync(join(folder, 'table.md'), inMarkdown(summarise(results)));
  console.log(`Report: ${report}; its table for a page of Markdown: table.md beside it`);
}

function planned(): RunOptions[] {
  const names = Object.keys(profiles) as Profile[];
  const wanted = values.all ? names : values.profile.split(',').map((name) => oneOf('--profile', name, names));
  const usualRates = values.all ? form.rates : form.rates.slice(0, 1);
  const rates = values.rate === undefined ? usualRates : [Number(values.rate)];
  const seeds =
    values.seeds === undefined
      ? [Number(values.seed)]
      : Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);
  return seeds.flatMap((seed) =>
    rates.flatMap((rate) =>
      wanted.map((profile) => ({ profile, rate, seed, http, ...form.phasesOf(profile) }) as const),
    ),
  );
}

function oneOf<T extends string>(option: string, given: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === given);
  if (found === undefined) throw new Error(`${option} is one of ${allowed.join(', ')}, not ${given}.`);
  return found;
}

function keep(file: string, result: RunResult): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(result));
}

function words({ profile, rate, seed, means, figures, faults }: RunResult): string {
  const { ways, ...rest } = figures;
  const failures = Object.entries(ways).map(
    ([way, one]) => `${way} ${one.failed}/${one.requests} failed, p99 gray ${one.gray.p99} ms`,
  );
  return `${profile} at ${rate}/s, seed ${seed}, over ${means}: ${failures.join(' · ')}\n${JSON.stringify(rest)}\n${JSON.stringify(faults)}`;
}
