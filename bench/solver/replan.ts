import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createSearch, type Plan, type Problem, replanProblem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { makeDeliveryDay } from '@roundsman/routing-solver/testing';

const USAGE = `npm run bench:replan -- [--vehicles N] [--stops N] [--seconds S] [--json FILE]
  A vehicle breaks down in a day of N vehicles with N stops each: its stops are spread in S CPU seconds, set-up included, with a price on
  every change to what crews and customers were told.`;

const { values } = parseArgs({
  options: {
    vehicles: { type: 'string', default: '100' },
    stops: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '2' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const vehicles = Number(values.vehicles);
const jobs = vehicles * Number(values.stops);
if (values.help || !(seconds > 0) || !(vehicles >= 2) || !(jobs >= 1)) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const day = makeDeliveryDay({ jobs, vehicles, seed: 1 });
const before = solve(day, 10);
const broken = before.routes.reduce((a, b) => (b.stops.length > a.stops.length ? b : a));
const left: Problem = { ...day, vehicles: day.vehicles.filter(({ id }) => id !== broken.vehicleId) };
const problem = replanProblem(left, before, { vehicle: 20, order: 10, window: 30 });
const after = solve(problem, seconds);
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model,
  vehicles,
  jobs,
  secondsAllowed: seconds,
  stopsToSpread: broken.stops.filter(({ jobId }) => jobId !== undefined).length,
  cpuSeconds: after.cpuSeconds,
  unassignedBefore: before.unassigned.length,
  unassignedAfter: after.unassigned.length,
  changes: Object.groupBy(after.concessions, ({ kind }) => kind),
  costBefore: before.cost.total,
  costAfter: after.cost.total,
};
const counted = {
  ...report,
  changes: Object.fromEntries(Object.entries(report.changes).map(([kind, list]) => [kind, list?.length])),
};
console.log(JSON.stringify(counted, null, 1));
if (values.json) writeFileSync(values.json, `${JSON.stringify(counted, null, 1)}\n`);

function solve(of: Problem, limit: number): Plan & { readonly cpuSeconds: number } {
  const startedAt = process.cpuUsage();
  const passed = () => {
    const { user, system } = process.cpuUsage(startedAt);
    return (user + system) / 1e6;
  };
  const search = createSearch(of, { seed: 1 });
  search.run({ elapsed: () => passed() / limit });
  const cpuSeconds = passed();
  const plan = search.plan();
  const violations = checkPlan(of, plan);
  if (violations.length > 0) throw new Error(JSON.stringify(violations[0]));
  return { ...plan, cpuSeconds };
}
