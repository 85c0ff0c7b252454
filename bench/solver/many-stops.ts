import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createSearch } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { makeRegion } from '@roundsman/routing-solver/testing';
import { peakMegabytes } from './peak-memory.ts';

const USAGE = `npm run bench:many-stops -- [--stops N] [--neighbours K] [--seconds S] [--seed N] [--json FILE]
  A day of a whole region (default 10,000 stops from 4 depots) whose travel is listed for the K nearest neighbours of each place (default 150)
  and for 32 hubs, planned in S CPU seconds (default 60), set-up included, and checked. The gain is over the plan that savings make.`;

const { values } = parseArgs({
  options: {
    stops: { type: 'string', default: '10000' },
    neighbours: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [stops, neighbours, seconds, seed] = [values.stops, values.neighbours, values.seconds, values.seed].map(Number);
if (values.help || !(stops! >= 100) || !(neighbours! >= 10) || !(seconds! > 0) || !Number.isInteger(seed)) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const problem = makeRegion({ stops: stops!, neighbours: neighbours!, seed: seed! });
const beforeMegabytes = peakMegabytes();
const startedAt = process.cpuUsage();
const search = createSearch(problem, { seed: seed! });
const start = search.run({ iterations: 1 });
const startSeconds = cpuSeconds();
const trace: { readonly seconds: number; readonly cost: number; readonly unplaced: number }[] = [];
let nextTrace = startSeconds;
const progress = search.run({
  elapsed: () => {
    const passed = cpuSeconds();
    if (passed >= nextTrace) {
      const { cost, unplacedJobs } = search.progress();
      trace.push({ seconds: Math.round(passed), cost: Math.round(cost), unplaced: unplacedJobs });
      nextTrace += seconds! / 12;
    }
    return passed / seconds!;
  },
});
const searched = cpuSeconds();
const plan = search.plan();
const peak = peakMegabytes();
const violations = checkPlan(problem, plan);
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model,
  load: loadavg()[0],
  stops: problem.jobs.length,
  vehicles: problem.vehicles.length,
  arcsListed: problem.matrix.seconds.length,
  seed,
  startSeconds,
  startCost: start.cost,
  startUnplaced: start.unplacedJobs,
  cpuSeconds: searched,
  iterations: progress.iterations,
  iterationsPerSecond: Math.round(progress.iterations / (searched - startSeconds)),
  cost: progress.cost,
  gainPercent: 100 * (1 - progress.cost / start.cost),
  unplaced: plan.unassigned.length,
  routes: plan.routes.length,
  violations: violations.length,
  beforeMegabytes,
  peakMegabytes: peak,
  trace,
};
console.log(JSON.stringify(report, null, 1));
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 1)}\n`);
if (violations.length > 0) throw new Error(JSON.stringify(violations[0]));

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1e6;
}
