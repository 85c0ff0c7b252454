import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { type Instance, toProblem } from '@roundsman/routing-solver/formats';
import { solveInWorker } from '@roundsman/routing-solver/worker';
import { describeMachine, printHowBusy, watchMachine } from '../machine.ts';
import { type InstanceFile, type InstanceSet, readFolder, readInstance } from './read-folder.ts';
import { compareThreads, type ThreadRun } from './thread-gain.ts';

const USAGE = `npm run bench:two-threads -- [--seconds S] [--seeds N] [--threads T] [--only REGEXP] [--json FILE]
  What T worker threads (default 2) gain over one in the same S seconds of wall clock (default 5), with the solver as the platform starts it: each
  instance and seed (1 … N, default 5) is solved by one thread and by T, which of them first changes from seed to seed. Ten instances of four sets
  take 500 seconds in all unless said. A machine that does something else meanwhile takes from T threads more than from one: how much is said.`;

const INSTANCES = /^(R206|RC207|R2_2_1|RC1_2_5|R1_4_1|RC2_4_1|X-n251-k28|X-n502-k39|road-t200|road-t400)$/;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    seeds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [seconds, seeds, threads] = [values.seconds, values.seeds, values.threads].map(Number) as [
  number,
  number,
  number,
];
if (values.help || !(seconds > 0) || !(seeds >= 1) || !(threads >= 2)) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const only = values.only === undefined ? INSTANCES : new RegExp(values.only);
const sets = ['instances', 'road-instances'].flatMap((folder) => readFolder(join(import.meta.dirname, '..', folder)));
const chosen = sets.flatMap((set) => set.files.filter(({ name }) => only.test(name)).map((file) => ({ set, file })));
const howBusy = watchMachine();
const runs: ThreadRun[] = [];
for (const { set, file } of chosen) {
  const instance = readInstance(set.folder, file);
  for (let seed = 1; seed <= seeds; seed++) {
    const order = seed % 2 === 1 ? [1, threads] : [threads, 1];
    for (const count of order) runs.push(await solve(set, file, instance, seed, count));
    keep();
  }
  for (const line of compareThreads(
    runs.filter(({ name }) => name === file.name),
    threads,
  ))
    console.log(line);
}
console.log(compareThreads(runs, threads).at(-1));
keep();
printHowBusy(busy());

async function solve(
  set: InstanceSet,
  file: InstanceFile,
  instance: Instance,
  seed: number,
  count: number,
): Promise<ThreadRun> {
  const problem = toProblem(instance, set.distances, set.objective);
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  // Seeds of a run's threads follow one another: no thread repeats another run's search.
  const plan = await solveInWorker(problem, { limitSeconds: seconds, seed: 1000 * seed, threads: count }).plan;
  const [wallSeconds, used] = [(performance.now() - wall) / 1000, process.cpuUsage(cpu)];
  const [violation] = checkPlan(problem, plan);
  if (violation) throw new Error(`${file.name}, seed ${seed}, ${count} threads: ${JSON.stringify(violation)}`);
  const cost = plan.routes.reduce(
    (sum, { stops }) =>
      sum +
      stops.slice(1).reduce((way, { placeIndex }, at) => way + instance.distance(stops[at]!.placeIndex, placeIndex), 0),
    0,
  );
  const whole = plan.unassigned.length === 0;
  const cpuSeconds = (used.user + used.system) / 1e6;
  return {
    ...{
      set: set.name,
      name: file.name,
      seed,
      threads: count,
      cost: Math.round(cost * 1e4) / 1e4,
      wallSeconds,
      cpuSeconds,
    },
    gap: whole && file.best ? 100 * (cost / file.best.cost - 1) : null,
  };
}

function busy() {
  const { user, system } = process.cpuUsage();
  return howBusy((user + system) / 1e6);
}

function keep(): void {
  if (!values.json) return;
  const report = { ...describeMachine(), ...busy(), seconds, seeds, threads, runs };
  const compact = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value);
  writeFileSync(values.json, `${JSON.stringify(report, compact)}\n`);
}
