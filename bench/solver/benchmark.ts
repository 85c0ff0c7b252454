import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Plan, Problem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { type Instance, type InstanceObjective, SCALE, toProblem } from '@roundsman/routing-solver/formats';
import { createMeeting, leaveMeeting } from '@roundsman/routing-solver/worker';
import { drawGaps } from './draw-gaps.ts';
import { type InstanceFile, readFolder, readInstance } from './read-folder.ts';
import type { ThreadResult, ThreadTask } from './solve-thread.ts';
import { printTable, type Result } from './table.ts';

const USAGE = `npm run bench:solver -- --instances DIR [--only REGEXP] [--seconds S] [--seeds N] [--threads T] [--json FILE [--resume]] [--peers FILE]
           [--objective distance | vehicles-then-distance] [--picture DIR] [--from FILE,FILE…]
  S: CPU seconds of the process for each thread, garbage collection included. N: seeds 1 … N, the table shows medians.
  --picture draws the gap over CPU seconds, one SVG a set and in it one line for all runs of the same seconds; --from takes results kept by --json instead of solving.
  --json is written after every instance; --resume keeps what it has of the same seconds, seeds and threads, and solves the rest.
  --objective is another one than the set's; the best known cost is then the set's all the same.
  The instances' own folder layout is described in bench/README.md.`;

const OBJECTIVES: readonly InstanceObjective[] = ['distance', 'vehicles-then-distance'];

const { values } = parseArgs({
  options: {
    instances: { type: 'string' },
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '1' },
    threads: { type: 'string', default: '1' },
    json: { type: 'string' },
    resume: { type: 'boolean', default: false },
    objective: { type: 'string' },
    peers: { type: 'string' },
    picture: { type: 'string' },
    from: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const seeds = Number(values.seeds);
const threads = Number(values.threads);
if (values.help || !(values.instances || values.from) || !(seconds > 0) || !(seeds >= 1) || !(threads >= 1)) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const objective = OBJECTIVES.find((each) => each === values.objective);
if (values.objective !== undefined && !objective) {
  console.error(USAGE);
  process.exit(2);
}

const results: Result[] = values.from ? readResults(values.from.split(',')) : resumed();
if (!values.from) await solveAll(values.instances!, new RegExp(values.only));
printTable(results, { summary: true, ...(values.peers !== undefined && { peers: values.peers }) });
keep();
if (values.picture) drawGaps(results, values.picture, values.peers);

function readResults(files: readonly string[]): Result[] {
  return files.flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as Kept).results);
}

interface Kept {
  readonly seconds: number;
  readonly seeds: number;
  readonly threads: number;
  readonly objective?: string;
  readonly results: Result[];
}

/** Solved before, in a run that was cut short. */
function resumed(): Result[] {
  if (!values.resume || !values.json || !existsSync(values.json)) return [];
  const kept = JSON.parse(readFileSync(values.json, 'utf8')) as Kept;
  const isSame = kept.seconds === seconds && kept.seeds === seeds && kept.threads === threads;
  if (!isSame || kept.objective !== objective)
    throw new Error(`${values.json} is of other seconds, seeds, threads or objective.`);
  return kept.results;
}

function keep(): void {
  if (!values.json) return;
  // Whole or not at all, however this ends.
  writeFileSync(`${values.json}.new`, `${JSON.stringify(report(), compact)}\n`);
  renameSync(`${values.json}.new`, values.json);
}

/** Milliseconds and small fractions say nothing. */
function compact(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;
}

async function solveAll(folder: string, only: RegExp): Promise<void> {
  for (const set of readFolder(folder)) {
    for (const file of set.files.filter(({ name }) => only.test(name))) {
      if (results.some(({ set: known, name }) => known === set.name && name === file.name)) continue;
      const instance = readInstance(set.folder, file);
      const problem = toProblem(instance, set.distances, objective ?? set.objective);
      const runs: Result['runs'][number][] = [];
      for (let seed = 1; seed <= seeds; seed++) {
        runs.push(await solve(problem, instance, file, SCALE[set.distances], seed));
      }
      const result: Result = {
        set: set.name,
        name: file.name,
        stops: instance.stops.length - 1,
        best: file.best,
        ...(set.reference !== 'best-known' && { reference: set.reference }),
        seconds,
        ...(objective && { objective }),
        runs,
      };
      results.push(result);
      printTable([result], { header: results.length === 1 });
      keep();
    }
  }
}

async function solve(problem: Problem, instance: Instance, file: InstanceFile, scale: number, seed: number) {
  const wallStart = performance.now();
  const meeting = threads > 1 ? createMeeting(problem, threads) : null;
  const tasks = Array.from({ length: threads }, (_, thread) =>
    runThread({ problem, seed: seed + 1000 * thread, limitSeconds: seconds * threads, thread, meeting }),
  );
  const finished = await Promise.all(tasks);
  const wallSeconds = (performance.now() - wallStart) / 1000;
  for (const { plan } of finished) {
    const violations = checkPlan(problem, plan);
    if (violations.length > 0) throw new Error(`${file.name}, seed ${seed}: ${JSON.stringify(violations[0])}`);
  }
  const best = finished.reduce((a, b) => (isBetter(b.plan, a.plan) ? b : a));
  const cost = drivenDistance(instance, best.plan);
  return {
    seed,
    cost,
    gap: file.best ? 100 * (cost / file.best.cost - 1) : null,
    routes: best.plan.routes.length,
    unplaced: best.plan.unassigned.length,
    iterations: finished.reduce((sum, each) => sum + each.iterations, 0),
    cpuSeconds: Math.max(...finished.map((each) => each.cpuSeconds)) / threads,
    wallSeconds,
    residentMegabytes: Math.max(...finished.map((each) => each.residentMegabytes)),
    trace: best.trace.map(([at, value]) => [at / threads, value / scale] as const),
  };
}

function isBetter(a: Plan, b: Plan): boolean {
  const level = a.objective.findIndex((value, index) => value !== b.objective[index]);
  return level >= 0 && a.objective[level]! < b.objective[level]!;
}

/** In the file's own distances, so that nothing of the solver's rounding is in the result. */
function drivenDistance(instance: Instance, plan: Plan): number {
  let sum = 0;
  for (const route of plan.routes) {
    for (let at = 1; at < route.stops.length; at++) {
      sum += instance.distance(route.stops[at - 1]!.placeIndex, route.stops[at]!.placeIndex);
    }
  }
  return Math.round(sum * 1e4) / 1e4;
}

/** A new thread for each search, as in production. */
function runThread(task: ThreadTask): Promise<ThreadResult> {
  const worker = new Worker(new URL('./solve-thread.ts', import.meta.url), { workerData: task });
  return new Promise<ThreadResult>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread ended with code ${code} before it had a plan.`)));
  }).catch((error: unknown) => {
    // The others do not wait for it; the benchmark fails all the same.
    if (task.meeting) leaveMeeting(task.meeting);
    throw error;
  });
}

function report() {
  return {
    measuredAt: new Date().toISOString(),
    node: process.version,
    v8: process.versions.v8,
    cpu: cpus()[0]?.model,
    cores: availableParallelism(),
    loadAtEnd: loadavg()[0],
    ...(objective && { objective }),
    seconds,
    seeds,
    threads,
    results,
  };
}
