import type { SlotDate, SlotVisit } from '@roundsman/api-contract';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { branches } from '../accounts/schema.ts';
import { updateVehicle } from '../fleet/index.ts';
import { applyPlan, dispatchItineraries, listItineraries, planDay } from '../itineraries/index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from '../itineraries/testing/index.ts';
import { presentJob } from '../jobs/index.ts';
import { runPlan } from '../plans/index.ts';
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
  const hold = (from: string, change: object = {}) =>
    lookAndHold(
      () =>
        prepareHold(test.database, roads, day.organisationId, {
          ...asking(change),
          serviceDate: NEXT_DATE,
          from,
          to: '16:00',
          holdSeconds: 600,
        }),
      (prepared) => day.transact((work) => holdSlot(work, prepared)),
    );
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
    // What is out takes nothing more, and says so.
    await day.transact((work) => updateVehicle(work, day.vehicleIds[1]!, { active: true }));
    const [today] = await readCapacity(test.database, roads, day.organisationId, {
      from: SERVICE_DATE,
      to: undefined,
      branchId: undefined,
    });
    expect(today!.vehicles.taking).toBe(2 - itineraryIds.length);
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
