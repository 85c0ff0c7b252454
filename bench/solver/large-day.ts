import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRoads } from '@roundsman/road-network';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { solveInWorker } from '@roundsman/routing-solver/worker';
import { buildDayProblem, type DaySnapshot, measureTravel } from '../../server/src/modules/plans/index.ts';
import { readAddresses, seededRandom, spreadPlaces } from '../roads/places.ts';
import { peakMegabytes } from './peak-memory.ts';

const USAGE = `npm run bench:large-day -- [--stops N] [--seconds S] [--threads T] [--json FILE]
  A day of N stops (default 10,000) around the sample's addresses, as the server plans it: travel asked of the roads and listed, the problem of the
  day, S seconds of search (default 60) in worker threads, the independent checker.`;

const { values } = parseArgs({
  options: {
    stops: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
    threads: { type: 'string', default: '2' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [stops, limitSeconds, threads] = [values.stops, values.seconds, values.threads].map(Number) as [
  number,
  number,
  number,
];
if (values.help || !(stops >= 10) || !(limitSeconds > 0) || !(threads >= 1)) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const sample = new URL('../../sample/liechtenstein/', import.meta.url);
const dataDir = await mkdtemp(join(tmpdir(), 'roundsman-bench-day-'));
try {
  const addresses = readAddresses(await readFile(new URL('addresses.csv', sample), 'utf8'));
  const roads = await createRoads({ extractPath: fileURLToPath(new URL('liechtenstein.osm.pbf', sample)), dataDir });
  // The first question builds the profile's hierarchy; it belongs to the start.
  await roads.travelTimes.matrix(addresses.slice(0, 1), addresses.slice(1, 2), 'van');
  const day = makeDay(spreadPlaces(addresses, stops + 4, 1));
  const travelled = timed();
  const travel = await measureTravel(roads, day);
  const travelTimes = travelled();
  await roads.close();
  const { problem } = buildDayProblem(day, travel);
  const searched = timed();
  let iterations = 0;
  const plan = await solveInWorker(problem, {
    limitSeconds,
    seed: 1,
    threads,
    onProgress: (progress) => {
      iterations = progress.iterations;
    },
  }).plan;
  const search = searched();
  const violations = checkPlan(problem, plan);
  const report = {
    measuredAt: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model,
    load: loadavg()[0],
    stops,
    vehicles: day.vehicles.length,
    arcs: problem.matrix.seconds.length,
    travelTimes,
    search: { ...search, threads, iterations },
    routes: plan.routes.length,
    unplaced: plan.unassigned.length,
    violations: violations.length,
    peakMegabytes: peakMegabytes(),
  };
  console.log(JSON.stringify(report, null, 1));
  if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);
  if (violations.length > 0) throw new Error(JSON.stringify(violations[0]));
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** Wall clock and CPU seconds of all threads since it was made. */
function timed() {
  const wall = performance.now();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { wallSeconds: (performance.now() - wall) / 1000, cpuSeconds: (user + system) / 1e6 };
  };
}

/** Four depots, a vehicle for each forty stops, a third of the stops with a window of three hours. */
function makeDay(points: readonly { lon: number; lat: number }[]): DaySnapshot {
  const random = seededRandom(2);
  const dawn = Date.parse('2026-09-14T05:00:00Z') / 1000;
  const [depots, customers] = [points.slice(0, 4), points.slice(4)];
  const pieces = (count: number) => ({ weightGrams: 1000 * count, volumeLitres: 10 * count, pieces: count });
  return {
    ...{ serviceDate: '2026-09-14', branchId: 'branch', zone: 'Europe/Vaduz', currency: 'CHF' },
    ...{ lockedStarts: [], notReady: [] },
    jobs: customers.map((point, at) => {
      const opens = dawn + 3600 * (1 + Math.floor(random() * 6));
      return {
        ...{ id: `job-${at}`, code: `J${at}`, name: `Customer ${at}`, point },
        windows: random() < 1 / 3 ? [{ from: opens, to: opens + 3 * 3600 }] : [],
        ...{ serviceSeconds: 120 + 30 * Math.floor(random() * 7), pickupLocationId: null, vehicleIds: null },
        ...{ delivered: pieces(1 + Math.floor(random() * 3)), collected: pieces(0), skills: [], operators: 1 },
        ...{ priority: 0, readyAt: null },
      };
    }),
    vehicles: Array.from({ length: Math.ceil(stops / 40) }, (_, at) => ({
      ...{ id: `vehicle-${at}`, code: `V${at}`, name: `Van ${at}`, kind: 'van', heavy: false, profile: 'van' as const },
      ...{ startLocationId: `depot-${at % 4}`, endLocationId: `depot-${at % 4}` },
      ...{ shifts: [{ from: dawn, to: dawn + 10 * 3600 }], breaks: [], capacity: pieces(110), skills: [] },
      ...{ crewSize: 1, mostJobs: null, mostDrivingSeconds: null },
      costs: { fixedMinor: 6000, perKilometreMinor: 60, perHourMinor: 0 },
    })),
    locations: depots.map((point, at) => ({ id: `depot-${at}`, name: `Depot ${at}`, point, loadSeconds: 0 })),
  };
}
