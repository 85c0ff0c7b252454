import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Itinerary, SlotDate } from '@roundsman/api-contract';
import { addDays } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { eq } from 'drizzle-orm';
import { makeCompany } from '../../e2e/api/company.ts';
import { openDoors } from '../../e2e/api/open-doors.ts';
import { businessClocks } from '../../server/src/platform/clock/schema.ts';
import { readAddresses, seededRandom, spreadPlaces } from '../roads/places.ts';
import { makeFleet, makeJobs } from './make-days.ts';

const USAGE = `npm run bench:slots -- [--vehicles N] [--stops N] [--days N] [--questions N] [--changes N] [--minutes N] [--json FILE]
  Slots for a customer by POST /slots/search over N days of N vehicles with N stops each (default 5, 100, 20), and the best places for a job by
  GET /itineraries/places on one such day that is planned, each time at an address nobody asked about before: the first question of its kind, then more of it,
  slots once more each time after somebody else has taken one of the first date, and slots of that date alone and places when its crews are out, a minute later each time;
  applying the plan of that date and sending its itineraries out, once each.
  Wall clock as the caller sees it, and CPU milliseconds of the whole process: the platform with its threads, not the database.`;

const { values } = parseArgs({
  options: {
    vehicles: { type: 'string', default: '100' },
    stops: { type: 'string', default: '20' },
    days: { type: 'string', default: '5' },
    questions: { type: 'string', default: '40' },
    changes: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '12' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const asked = [values.vehicles, values.stops, values.days, values.questions, values.changes, values.minutes].map(
  Number,
);
const [vehicles, stops, days, questions, changes, minutes] = asked as [number, number, number, number, number, number];
if (values.help || !asked.every((each) => each >= 1) || days > 14) {
  console.error(USAGE);
  process.exit(values.help ? 0 : 2);
}

const FIRST_DATE = '2027-03-15';
const PLAN_SECONDS = 5;
const VISITS_BEHIND = 4;
/** 10:30 in Vaduz. */
const MID_MORNING = new Date(`${FIRST_DATE}T09:30:00Z`);
/** Whoever writes to customers and shops is left out: nobody waits for that here, and making the jobs takes less time. */
const ENVIRONMENT = {
  TRAVEL_TIMES: 'extract_search',
  CHECK_ANSWERS: '0',
  ROLES: 'itinerary-optimiser,tracking,public-api,operator-api,tracker-api',
};
const sample = new URL('../../sample/liechtenstein/', import.meta.url);
const addresses = readAddresses(await readFile(new URL('addresses.csv', sample), 'utf8'));
const random = seededRandom(1);
const perDay = vehicles * stops;
const places = spreadPlaces(addresses, days * perDay + 2 * (questions + changes) + minutes + 1, 1);
const doors = await openDoors({ environment: ENVIRONMENT });
try {
  const company = await makeCompany(doors, 'Benchmark');
  const day = { database: doors.platform.database, organisationId: company.organisationId };
  const ids = await company.ids();
  const [branchId, merchantId] = ['branches', 'merchants'].map((table) => ids.get(table)![0]!) as [string, string];
  const fleet = await makeFleet(day, { branchId, merchantId }, places[0]!, vehicles);
  for (let number = 0; number < days; number++) {
    const from = 1 + number * perDay;
    await makeJobs(day, fleet, addDays(FIRST_DATE, number), places.slice(from, from + perDay), random);
  }
  await doors.settled();
  const fresh = places.slice(1 + days * perDay);
  const [asking, planned, changing, meanwhile] = [
    fresh.splice(0, questions),
    fresh.splice(0, questions),
    fresh.splice(0, 2 * changes),
    fresh,
  ];
  const slots = await timed(asking, searchSlots);
  const afterChanges = await timed(changing.slice(changes), searchSlots, (at) => takeSlot(changing[at]!));
  const planId = await planDay(FIRST_DATE);
  const apply = await timed([planId], (id) => ask('POST', `/plans/${id}/apply`));
  const jobIds = await makeJobs(day, fleet, FIRST_DATE, planned, random);
  await doors.settled();
  const best = await timed(jobIds, searchPlaces);
  const { rows } = await ask('GET', `/itineraries?serviceDate=${FIRST_DATE}`);
  const itineraries = rows as readonly Itinerary[];
  const dispatch = await timed([itineraries.map(({ id }) => id)], (ids) =>
    ask('POST', '/itineraries/dispatch', { ids }),
  );
  const crews = await sendCrews(itineraries);
  const slotsOnTheRoad = await timed(
    meanwhile,
    (point) => searchSlots(point, FIRST_DATE),
    () => crews.goOn(),
  );
  const placesOnTheRoad = await timed(jobIds.slice(0, minutes), searchPlaces, () => crews.goOn());
  const report = {
    measuredAt: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model,
    load: loadavg()[0],
    ...{ vehicles, stops, days, questions, changes, minutes, seed: 1 },
    slots,
    afterChanges,
    places: best,
    apply: apply.first,
    dispatch: dispatch.first,
    onTheRoad: { slots: slotsOnTheRoad, places: placesOnTheRoad },
  };
  console.log(JSON.stringify(report, null, 1));
  if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 1)}\n`);

  function visitAt(point: LonLat) {
    const parcel = { description: 'Parcel', quantity: 1, unitWeightGrams: 4000, unitVolumeLitres: 20 };
    return { point, actions: [{ kind: 'delivery', ...parcel }], serviceSeconds: 300 };
  }

  async function searchSlots(point: LonLat, to = addDays(FIRST_DATE, days - 1)): Promise<SlotDate[]> {
    const dates = { from: FIRST_DATE, to };
    const { rows } = await ask('POST', '/slots/search', { branchId, ...dates, visit: visitAt(point) });
    return rows as SlotDate[];
  }

  function searchPlaces(jobId: string) {
    return ask('GET', `/itineraries/places?serviceDate=${FIRST_DATE}&jobId=${jobId}`);
  }

  /** The day is another for whoever asks next. */
  async function takeSlot(point: LonLat): Promise<void> {
    const [first] = await searchSlots(point);
    const slot = first?.slots.find(({ available }) => available);
    if (!slot) throw new Error('There is no room left on the first date');
    const { from, to } = slot;
    const visit = { ...visitAt(point), merchantId };
    await ask('POST', '/slot-holds', { branchId, serviceDate: FIRST_DATE, from, to, holdSeconds: 3600, visit });
  }

  /** It is the middle of the morning, and each crew has its first visits behind it. */
  async function sendCrews(itineraries: readonly Itinerary[]) {
    await setClock(MID_MORNING);
    const visits = itineraries.map(({ stops: own }) =>
      own.flatMap(({ kind, jobId }) => (kind === 'job' ? [jobId!] : [])),
    );
    const settle = (jobId: string | undefined) =>
      jobId && ask('POST', `/jobs/${jobId}/settle`, { as: 'complete', reason: 'Their phone is empty' });
    for (const own of visits) for (const jobId of own.splice(0, VISITS_BEHIND)) await settle(jobId);
    await doors.settled();
    let minute = 0;
    return {
      /** A minute later the next crew is done at its next visit. */
      async goOn() {
        await setClock(new Date(MID_MORNING.getTime() + 60_000 * ++minute));
        await settle(visits[minute % visits.length]!.shift());
      },
    };
  }

  async function setClock(businessEpoch: Date): Promise<void> {
    const { database, clock } = doors.platform;
    await database.asInstallation((db) =>
      db
        .update(businessClocks)
        .set({ businessEpoch, realEpoch: clock.now() })
        .where(eq(businessClocks.organisationId, company.organisationId)),
    );
  }

  async function ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ rows: readonly unknown[]; id: string; state: string }> {
    const answer = await fetch(`${doors.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${company.credentials.api_key}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 400)}`);
    return JSON.parse(text) as Awaited<ReturnType<typeof ask>>;
  }

  async function planDay(serviceDate: string): Promise<string> {
    const { id } = await ask('POST', '/plans', {
      serviceDate,
      limitSeconds: PLAN_SECONDS,
      vehicleIds: fleet.vehicleIds,
    });
    for (
      let { state } = await ask('GET', `/plans/${id}`);
      state !== 'done';
      { state } = await ask('GET', `/plans/${id}`)
    ) {
      if (state !== 'running') throw new Error(`The plan is ${state}`);
      await sleep(500);
    }
    return id;
  }
} finally {
  await doors.close();
}
// The threads of the roads would keep the process.
process.exit(0);

async function timed<T>(
  asked: readonly T[],
  run: (each: T) => Promise<unknown>,
  before: (at: number) => Promise<void> = async () => {},
) {
  const taken: { wall: number; cpu: number }[] = [];
  for (const [at, each] of asked.entries()) {
    await before(at);
    const [began, used] = [performance.now(), process.cpuUsage()];
    await run(each);
    const { user, system } = process.cpuUsage(used);
    taken.push({ wall: performance.now() - began, cpu: (user + system) / 1000 });
  }
  const [first, ...more] = taken;
  return { first: rounded(first!), repeated: { wall: percentiles(more, 'wall'), cpu: percentiles(more, 'cpu') } };
}

function percentiles(taken: readonly { wall: number; cpu: number }[], of: 'wall' | 'cpu') {
  const sorted = taken.map((each) => each[of]).sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

function rounded({ wall, cpu }: { wall: number; cpu: number }) {
  return { wall: Math.round(wall), cpu: Math.round(cpu) };
}
