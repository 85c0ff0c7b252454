import type { Itinerary } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { readJobsToPlan } from '../jobs/index.ts';
import { createSearchThreads, findPlan, type PlanWish, runPlan } from '../plans/index.ts';
import {
  applyPlan,
  dispatchItineraries,
  getDayPlan,
  listItineraries,
  moveOnDay,
  planDay,
  prepareDayMove,
} from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from './testing/index.ts';

const silent: LiveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };

describe('a plan of the running day, applied', () => {
  let test: TestDatabase;
  let day: SmallDay;
  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  const itineraries = () => day.transact<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE));
  const visits = (list: readonly Itinerary[]) =>
    list.flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'job'));
  async function plan(wish: Partial<PlanWish>) {
    const started = await day.transact((work) =>
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
      started.id,
    );
    expect((await day.transact((work) => findPlan(work, started.id))).checkerFindings).toEqual([]);
    return day.transact((work) => getDayPlan(work, started.id));
  }

  it('hands the visits of a vehicle that never set out to one that is out, with promises that hold', async () => {
    const first = await plan({});
    await day.transact((work) => applyPlan(work, first.id));
    const [whole] = (await itineraries()).filter(({ stops }) => stops.length > 0);
    const other = day.vehicleIds.find((id) => id !== whole!.vehicleId)!;
    for (const { jobId } of visits([whole!]).slice(0, 3)) {
      const move = { jobId: jobId!, vehicleId: other, afterStopId: null, serviceDate: SERVICE_DATE };
      const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, move);
      await day.transact((work) => moveOnDay(work, prepared));
    }
    const drafts = await itineraries();
    const results = await day.transact((work) =>
      dispatchItineraries(
        work,
        drafts.map(({ id }) => id),
        undefined,
      ),
    );
    expect(results.map(({ done }) => done)).toEqual([true, true]);

    const again = await plan({ mode: 'replan', withoutVehicleIds: [other] });
    expect(again).toMatchObject({ unplaced: [], changes: { otherVehicle: 3, takenOff: 0 } });
    await day.transact((work) => applyPlan(work, again.id));
    const list = await itineraries();
    expect(list.find(({ vehicleId }) => vehicleId === other)).toMatchObject({ state: 'cancelled', stops: [] });
    const left = list.find(({ vehicleId }) => vehicleId === whole!.vehicleId)!;
    const before = drafts.find(({ id }) => id === left.id)!;
    expect(left).toMatchObject({ state: 'dispatched', revision: before.revision + 1 });
    expect(visits([left])).toHaveLength(6);
    for (const { promise, serviceStart } of visits([left])) {
      expect(promise!.from <= serviceStart && serviceStart <= promise!.to).toBe(true);
    }
    const jobs = await day.transact((work) => readJobsToPlan(work, day.jobIds));
    expect(jobs.map(({ state }) => state)).toEqual(jobs.map(() => 'dispatched'));
    await expect(day.transact((work) => applyPlan(work, again.id))).rejects.toMatchObject({ code: 'wrong_state' });
  });
});
