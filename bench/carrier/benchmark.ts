import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, printHowBusy, watchMachine } from '../machine.ts';
import { askerOf } from './ask.ts';
import { type Driver, driveAll } from './drive.ts';
import { importJobs } from './import-jobs.ts';
import { type Carrier, type Device, SERVICE_DATE } from './make-carrier.ts';
import { bringItineraries, planBranch } from './make-itineraries.ts';
import { percentilesOf, wordsOf } from './percentiles.ts';
import type { Question, Usage } from './platform.ts';

const USAGE = `npm run bench:carrier -- [--vehicles N] [--branches N] [--stops N] [--drive-seconds S] [--import-seconds S] [--json FILE]
  A carrier's day on the whole platform with a durable database: 3,000 vehicles in 30 branches with 20 stops each, unless said. Jobs by POST /jobs/batch
  for at most 180 seconds (what is not in by then is left out, and said), one branch planned in 10 seconds of search, the others' itineraries brought from outside
  for at most 120 seconds, the day's lists read, then for 120 seconds a position of every vehicle every ten seconds beside a desk that asks and follows the live feed.`;

const { values } = parseArgs({
  options: {
    vehicles: { type: 'string', default: '3000' },
    branches: { type: 'string', default: '30' },
    stops: { type: 'string', default: '20' },
    'import-seconds': { type: 'string', default: '180' },
    'plan-seconds': { type: 'string', default: '10' },
    'bring-seconds': { type: 'string', default: '120' },
    'drive-seconds': { type: 'string', default: '120' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [vehicles, branches, stops, importSeconds, planSeconds, bringSeconds, driveSeconds] = [
  ...[values.vehicles, values.branches, values.stops, values['import-seconds'], values['plan-seconds']],
  ...[values['bring-seconds'], values['drive-seconds']],
].map(Number) as [number, number, number, number, number, number, number];
const sizes = { vehicles, branches, stops, importSeconds, planSeconds, bringSeconds, driveSeconds };
// A device's token is good for ten minutes.
if (values.help || !Object.values(sizes).every((each) => each >= 1) || branches > vehicles || driveSeconds > 480) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const howBusy = watchMachine();
const child = fork(join(import.meta.dirname, 'platform.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
child.once('exit', (code) => {
  if (code !== 0) throw new Error(`The platform's process ended with code ${code}`);
});
await once(child, 'message');
const steps: Record<string, object> = {};

const began = performance.now();
const carrier = await put<Carrier>({ ask: 'make', branches, vehicles });
const makeSeconds = (performance.now() - began) / 1000;
const ask = askerOf(carrier);
console.log(`a carrier with ${branches} branches and ${vehicles} vehicles, made in ${makeSeconds.toFixed(0)} s`);

const { byBranch, ...imported } = await step('import', () => importJobs(ask, carrier, stops, importSeconds));
const [first, ...others] = carrier.branches;
await step('one branch planned', () => planBranch(ask, first!, byBranch.get(first!.id)!, planSeconds));
await step('itineraries brought', () => bringItineraries(ask, others, byBranch, bringSeconds));
const { list } = await step('day list', readDay);
await dispatch(list.map(({ id }) => id));
const devices = await put<Device[]>({ ask: 'pair' });
const drivers = driversOf(list, devices);
const someJob = byBranch.get(first!.id)![0]!.id;
await step('drive', () =>
  driveAll(carrier, ask, drivers, driveSeconds, {
    'job get': () => ask('GET', `/api/jobs/${someJob}`),
    'job list of 50': () => ask('GET', '/api/jobs?limit=50'),
    'day list of a branch': () => ask('GET', dayListOf(first!.id)),
  }),
);
const end = await put<Usage>({ ask: 'usage' });
const own = process.cpuUsage();
const busy = howBusy(end.platform + end.database + (own.user + own.system) / 1e6);
const report = {
  ...describeMachine(),
  ...busy,
  ...sizes,
  seed: 1,
  makeSeconds,
  steps,
  memory: memoryOf(end),
  faults: end.faults,
};
console.log(
  `platform ${end.residentMegabytes} MB, at its peak ${end.peakMegabytes} MB; ${end.faults.length} faults of its own ${end.faults.slice(0, 3).join('; ')}`,
);
printHowBusy(busy);
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, compact, 1)}\n`);
await put({ ask: 'close' });
console.log(
  `${imported.imported} of ${imported.wanted} jobs, ${((performance.now() - began) / 1000).toFixed(0)} s in all`,
);

/** To the platform's process, one question at a time. */
async function put<T>(question: Question): Promise<T> {
  child.send(question);
  return ((await once(child, 'message')) as [T])[0];
}

/** Runs it and keeps what it tells, with the cores that were used, what the database wrote and the platform's memory after it. */
async function step<T extends object>(name: string, run: () => Promise<T>): Promise<T> {
  const [before, own, at] = [await put<Usage>({ ask: 'usage' }), process.cpuUsage(), performance.now()];
  const told = await run().catch(async (error: unknown) => {
    // What the platform knows of it says more than its answer.
    console.error((await put<Usage>({ ask: 'usage' })).faults.join('\n'));
    throw error;
  });
  const [after, ours, seconds] = [
    await put<Usage>({ ask: 'usage' }),
    process.cpuUsage(own),
    (performance.now() - at) / 1000,
  ];
  const { byBranch: _, list: __, ...figures } = told as T & { byBranch?: unknown; list?: unknown };
  const kept = {
    ...figures,
    took: seconds,
    cores: {
      platform: (after.platform - before.platform) / seconds,
      database: (after.database - before.database) / seconds,
      askers: (ours.user + ours.system) / 1e6 / seconds,
    },
    logBytesPerSecond: Math.round((after.logBytes - before.logBytes) / seconds),
    positionsPerSecond: (after.positions - before.positions) / seconds,
    residentMegabytes: after.residentMegabytes,
  };
  steps[name] = kept;
  console.log(`${name}: ${JSON.stringify(kept, compact)}`);
  return told;
}

interface Listed {
  readonly id: string;
  readonly vehicleId: string | null;
  readonly crew: readonly { readonly operatorId: string }[];
  readonly start: { readonly lon: number; readonly lat: number };
}

function dayListOf(branchId: string): string {
  return `/api/itineraries?serviceDate=${SERVICE_DATE}&branchId=${branchId}`;
}

/** A branch's day several times, then every branch's once; the last is who drives. */
async function readDay() {
  const READS = 10;
  const [taken, listed, sizesOf]: [number[], Listed[], number[]] = [[], [], []];
  for (let read = 0; read < READS; read++) {
    const { milliseconds, bytes } = await ask('GET', dayListOf(first!.id));
    taken.push(milliseconds);
    sizesOf.push(bytes);
  }
  for (const { id } of carrier.branches)
    listed.push(...(await ask<{ rows: Listed[] }>('GET', dayListOf(id))).body.rows);
  const ofBranch = percentilesOf(taken);
  console.log(`the day list of a branch: ${wordsOf(ofBranch)}`);
  return { list: listed, ofBranch, bytes: sizesOf[0]!, itineraries: listed.length };
}

async function dispatch(ids: readonly string[]): Promise<void> {
  const AT_ONCE = 100;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    await ask('POST', '/api/itineraries/dispatch', { ids: ids.slice(from, from + AT_ONCE) });
  }
}

/** Every phone reports, with the itinerary of its driver where there is one. */
function driversOf(listed: readonly Listed[], phones: readonly Device[]): Driver[] {
  const itineraryOf = new Map(listed.flatMap((each) => each.crew.map(({ operatorId }) => [operatorId, each] as const)));
  return phones.map((phone) => {
    const itinerary = itineraryOf.get(phone.operatorId);
    return { ...phone, itineraryId: itinerary?.id ?? null, from: itinerary?.start ?? { lon: 9.52, lat: 47.14 } };
  });
}

function memoryOf({ residentMegabytes, peakMegabytes }: Usage) {
  return { residentMegabytes, peakMegabytes };
}

function compact(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 100) / 100 : value;
}
