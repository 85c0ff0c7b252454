import type { SlotDate } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements, openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { updateVehicle } from '../fleet/index.ts';
import { moveOnDay, prepareDayMove } from '../itineraries/index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from '../itineraries/testing/index.ts';
import { holdJob, removeJobLink, setJobLink } from '../jobs/index.ts';
import { holdSlot, offerSlots, prepareHold } from './index.ts';

const NEXT_DATE = '2027-03-11';
/** Every address is where it says it is. */
const roads = { ...straightRoads, geocoder: { reverse: async () => ({}) } } as unknown as Parameters<
  typeof prepareHold
>[1];

describe('a date that is asked about again', () => {
  let test: TestDatabase;
  let day: SmallDay;

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  /** Two of these fill an afternoon of one van. */
  const visit = {
    point: { lon: 9.515, lat: 47.161 },
    actions: [
      { kind: 'delivery' as const, description: 'Sofa', quantity: 1, unitWeightGrams: 70_000, unitVolumeLitres: 2000 },
    ],
    serviceSeconds: 9000,
  };
  const asking = { jobId: undefined, visit, branchId: undefined, merchantId: null, asker: 'order' as const };
  const offer = async (from: string, change: object = {}): Promise<SlotDate> => {
    const wish = { ...asking, from, to: undefined, windows: [{ from: '14:00', to: '16:00' }], ...change };
    const [date] = await offerSlots(test.database, roads, day.organisationId, wish);
    return date!;
  };
  const isAvailable = async (from: string) => (await offer(from)).slots[0]?.available ?? false;
  /** A place of its own, read from the database as it is. */
  const prepare = (serviceDate: string, change: object = {}) =>
    prepareHold(test.database, roads, day.organisationId, {
      ...{ ...asking, serviceDate, from: '14:00', to: '16:00', holdSeconds: 600 },
      ...change,
    });

  it('is not read a second time, and gives the answer that reading it would', async () => {
    const first = await countStatements(test.pool, () => offer(SERVICE_DATE));
    expect(await countStatements(test.pool, () => offer(SERVICE_DATE))).toBeLessThan(first / 2);
    const [slot] = (await offer(SERVICE_DATE)).slots;
    const { best } = (await prepare(SERVICE_DATE)).offer;
    expect(Date.parse(slot!.arrival!.earliest) / 1000).toBe(best!.serviceStartSeconds);
    expect(slot!.added!.driveMeters).toBe(Math.round(best!.addedMeters));
  });

  it('counts a job that is to come at another time only once, on its own date', async () => {
    const wish = { jobId: day.jobIds[2]!, visit: undefined };
    await offer(SERVICE_DATE);
    const [slot] = (await offer(SERVICE_DATE, wish)).slots;
    const { best } = (await prepare(SERVICE_DATE, wish)).offer;
    expect(slot!.added!.driveMeters).toBe(Math.round(best!.addedMeters));
    await day.transact((work) => holdJob(work, day.jobIds[3]!, { reason: 'Not yet', until: null }, null));
    const [after] = (await offer(SERVICE_DATE, wish)).slots;
    expect(after!.added!.driveMeters).toBe(Math.round((await prepare(SERVICE_DATE, wish)).offer.best!.addedMeters));
    await day.transact((work) => holdJob(work, day.jobIds[3]!, null, null));
  });

  it('is without room as soon as others hold it, and has it again when their holds run out', async () => {
    expect(await isAvailable(NEXT_DATE)).toBe(true);
    for (const _ of day.vehicleIds) {
      const prepared = await prepare(NEXT_DATE);
      await day.transact((work) => holdSlot(work, prepared));
    }
    expect(await isAvailable(NEXT_DATE)).toBe(false);
    test.clock.advance(601);
    expect(await isAvailable(NEXT_DATE)).toBe(true);
  });

  it('lets a job come back when the time until which it was held back is over', async () => {
    const { now, jobIds } = await test.database.read(day.organisationId, async (work) => ({ ...day, now: work.now }));
    const until = new Date(now.getTime() + 60_000).toISOString();
    for (const id of jobIds) await day.transact((work) => holdJob(work, id, { reason: 'Not yet', until }, null));
    const wish = { windows: [{ from: '09:00', to: '16:00' }] };
    const alone = (await offer(SERVICE_DATE, wish)).slots[0]!.added!.cost;
    test.clock.advance(61);
    // It is on the way of the others now.
    expect((await offer(SERVICE_DATE, wish)).slots[0]!.added!.cost.amountMinor).toBeLessThan(alone.amountMinor);
  });

  it('holds a job to the one that it follows, on whatever date that one is', async () => {
    const [leader, follower] = [day.jobIds[4]!, day.jobIds[5]!];
    const wish = { jobId: follower, visit: undefined };
    const follow = (maxGapSeconds?: number) => {
      const link = {
        kind: 'follows',
        otherJobId: leader,
        minGapSeconds: 0,
        ...(maxGapSeconds && { maxGapSeconds }),
      } as const;
      return day.transact((work) => setJobLink(work, follower, link, null));
    };
    const whyNot = async () => (await offer(NEXT_DATE, wish)).slots[0]!.why;
    expect(await whyNot()).toBeNull();
    await follow();
    // Nobody knows yet when the other will be done.
    expect(await whyNot()).toBe('full');
    const move = { jobId: leader, vehicleId: day.vehicleIds[0]!, afterStopId: null, serviceDate: SERVICE_DATE };
    const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, move);
    await day.transact((work) => moveOnDay(work, prepared));
    expect(await whyNot()).toBeNull();
    await follow(3600);
    expect(await whyNot()).toBe('full');
    await expect(prepare(NEXT_DATE, wish)).rejects.toMatchObject({ code: 'slot_full' });
    await day.transact((work) => removeJobLink(work, follower, leader, null));
    expect(await whyNot()).toBeNull();
  });

  it('knows of a vehicle that is out of service', async () => {
    expect((await offer(NEXT_DATE)).closed).toBeNull();
    for (const id of day.vehicleIds) await day.transact((work) => updateVehicle(work, id, { active: false }));
    expect((await offer(NEXT_DATE)).closed).toMatchObject({ code: 'no_vehicle' });
    for (const id of day.vehicleIds) await day.transact((work) => updateVehicle(work, id, { active: true }));
    expect((await offer(NEXT_DATE)).closed).toBeNull();
  });
});
