import type { Itinerary, SlotDate, SlotVisit, VehicleCalendar } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { readBranchCalendar, setBranchCalendar } from '../accounts/index.ts';
import { branches } from '../accounts/schema.ts';
import { readVehicleCalendar, setVehicleCalendar, updateVehicle } from '../fleet/index.ts';
import { applyPlan, dispatchItineraries, listItineraries, planDay } from '../itineraries/index.ts';
import { itineraries, stops } from '../itineraries/schema.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from '../itineraries/testing/index.ts';
import { presentJob } from '../jobs/index.ts';
import { createSearchThreads, runPlan } from '../plans/index.ts';
import {
  bookSlot,
  getHold,
  holdSlot,
  lookAndHold,
  offerSlots,
  offerToCustomer,
  prepareBooking,
  prepareCustomerSlot,
  prepareHold,
  readCapacity,
  releaseHold,
  takeCustomerSlot,
} from './index.ts';
import { slotHolds } from './schema.ts';

const NEXT_DATE = '2027-03-11';
const silent: LiveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };
/** Every address is where it says it is. */
const roads = { ...straightRoads, geocoder: { reverse: async () => ({}) } } as unknown as Parameters<
  typeof prepareHold
>[1];

describe('slots', () => {
  let test: TestDatabase;
  let day: SmallDay;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  const visit = (change: Partial<SlotVisit> = {}): SlotVisit => ({
    point: { lon: 9.515, lat: 47.161 },
    actions: [{ kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 70_000, unitVolumeLitres: 2000 }],
    serviceSeconds: 600,
    ...change,
  });
  const asking = (change: object = {}) => ({
    jobId: undefined,
    visit: visit(),
    branchId: undefined,
    merchantId: null,
    asker: 'order' as const,
    ...change,
  });
  const offer = (from: string, change: object = {}) =>
    offerSlots(test.database, roads, day.organisationId, {
      ...asking(change),
      from,
      to: undefined,
      windows: [
        { from: '08:00', to: '10:00' },
        { from: '14:00', to: '16:00' },
      ],
    });
  const holdOn = (serviceDate: string, from: string, change: object = {}) =>
    lookAndHold(
      () =>
        prepareHold(test.database, roads, day.organisationId, {
          ...asking(change),
          serviceDate,
          from,
          to: '16:00',
          holdSeconds: 600,
        }),
      (prepared) => day.transact((work) => holdSlot(work, prepared)),
    );
  const hold = (from: string, change: object = {}) => holdOn(NEXT_DATE, from, change);
  const read = <T>(run: Parameters<TestDatabase['database']['read']>[1]) =>
    test.database.read(day.organisationId, run) as Promise<T>;
  const availableOf = ([date]: readonly SlotDate[]) => date!.slots.map(({ available }) => available);

  it('offers what fits, with the crew’s arrival inside the slot and what it adds', async () => {
    const [date] = await offer(NEXT_DATE);
    expect(date).toMatchObject({ closed: null, zone: 'Europe/Vaduz' });
    expect(date!.slots.map(({ available, why }) => ({ available, why }))).toEqual([
      { available: true, why: null },
      { available: true, why: null },
    ]);
    for (const { arrival, startsAt, endsAt, added } of date!.slots) {
      expect(arrival!.earliest >= startsAt && arrival!.latest <= endsAt).toBe(true);
      expect(added!.driveMeters).toBeGreaterThan(0);
    }
  });

  it('tells a merchant nothing of what it costs the organisation', async () => {
    const [merchant] = (await read<{ merchantId: string }[]>(async (work) => [
      { merchantId: (await presentJob(work, day.jobIds[0]!)).merchantId! },
    ]))!;
    const [date] = await offer(NEXT_DATE, { merchantId: merchant!.merchantId });
    expect(date!.slots[0]).toMatchObject({ available: true, added: null });
  });

  it('says which dates are closed and why, and which slots begin too soon', async () => {
    const [yesterday] = await offer('2027-03-09');
    expect(yesterday).toMatchObject({ closed: { code: 'date_in_past' }, slots: [] });
    const [today] = await offer(SERVICE_DATE);
    expect(today!.slots.map(({ why }) => why)).toEqual([null, null]);
    const early = await offerSlots(test.database, roads, day.organisationId, {
      ...asking(),
      from: SERVICE_DATE,
      to: undefined,
      windows: [{ from: '06:30', to: '09:00' }],
    });
    expect(early[0]!.slots[0]).toMatchObject({ available: false, why: 'too_soon' });
    await day.transact((work) => work.db.update(branches).set({ orderIntakeUntil: '05:30' }));
    expect((await offer(SERVICE_DATE))[0]).toMatchObject({ closed: { code: 'order_intake_over' } });
    expect((await offer(NEXT_DATE))[0]).toMatchObject({ closed: { code: 'order_intake_over' } });
    await day.transact((work) => work.db.update(branches).set({ orderIntakeUntil: null }));
  });

  it('offers nothing that no vehicle could carry', async () => {
    const [line] = visit().actions;
    expect(
      availableOf(await offer(NEXT_DATE, { visit: visit({ actions: [{ ...line!, unitWeightGrams: 950_000 }] }) })),
    ).toEqual([false, false]);
    expect(availableOf(await offer(NEXT_DATE, { visit: visit({ skills: ['gas_fitter'] }) }))).toEqual([false, false]);
  });

  it('holds the last room once, however many ask at the same moment, and gives it back', async () => {
    const long = { visit: visit({ serviceSeconds: 9000 }) };
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => hold('14:00', long)));
    const held = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    // Two vans until 17:00: two and a half hours from 14:00 at the soonest fit once each.
    expect(held.length).toBeLessThanOrEqual(2);
    while (held.length < 2) held.push(await hold('14:00', long));
    await expect(hold('14:00', long)).rejects.toMatchObject({ status: 409, code: 'slot_full' });
    await day.transact((work) => releaseHold(work, held[0]!.id, null));
    const again = await hold('14:00', long);
    for (const { id } of [held[1]!, again]) await day.transact((work) => releaseHold(work, id, null));
    expect(await read(async (work) => (await getHold(work, again.id, null)).state)).toBe('released');
  });

  it('lets an expired hold stand in nobody’s way, and books it no more', async () => {
    const one = await hold('14:00');
    await day.transact((work) =>
      work.db
        .update(slotHolds)
        .set({ expiresAt: new Date(0) })
        .where(eq(slotHolds.id, one.id)),
    );
    const prepared = await prepareBooking(test.database, roads as never, day.organisationId, one.id, newJob(), null);
    await expect(
      day.transact((work) => bookSlot(work, one.id, prepared, { origin: 'api', merchantId: null })),
    ).rejects.toMatchObject({ code: 'hold_expired' });
  });

  it('books a new job at the slot and promises it, for no more than was held', async () => {
    const one = await hold('14:00');
    const book = async (wish: ReturnType<typeof newJob>) => {
      const prepared = await prepareBooking(test.database, roads as never, day.organisationId, one.id, wish, null);
      return day.transact((work) => bookSlot(work, one.id, prepared, { origin: 'api', merchantId: null }));
    };
    await expect(book(newJob(71_000))).rejects.toMatchObject({ code: 'larger_than_held' });
    const { hold: booked, job } = await book(newJob());
    expect(booked).toMatchObject({ state: 'booked', jobId: job.id });
    expect(job).toMatchObject({ serviceDate: NEXT_DATE, windows: [{ from: '14:00', to: '16:00' }], state: 'staging' });
    expect(job.promise).toMatchObject({ from: booked.startsAt, to: booked.endsAt });
    await expect(book(newJob())).rejects.toMatchObject({ code: 'job_missing' });
    const [left] = await readCapacity(test.database, roads, day.organisationId, {
      from: NEXT_DATE,
      to: undefined,
      branchId: undefined,
    });
    expect(left!.visits).toMatchObject({ held: 1, waiting: 0, unplaceable: 0 });
  });

  it('counts what is left of a day and its slots, less what is laid on it', async () => {
    const [today, empty] = await readCapacity(test.database, roads, day.organisationId, {
      from: SERVICE_DATE,
      to: '2027-03-12',
      branchId: undefined,
    }).then((rows) => [rows[0]!, rows[2]!]);
    expect(today!.visits).toMatchObject({ placed: 0, waiting: 6, unplaceable: 0 });
    expect(empty!.visits).toMatchObject({ placed: 0, waiting: 0, held: 0 });
    expect(empty!.loadLeft).toEqual({ weightGrams: 1_800_000, volumeLitres: 16_000, pieces: 80 });
    expect(today!.loadLeft.pieces).toBe(80 - 12);
    expect(empty!.slots.every(({ workSeconds, workSecondsLeft }) => workSeconds === workSecondsLeft)).toBe(true);
    expect(today!.slots.some(({ workSeconds, workSecondsLeft }) => workSecondsLeft < workSeconds)).toBe(true);
  });

  it('gives a customer another time: off its itinerary, booked, confirmed; not once the crew has it', async () => {
    const plan = await day.transact((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines' }),
    );
    const runner = {
      database: test.database,
      roads: straightRoads,
      liveFeed: silent,
      clock: systemClock,
      threads: createSearchThreads(1),
      log: openLog('silent'),
    };
    await runPlan(runner, day.organisationId, plan.id);
    const { itineraryIds } = await day.transact((work) => applyPlan(work, plan.id));
    const customerTakes = async (jobId: string) => {
      const slot = { serviceDate: NEXT_DATE, from: '10:00', to: '12:00' };
      const prepared = await prepareCustomerSlot(test.database, roads, day.organisationId, jobId, slot);
      await day.transact((work) => takeCustomerSlot(work, jobId, prepared));
    };
    const jobId = day.jobIds[2]!;
    // It is the morning of the day: the branch's last moment for changes was the evening before.
    expect(await offerToCustomer(test.database, roads, day.organisationId, jobId)).toMatchObject({ rows: [] });
    await expect(customerTakes(jobId)).rejects.toMatchObject({ code: 'too_late' });
    await day.transact((work) => work.db.update(branches).set({ customerChangeUntil: '47:59' }));
    const { rows, why } = await offerToCustomer(test.database, roads, day.organisationId, jobId);
    expect(why).toBeNull();
    expect(rows.find(({ serviceDate }) => serviceDate === NEXT_DATE)!.slots.some(({ available }) => available)).toBe(
      true,
    );
    await customerTakes(jobId);
    const job = await read<Awaited<ReturnType<typeof presentJob>>>((work) => presentJob(work, jobId));
    expect(job).toMatchObject({ serviceDate: NEXT_DATE, state: 'new', confirmation: 'confirmed' });
    expect(job.promise!.from).toBe('2027-03-11T09:00:00.000Z');
    const left = await read<{ stops: { jobId: string | null }[] }[]>((work) => listItineraries(work, SERVICE_DATE));
    expect(left.flatMap(({ stops }) => stops).some((stop) => stop.jobId === jobId)).toBe(false);
    await day.transact((work) => dispatchItineraries(work, itineraryIds, undefined));
  });

  it('offers what crews who are out can still take, between the stops that they have', async () => {
    const out = await read<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE));
    expect(out.every(({ state }) => state === 'dispatched')).toBe(true);
    const free = day.vehicleIds.filter((id) => !out.some(({ vehicleId }) => vehicleId === id));
    for (const id of free) await day.transact((work) => updateVehicle(work, id, { active: false }));
    const capacity = async () => {
      const wish = { from: SERVICE_DATE, to: undefined, branchId: undefined };
      return (await readCapacity(test.database, roads, day.organisationId, wish))[0]!;
    };
    expect(await capacity()).toMatchObject({
      closed: null,
      vehicles: { taking: out.length },
      visits: { placed: 5, unplaceable: 0 },
    });
    const [today] = await offer(SERVICE_DATE);
    expect(today!.slots.map(({ available }) => available)).toEqual([true, true]);
    const before = await capacity();
    // Of what is left of 16:00 to 17:00 on these crews nothing fits any more once it is held.
    const long = { visit: visit({ serviceSeconds: 6 * 3600 }) };
    const kept = [];
    for (const _ of out) kept.push(await holdOn(SERVICE_DATE, '10:00', long));
    await expect(holdOn(SERVICE_DATE, '10:00', long)).rejects.toMatchObject({ code: 'slot_full' });
    const after = await capacity();
    expect(after.visits).toMatchObject({ placed: 5, held: out.length, unplaceable: 0 });
    const left = (one: typeof after) => one.slots.reduce((sum, { workSecondsLeft }) => sum + workSecondsLeft, 0);
    expect(left(after)).toBeLessThan(left(before));
    for (const { id } of kept) await day.transact((work) => releaseHold(work, id, null));
    for (const id of free) await day.transact((work) => updateVehicle(work, id, { active: true }));
  });

  it('offers nothing of a crew that has left with its goods but what it can collect, or still fetch', async () => {
    const [first, ...others] = await read<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE));
    for (const id of day.vehicleIds.filter((id) => id !== first!.vehicleId))
      await day.transact((work) => updateVehicle(work, id, { active: false }));
    expect(others.length).toBeLessThanOrEqual(1);
    await day.transact(async (work) => {
      await work.db.update(itineraries).set({ state: 'started' }).where(eq(itineraries.id, first!.id));
      const [stop] = first!.stops.filter(({ kind }) => kind === 'job');
      await work.db.update(stops).set({ state: 'on_route' }).where(eq(stops.id, stop!.id));
    });
    const [line] = visit().actions;
    const collect = visit({ actions: [{ ...line!, kind: 'pickup' }] });
    expect(availableOf(await offer(SERVICE_DATE, { visit: collect }))).toEqual([true, true]);
    const [brought] = await offer(SERVICE_DATE);
    const [collected] = await offer(SERVICE_DATE, { visit: collect });
    const driven = (date: SlotDate) => date.slots[1]!.added!.driveMeters;
    // To the depot and back, for goods that are not on board.
    expect(driven(brought!)).toBeGreaterThan(driven(collected!));
    for (const id of day.vehicleIds) await day.transact((work) => updateVehicle(work, id, { active: true }));
  });

  it('offers nothing on a date that leaves nobody to drive', async () => {
    const closedOn = async () => (await offer('2027-03-13'))[0]!.closed?.code ?? null;
    const calendar = (at: number, change: Partial<VehicleCalendar>) =>
      day.transact(async (work) => {
        const before = await readVehicleCalendar(work, day.vehicleIds[at]!);
        await setVehicleCalendar(work, day.vehicleIds[at]!, { ...before, ...change });
      });
    const outage = (from: string, to: string | null) => ({ from, to, why: 'Workshop' });
    expect(await closedOn()).toBeNull();
    await calendar(0, { outages: [outage('2027-03-12T08:00:00Z', null)] });
    expect(await closedOn()).toBeNull();
    const morning = outage('2027-03-13T06:00:00Z', '2027-03-13T12:00:00Z');
    await calendar(1, { outages: [morning] });
    // Back from the workshop at 13:00: the afternoon alone is left.
    expect(availableOf(await offer('2027-03-13'))).toEqual([false, true]);
    await calendar(1, { outages: [morning, outage('2027-03-13T12:00:00Z', '2027-03-14T00:00:00Z')] });
    expect(await closedOn()).toBe('no_vehicle');
    // A week without Saturdays shuts them; a shift of the one date opens it again.
    const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:00', to: '17:00' }));
    for (const at of [0, 1]) await calendar(at, { week, outages: [] });
    expect(await closedOn()).toBe('no_vehicle');
    await calendar(0, { days: [{ date: '2027-03-13', from: '13:00', to: '17:00' }] });
    expect(availableOf(await offer('2027-03-13'))).toEqual([false, true]);
    // Saving the form of the vehicle as it was shown keeps its Saturdays free.
    const shifts = [{ from: '07:00', to: '17:00' }];
    await day.transact((work) => updateVehicle(work, day.vehicleIds[0]!, { shifts }));
    expect(await read<VehicleCalendar>((work) => readVehicleCalendar(work, day.vehicleIds[0]!))).toMatchObject({
      week,
    });
    await day.transact(async (work) => {
      const [branch] = await work.db.select({ id: branches.id }).from(branches);
      const before = await readBranchCalendar(work, branch!.id);
      await setBranchCalendar(work, branch!.id, { ...before, week });
    });
    expect(await closedOn()).toBe('branch_closed');
  });

  function newJob(unitWeightGrams = 70_000) {
    return {
      jobId: undefined,
      job: {
        contact: { name: 'Slot Customer', phone: '+4232370001', email: null, language: 'en' },
        address: { street: 'Feldstrasse', houseNumber: '90', postcode: '9490', city: 'Vaduz', country: 'LI' },
        point: visit().point!,
        actions: [{ ...visit().actions[0]!, unitWeightGrams }],
        serviceSeconds: 600,
      },
    };
  }
});
