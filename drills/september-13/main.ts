import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { printReport } from './print-report.ts';
import { type Profile, profiles } from './profiles.ts';
import { type RunOptions, type RunResult, runProfile } from './run-profile.ts';
import { type Ground, openGround } from './world.ts';

/**
 * `npm run drill -- september-13 --profile A --rate 20 --seed 1 --json FILE`, or `--all --seeds N` with one JSON a run in `--folder`;
 * `--resume` keeps the runs that are there. `--short` makes the phases a quarter as long. It measures and does not judge: a missed figure stands in the report.
 */
const { values } = parseArgs({
  allowPositionals: false,
  options: {
    profile: { type: 'string', default: 'A' },
    rate: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    all: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    json: { type: 'string' },
    folder: { type: 'string', default: 'data/drills/september-13' },
  },
});

const whole = { healthy: 60, gray: 90, recovered: 120 };
const short = { healthy: 8, gray: 20, recovered: 62 };
const RATES = [20, 1];

const folder = resolve(values.folder);
const fileOf = ({ profile, rate, seed }: RunOptions) => join(folder, `${profile}-${rate}-${seed}.json`);
const runs = planned();
const missing = runs.filter((run) => !(values.resume && existsSync(fileOf(run))));
console.log(`${runs.length} runs, ${runs.length - missing.length} of them done before`);
const ground: Ground | null = missing.length > 0 ? await openGround() : null;
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
console.log(`Report: ${report}`);

function planned(): RunOptions[] {
  const phaseSeconds = values.short ? short : whole;
  const names = Object.keys(profiles) as Profile[];
  if (!values.all) {
    const profile = names.find((name) => name === values.profile);
    if (!profile) throw new Error(`There is no profile ${values.profile}; profiles are ${names.join(', ')}.`);
    return [{ profile, rate: Number(values.rate), seed: Number(values.seed), phaseSeconds }];
  }
  const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);
  return seeds.flatMap((seed) =>
    RATES.flatMap((rate) => names.map((profile) => ({ profile, rate, seed, phaseSeconds }))),
  );
}

function keep(file: string, result: RunResult): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(result));
}

function words({ profile, rate, seed, figures, faults }: RunResult): string {
  const { ways, ...rest } = figures;
  const failures = Object.entries(ways).map(
    ([way, one]) => `${way} ${one.failed}/${one.requests} failed, p99 gray ${one.gray.p99} ms`,
  );
  return `${profile} at ${rate}/s, seed ${seed}: ${failures.join(' · ')}\n${JSON.stringify(rest)}\n${JSON.stringify(faults)}`;
}
