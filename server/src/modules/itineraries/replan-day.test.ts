import type { Command, Itinerary, Plan, PlanDetail } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import { newId } from '../../platform/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { setSandboxClock } from '../accounts/index.ts';
import { createPairingCode, pairDevice, readPairingCode } from '../fleet/index.ts';
import { readJobsToPlan } from '../jobs/index.ts';
import { createSearchThreads, dayOf, findPlan, type PlanWish, runPlan } from '../plans/index.ts';
import { applyPlan, dispatchItineraries, getDayPlan, listItineraries, planDay, takeCommand } from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from './testing/index.ts';

const silent: LiveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };

describe('the running day, planned again', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let device: { id: string; operatorId: string };
  let seq = 0;

  const itineraries = () => day.transact<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE));
  const underWay = async () => (await itineraries()).find(({ state }) => state === 'started')!;
  const take = (kind: Command['kind'], itinerary: Itinerary, stopId: string | null, at = itinerary.departure) =>
    test.database.transact({ organisationId: day.organisationId, actor: { kind: 'device', id: device.id } }, (work) =>
      takeCommand(
        work,
        device,
        {
          id: newId(),
          deviceSeq: ++seq,
          kind,
          itineraryId: itinerary.id,
          stopId,
          happenedAt: at,
          deviceAt: at,
          monotonicMilliseconds: null,
          fix: null,
          payload: {},
        },
        0,
      ),
    );
  const itIs = (instant: string) =>
    day.transact((work) => setSandboxClock(work, { businessNow: new Date(instant), speed: undefined }));
  /** Just as planned. */
  async function completeNext(): Promise<void> {
    const itinerary = await underWay();
    const stop = itinerary.stops.find(({ kind, state }) => kind === 'job' && state === 'planned')!;
    await itIs(stop.departure);
    expect(await take('on_my_way', itinerary, stop.id)).toMatchObject({ outcome: 'applied' });
    expect(await take('arrive', itinerary, stop.id, stop.arrival)).toMatchObject({ outcome: 'applied' });
    expect(await take('complete', itinerary, stop.id, stop.departure)).toMatchObject({ outcome: 'applied' });
  }
  async function plan(wish: Partial<PlanWish>): Promise<PlanDetail> {
    const { id } = await day.transact<Plan>((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines', ...wish }),
    );
    await runPlan(
      {
        database: test.database,
        roads: straightRoads,
        liveFeed: silent,
        clock: systemClock,
        threads: createSearchThreads(1),
        log: openLog('silent'),
      },
      day.organisationId,
      id,
    );
    const row = await day.transact((work) => findPlan(work, id));
    expect(row.checkerFindings).toEqual([]);
    return day.transact((work) => getDayPlan(work, id));
  }
  const apply = (planId: string) => day.transact((work) => applyPlan(work, planId));
  const jobsOf = ({ stops }: Pick<Itinerary, 'stops'>) =>
    stops.filter(({ kind }) => kind === 'job').map(({ jobId }) => jobId!);

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  it('improves drafts, and refuses where there is none', async () => {
    await expect(plan({ mode: 'improve' })).rejects.toMatchObject({ code: 'nothing_to_improve' });
    await expect(plan({ mode: 'replan' })).rejects.toMatchObject({ code: 'nothing_to_replan' });
    const first = await plan({});
    await apply(first.id);
    const improved = await plan({ mode: 'improve' });
    expect(improved).toMatchObject({ mode: 'improve', stale: false, unplaced: [] });
    expect(improved.changes).toMatchObject({ otherVehicle: 0, takenOff: 0, added: 0 });
    expect(improved.changes!.kept + improved.changes!.otherTime).toBe(6);
    expect(improved.figures!.cost.amountMinor).toBeLessThanOrEqual(first.figures!.cost.amountMinor);
  });

  it('leaves a day alone that goes well', async () => {
    const drafts = await itineraries();
    await day.transact((work) =>
      dispatchItineraries(
        work,
        drafts.map(({ id }) => id),
        undefined,
      ),
    );
    // One van takes all six: a second would cost its day.
    const [itinerary] = drafts;
    const operatorId = itinerary!.crew[0]!.operatorId;
    const { code } = await day.transact((work) => createPairingCode(work, operatorId));
    const { letters } = await readPairingCode(test.database, code);
    const paired = await day.transact((work) => pairDevice(work, { letters, deviceName: 'Phone', userAgent: null }));
    device = { id: paired.deviceId, operatorId };
    await itIs(itinerary!.departure);
    await take('start', itinerary!, null);
    await completeNext();
    const before = await underWay();
    const again = await plan({ mode: 'replan' });
    expect(again).toMatchObject({ mode: 'replan', stale: false, unplaced: [] });
    expect(again.changes).toMatchObject({ kept: 5, otherVehicle: 0, takenOff: 0, promisesBroken: 0, rows: [] });
    // The whole day is there to look at; its figures are of what is left.
    expect(again.routes[0]!.stops.map(({ id }) => id)).toEqual(before.stops.map(({ id }) => id));
    expect(again.figures).toMatchObject({ placed: 5 });
    await apply(again.id);
    expect((await underWay()).revision).toBe(before.revision);
  });

  it('refuses a plan that the day has overtaken', async () => {
    const late = await plan({ mode: 'replan' });
    await completeNext();
    expect((await day.transact((work) => getDayPlan(work, late.id))).stale).toBe(true);
    await expect(apply(late.id)).rejects.toMatchObject({ code: 'plan_is_stale' });
  });

  it('gives the stops of a vehicle that breaks down to another, which takes the goods over where it stands', async () => {
    const broken = await underWay();
    const other = day.vehicleIds.find((id) => id !== broken.vehicleId)!;
    const left = jobsOf({ stops: broken.stops.filter(({ state }) => state === 'planned') });
    expect(left).toHaveLength(4);
    const rescue = await plan({ mode: 'replan', withoutVehicleIds: [broken.vehicleId!] });
    expect(rescue.unplaced).toEqual([]);
    expect(rescue.changes).toMatchObject({ kept: 0, otherVehicle: 4 });
    const route = rescue.routes.find(({ vehicleId }) => vehicleId === other)!;
    const pickups = route.stops.filter(({ kind }) => kind === 'pickup');
    expect(pickups).toHaveLength(4);
    const stands = broken.stops.findLast(({ state }) => state === 'done')!.point;
    expect(pickups.map(({ point }) => point)).toEqual([stands, stands, stands, stands]);
    expect(dayOf(await day.transact((work) => findPlan(work, rescue.id))).vehicles.map(({ id }) => id)).toEqual([
      other,
    ]);
    await apply(rescue.id);
    const list = await itineraries();
    expect(jobsOf(list.find(({ id }) => id === broken.id)!)).toHaveLength(2);
    const helper = list.find(({ vehicleId }) => vehicleId === other)!;
    expect(jobsOf(helper).toSorted()).toEqual(left.toSorted());
    const states = (await day.transact((work) => readJobsToPlan(work, left))).map(({ state }) => state);
    expect(states).toEqual(['scheduled', 'scheduled', 'scheduled', 'scheduled']);
    const [result] = await day.transact((work) => dispatchItineraries(work, [helper.id], undefined));
    expect(result).toMatchObject({ done: true });
  });
});
