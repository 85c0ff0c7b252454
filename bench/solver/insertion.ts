import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { createSearch, type Job, type NewPlace, openRunningDay, type TimeWindow } from '@roundsman/routing-solver';
import { makeDeliveryDay } from '@roundsman/routing-solver/testing';

const USAGE = `npm run bench:insertion -- [--vehicles N] [--stops N] [--days N] [--questions N] [--json FILE]
  Places for one more job in a day of N vehicles with N stops each, and slots for a customer over several such days, at a place that
  is in no matrix yet. CPU milliseconds of the process for each question, garbage collection included.`;

const { values } = parseArgs({
  options: {
    vehicles: { type: 'string', default: '100' },
    stops: { type: 'string', default: '20' },
    days: { type: 'string', default: '5' },
    questions: { type: 'string', default: '400' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [vehicles, stops, days, questions] = [values.vehicles, values.stops, values.days, values.questions].map(
  Number,
) as [number, number, number, number];
if (values.help || ![vehicles, stops, days, questions].every((each) => each >= 1)) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const HOUR = 3600;
const opened = Array.from({ length: days }, (_, index) => {
  const problem = makeDeliveryDay({ jobs: vehicles * stops, vehicles, seed: index + 1 });
  const search = createSearch(problem, { seed: 1 });
  search.run({ iterations: 200 });
  const plan = search.plan();
  const startedAt = process.cpuUsage();
  const day = openRunningDay(problem, plan);
  return { problem, plan, day, openMilliseconds: cpuMilliseconds(startedAt) };
});
const asked = Array.from({ length: questions }, (_, index) => ask(index));
const places = asked.map(({ places: each }) => each).sort((a, b) => a - b);
const slots = asked.map(({ slots: each }) => each).sort((a, b) => a - b);
const report = {
  measuredAt: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model,
  vehicles,
  stopsPlanned: opened.map(({ plan }) => plan.routes.reduce((sum, route) => sum + route.stops.length - 2, 0)),
  days,
  questions,
  openMilliseconds: opened.map(({ openMilliseconds }) => openMilliseconds),
  placesFound: asked.reduce((sum, { found }) => sum + found, 0) / questions,
  slotsFound: asked.reduce((sum, { offered }) => sum + offered, 0) / questions,
  placesMilliseconds: percentiles(places),
  slotsMilliseconds: percentiles(slots),
};
console.log(JSON.stringify(report, null, 1));
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 1)}\n`);

/** A job like those of the day, somewhere between two of them; its customer may choose among five windows of two hours each day. */
function ask(index: number) {
  const jobs = opened.map(({ problem }) => newJob(problem.jobs[index % problem.jobs.length]!, problem.places.length));
  const nearby = opened.map(({ problem }) => between(problem.matrix, 2 + (index % (problem.matrix.size - 2))));
  let startedAt = process.cpuUsage();
  const found = opened[0]!.day.places(jobs[0]!, nearby[0]).length;
  const placesMilliseconds = cpuMilliseconds(startedAt);
  startedAt = process.cpuUsage();
  const offered = opened.flatMap(({ problem, day }, each) => day.slots(jobs[each]!, windowsOf(problem), nearby[each]));
  const slotsMilliseconds = cpuMilliseconds(startedAt);
  return {
    found,
    offered: offered.filter(({ best }) => best !== null).length,
    places: placesMilliseconds,
    slots: slotsMilliseconds,
  };
}

function newJob({ pickup: _pickup, ...like }: Job, placeIndex: number): Job {
  return { ...like, id: 'new', kind: 'delivery', placeIndex };
}

function windowsOf(problem: (typeof opened)[number]['problem']): TimeWindow[] {
  const opens = problem.vehicles[0]!.shifts[0]!.startSeconds;
  return [0, 1, 2, 3, 4].map((slot) => ({
    startSeconds: opens + (0.5 + 2 * slot) * HOUR,
    endSeconds: opens + (2.5 + 2 * slot) * HOUR,
  }));
}

/** A minute beyond a known place. */
function between({ size, seconds, meters }: (typeof opened)[number]['problem']['matrix'], near: number): NewPlace {
  const row = (values: ArrayLike<number>, more: number) =>
    Int32Array.from({ length: size }, (_, at) => values[near * size + at]! + more);
  const column = (values: ArrayLike<number>, more: number) =>
    Int32Array.from({ length: size }, (_, at) => values[at * size + near]! + more);
  return {
    secondsTo: column(seconds, 60),
    metersTo: column(meters, 600),
    secondsFrom: row(seconds, 60),
    metersFrom: row(meters, 600),
  };
}

function percentiles(sorted: readonly number[]) {
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), most: sorted.at(-1)! };
}

function cpuMilliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
