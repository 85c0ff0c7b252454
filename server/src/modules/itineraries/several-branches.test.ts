import type { Itinerary, PlanDetail, PlannedRoute } from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import { openLog } from '../../platform/log/index.ts';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { listBranches } from '../accounts/index.ts';
import { countJobs } from '../jobs/index.ts';
import { createSearchThreads, getPlan, type PlanWish, readDay, runPlan } from '../plans/index.ts';
import { applyPlan, findBestPlaces, listItineraries, moveOnDay, planDay, prepareDayMove } from './index.ts';
import { openSecondBranch, type SecondBranch } from './testing/second-branch.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay } from './testing/small-day.ts';
import { straightRoads } from './testing/straight-roads.ts';

const silent: LiveFeed = { publish: () => {}, subscribe: () => () => {}, snapshot: () => [], close: async () => {} };

describe('an organisation of several branches', () => {
  let test: TestDatabase;
  let day: SmallDay;
  let first: string;
  let second: SecondBranch;
  let other: { day: SmallDay; branchId: string };

  const start = (wish: Partial<PlanWish>) =>
    day.transact((work) =>
      planDay(work, { serviceDate: SERVICE_DATE, limitSeconds: 1, seed: 1, roads: 'Straight lines', ...wish }),
    );
  async function plan(wish: Partial<PlanWish>): Promise<PlanDetail> {
    const { id } = await start(wish);
    const threads = createSearchThreads(1);
    const log = openLog('silent');
    const runner = {
      database: test.database,
      roads: straightRoads,
      liveFeed: silent,
      clock: systemClock,
      threads,
      log,
    };
    await runPlan(runner, day.organisationId, id);
    return day.transact((work) => getPlan(work, id));
  }
  const apply = (planId: string) => day.transact((work) => applyPlan(work, planId));
  const itineraries = (branchId: string) =>
    day.transact<Itinerary[]>((work) => listItineraries(work, SERVICE_DATE, branchId));
  const visitsOf = (routes: readonly Pick<PlannedRoute, 'stops'>[]) =>
    routes.flatMap(({ stops }) => stops.flatMap(({ kind, jobId }) => (kind === 'job' ? [jobId!] : []))).toSorted();

  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
    const [only] = await day.transact((work) => listBranches(work));
    first = only!.id;
    second = await openSecondBranch(test, day);
    const stranger = await makeSmallDay(test);
    const [branch] = await stranger.transact((work) => listBranches(work));
    other = { day: stranger, branchId: branch!.id };
  });
  afterAll(() => test?.close());

  it('is asked which of them is to be planned, by name', async () => {
    await expect(start({})).rejects.toMatchObject({
      status: 422,
      code: 'branch_unknown',
      title: 'Several branches: say which',
      fields: [{ field: 'branchId', remedy: expect.stringMatching(`Branch \\(${first}\\).*${second.branchId}`) }],
    });
  });

  it('has no branch that is another organisation’s, or nobody’s', async () => {
    for (const branchId of [other.branchId, day.vehicleIds[0]!])
      await expect(start({ branchId })).rejects.toMatchObject({
        status: 422,
        code: 'branch_unknown',
        title: 'There is no such branch',
        fields: [{ field: 'branchId' }],
      });
    expect(await other.day.transact((work) => planDay(work, { serviceDate: SERVICE_DATE, roads: '' }))).toMatchObject({
      branchId: other.branchId,
    });
  });

  it('plans the jobs of the one that was said on its own vehicles, and leaves the others their day', async () => {
    const planned = await plan({ branchId: second.branchId });
    expect(planned).toMatchObject({ branchId: second.branchId, options: { jobCount: 2, vehicleCount: 1 } });
    expect(visitsOf(planned.routes)).toEqual(second.jobIds.toSorted());
    await apply(planned.id);
    const ofFirst = await plan({ branchId: first });
    expect(visitsOf(ofFirst.routes)).toEqual(day.jobIds.toSorted());
    expect(new Set(ofFirst.routes.map(({ vehicleId }) => vehicleId))).not.toContain(second.vehicleId);
    await apply(ofFirst.id);
    expect(visitsOf(await itineraries(second.branchId))).toEqual(second.jobIds.toSorted());
    expect(visitsOf(await itineraries(first))).toEqual(day.jobIds.toSorted());
  });

  it('plans the rest of one branch’s day without a look at the other’s', async () => {
    const before = await itineraries(first);
    const again = await plan({ branchId: second.branchId, mode: 'replan' });
    expect(visitsOf(again.routes)).toEqual(second.jobIds.toSorted());
    await apply(again.id);
    expect(await itineraries(first)).toEqual(before);
  });

  it('improves a plan for the branch it was made for, and for no other', async () => {
    const { id: improvePlanId } = await plan({ branchId: second.branchId });
    expect(await start({ improvePlanId })).toMatchObject({ branchId: second.branchId, mode: 'improve' });
    await expect(start({ improvePlanId, branchId: first })).rejects.toMatchObject({
      code: 'plan_has_no_routes',
      detail: 'Its vehicles are of another branch.',
    });
  });

  it('says of a job that was chosen whose it is', async () => {
    const jobIds = [second.jobIds[0]!, day.jobIds[0]!];
    const { notReady } = await day.transact((work) =>
      readDay(work, { serviceDate: SERVICE_DATE, branchId: second.branchId, jobIds }),
    );
    expect(notReady).toMatchObject([{ jobId: day.jobIds[0], reason: 'other_branch' }]);
    await expect(start({ branchId: second.branchId, jobIds: jobIds.slice(1) })).rejects.toMatchObject({
      code: 'nothing_to_plan',
      detail: expect.stringContaining('It belongs to another branch.'),
    });
  });

  it('counts the jobs of one', async () => {
    const counts = await day.transact((work) => countJobs(work, SERVICE_DATE, null, second.branchId));
    expect(counts.byState.scheduled).toBe(2);
  });

  it('moves jobs on the day of each, never to a vehicle of another', async () => {
    const [jobId] = second.jobIds;
    const move = (vehicleId: string | null) =>
      prepareDayMove(test.database, straightRoads, day.organisationId, {
        serviceDate: SERVICE_DATE,
        jobId: jobId!,
        vehicleId,
        afterStopId: null,
      });
    const off = await move(null);
    await day.transact((work) => moveOnDay(work, off));
    expect(visitsOf(await itineraries(second.branchId))).toEqual([second.jobIds[1]]);
    const wish = { serviceDate: SERVICE_DATE, jobId: jobId!, count: 5 };
    const places = await findBestPlaces(test.database, straightRoads, day.organisationId, wish);
    expect(new Set(places.map(({ vehicleId }) => vehicleId))).toEqual(new Set([second.vehicleId]));
    await expect(move(day.vehicleIds[0]!)).rejects.toMatchObject({ status: 422, code: 'job_unknown' });
    const back = await move(second.vehicleId);
    await day.transact((work) => moveOnDay(work, back));
    expect(visitsOf(await itineraries(second.branchId))).toEqual(second.jobIds.toSorted());
  });
});
