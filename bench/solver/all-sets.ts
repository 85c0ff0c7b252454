import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `npm run bench:solver:all -- [--only REGEXP] [--into DIR]
  Every column of the table in docs/solver.md, one after the other, on one thread: each is kept in DIR (default bench/solver/results) as
  SET-SECONDS.json. The 60 s columns are 17 instances, mostly hard ones, one seed of Solomon's and three of the others. Run again after it was cut short, it goes on where it was. --only picks columns by that name.`;

interface Column {
  readonly set: string;
  readonly seconds: number;
  readonly seeds: number;
  readonly instances?: string;
  readonly objective?: string;
}

const SETS = ['solomon', 'homberger', 'uchoa_x', 'lilim'];
const HARD =
  '^(R104|R206|R210|RC206|R1_2_1|R2_2_1|RC1_2_5|R1_4_1|R2_4_5|RC2_4_1|R1_10_1|RC2_10_1|C1_10_2|X-n251-k28|X-n401-k29|X-n502-k39|X-n1001-k43)$';

/** The quick ones first. */
const COLUMNS: readonly Column[] = [
  ...SETS.map((set) => ({ set, seconds: 1, seeds: 5 })),
  { set: 'lilim', seconds: 1, seeds: 3, objective: 'distance' },
  ...SETS.map((set) => ({ set, seconds: 10, seeds: 3 })),
  { set: 'lilim', seconds: 10, seeds: 1, objective: 'distance' },
  { set: 'solomon', seconds: 60, seeds: 1, instances: HARD },
  ...['homberger', 'uchoa_x'].map((set) => ({ set, seconds: 60, seeds: 3, instances: HARD })),
];

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    into: { type: 'string', default: 'bench/solver/results' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.error(USAGE);
  process.exit(0);
}

mkdirSync(values.into, { recursive: true });
for (const column of COLUMNS) {
  const { set, seconds, seeds, instances = '', objective } = column;
  const name = [set, ...(objective ? [objective] : []), `${seconds}s`].join('-');
  if (!new RegExp(values.only).test(name)) continue;
  console.log(`\n${name}, ${seeds} seeds`);
  const { status } = spawnSync(
    process.execPath,
    [
      'bench/solver/benchmark.ts',
      ...['--instances', join('bench/instances', set), '--only', instances],
      ...['--seconds', String(seconds), '--seeds', String(seeds), '--peers', 'bench/solver/peers.json'],
      ...(objective ? ['--objective', objective] : []),
      ...['--json', join(values.into, `${name}.json`), '--resume'],
    ],
    { stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
