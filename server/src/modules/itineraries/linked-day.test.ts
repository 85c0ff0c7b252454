import { createSearch, validateProblem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import { updateVehicle } from '../fleet/index.ts';
import { type LinkWish, listJobLinks, removeJobLink, setJobLink } from '../jobs/index.ts';
import { buildDayProblem, measureTravel, readDay } from '../plans/index.ts';
import { findBestPlaces, moveOnDay, prepareDayMove } from './index.ts';
import { makeSmallDay, SERVICE_DATE, type SmallDay, straightRoads } from './testing/index.ts';

describe('what hangs together on a day', () => {
  let test: TestDatabase;
  let day: SmallDay;
  beforeAll(async () => {
    test = await openTestDatabase();
    day = await makeSmallDay(test);
  });
  afterAll(() => test?.close());

  const link = (from: number, to: number, wish: Omit<LinkWish, 'otherJobId'>) =>
    day.transact((work) => setJobLink(work, day.jobIds[from]!, { ...wish, otherJobId: day.jobIds[to]! }, null));

  async function solveDay() {
    const snapshot = await day.transact((work) => readDay(work, { serviceDate: SERVICE_DATE }));
    const { problem } = buildDayProblem(snapshot, await measureTravel(straightRoads, snapshot));
    expect(validateProblem(problem)).toEqual([]);
    const search = createSearch(problem);
    search.run({ iterations: 500 });
    const plan = search.plan();
    expect(checkPlan(problem, plan)).toEqual([]);
    const stops = plan.routes.flatMap(({ vehicleId, stops: list }) => list.map((stop) => ({ ...stop, vehicleId })));
    return { snapshot, problem, plan, stopOf: (at: number) => stops.find(({ jobId }) => jobId === day.jobIds[at])! };
  }

  it('says both sides of a link, replaces what stood between the two, and takes it away', async () => {
    await link(1, 0, { kind: 'follows', minGapSeconds: 600 });
    const [seen] = await day.transact((work) => listJobLinks(work, day.jobIds[0]!, null));
    expect(seen).toMatchObject({ kind: 'follows', direction: 'from', otherJobId: day.jobIds[1], minGapSeconds: 600 });
    expect(await link(1, 0, { kind: 'together' })).toMatchObject([{ kind: 'together', priceMinor: null }]);
    expect(await day.transact((work) => removeJobLink(work, day.jobIds[0]!, day.jobIds[1]!, null))).toEqual([]);
  });

  it('refuses a job that hangs on itself, on two others, or in a circle', async () => {
    await expect(link(1, 1, { kind: 'follows' })).rejects.toMatchObject({ code: 'link_to_itself' });
    await link(1, 0, { kind: 'follows' });
    await link(2, 1, { kind: 'follows' });
    await expect(link(1, 3, { kind: 'follows' })).rejects.toMatchObject({ code: 'follows_another' });
    await expect(link(0, 2, { kind: 'follows' })).rejects.toMatchObject({ code: 'link_in_a_circle' });
    await day.transact((work) => removeJobLink(work, day.jobIds[2]!, day.jobIds[1]!, null));
  });

  it('plans a job after the one it follows, with the gap, and companions on one vehicle or apart', async () => {
    await link(1, 0, { kind: 'follows', minGapSeconds: 1800 });
    await link(2, 3, { kind: 'apart' });
    await link(4, 5, { kind: 'together' });
    const { plan, stopOf } = await solveDay();
    expect(plan.unassigned).toEqual([]);
    expect(stopOf(1).serviceStartSeconds).toBeGreaterThanOrEqual(stopOf(0).departureSeconds + 1800);
    expect(stopOf(2).vehicleId).not.toBe(stopOf(3).vehicleId);
    expect(stopOf(4).vehicleId).toBe(stopOf(5).vehicleId);
  });

  it('lets a job wait for one on another itinerary, and says so when that one is not planned', async () => {
    const [first, second] = day.jobIds;
    const choice = { serviceDate: SERVICE_DATE, jobIds: [second!] };
    const alone = day.transact((work) => readDay(work, choice));
    await expect(alone).rejects.toMatchObject({ code: 'nothing_to_plan' });
    const end = Date.parse('2027-03-10T10:00:00Z') / 1000;
    const later = await day.transact((work) => readDay(work, { ...choice, endsElsewhere: new Map([[first!, end]]) }));
    expect(later.jobs[0]!.windows[0]!.from).toBe(end + 1800);
    expect(later.endsElsewhere).toEqual({ [first!]: end });
  });

  it('warns of a move by hand that breaks a link to a job on another vehicle', async () => {
    const move = async (job: number, vehicle: number | null) => {
      const to = { jobId: day.jobIds[job]!, vehicleId: vehicle === null ? null : day.vehicleIds[vehicle]! };
      const wish = { ...to, serviceDate: SERVICE_DATE, afterStopId: null };
      const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, wish);
      await day.transact((work) => moveOnDay(work, prepared));
      return prepared.priced;
    };
    expect((await move(0, 0)).broken).toEqual([]);
    const follower = await move(1, 1);
    expect(follower.feasible).toBe(false);
    expect(follower.broken.map(({ words }) => words)).toEqual([expect.stringMatching(/comes \d+ min too soon after/)]);
    expect((await move(4, 0)).broken).toEqual([]);
    expect((await move(5, 1)).broken).toMatchObject([
      { kind: 'vehicle', words: expect.stringContaining('must ride on one vehicle') },
    ]);
    // The job that is followed goes: its follower stays behind without it.
    expect((await move(0, null)).broken).toMatchObject([{ words: expect.stringContaining('is not planned') }]);
    for (const job of [1, 4, 5]) await move(job, null);
  });

  it('finds the best places for a job, each with what a move there does', async () => {
    const wish = { serviceDate: SERVICE_DATE, jobId: day.jobIds[0]!, vehicleId: day.vehicleIds[0]!, afterStopId: null };
    const prepared = await prepareDayMove(test.database, straightRoads, day.organisationId, wish);
    await day.transact((work) => moveOnDay(work, prepared));
    const asked = { serviceDate: SERVICE_DATE, jobId: day.jobIds[2]!, count: 3 };
    const places = await findBestPlaces(test.database, straightRoads, day.organisationId, asked);
    expect(places).toHaveLength(3);
    expect(places.map(({ vehicleId }) => vehicleId)).toEqual([0, 0, 1].map((at) => day.vehicleIds[at]));
    const costs = places.map(({ cost }) => cost.amountMinor);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    for (const { vehicleId, afterStopId, cost, feasible } of places) {
      const there = { ...asked, vehicleId, afterStopId };
      const { priced } = await prepareDayMove(test.database, straightRoads, day.organisationId, there);
      expect({ cost, feasible }).toEqual({ cost: priced.cost, feasible: true });
    }
    const back = await prepareDayMove(test.database, straightRoads, day.organisationId, { ...wish, vehicleId: null });
    await day.transact((work) => moveOnDay(work, back));
  });

  it('prices overtime by the hours of a shift, in the plan as on the vehicle', async () => {
    const [vehicleId] = day.vehicleIds;
    const overtime = { afterSeconds: 3600, perHourMinor: 60_000 };
    const before = await solveDay();
    expect(await day.transact((work) => updateVehicle(work, vehicleId!, { overtime }))).toMatchObject({ overtime });
    const dearer = await solveDay();
    const { shifts, cost } = dearer.problem.vehicles.find(({ id }) => id === vehicleId)!;
    // Shifts are told from when the vehicle is loaded; overtime counts from when its shift begins, at seven.
    const begins = before.problem.vehicles.find(({ id }) => id === vehicleId)!.shifts[0]!.startSeconds - 900;
    expect(shifts[0]!.overtimeFromSeconds).toBe(begins + 3600);
    expect(cost!.overtimePerHour).toBe(60_000);
    for (const { vehicleId: id, endSeconds, cost: paid } of dearer.plan.routes)
      expect(paid.overtime).toBeCloseTo(
        id === vehicleId ? (Math.max(0, endSeconds - begins - 3600) / 3600) * 60_000 : 0,
      );
    expect(await day.transact((work) => updateVehicle(work, vehicleId!, { overtime: null }))).toMatchObject({
      overtime: null,
    });
  });

  it('keeps a vehicle in its territory, or lets it leave at a price', async () => {
    const [stays, roams] = day.vehicleIds;
    await day.transact((work) => updateVehicle(work, stays!, { areas: ['80'] }));
    await day.transact((work) => updateVehicle(work, roams!, { areas: ['94'] }));
    await day.transact((work) => removeJobLink(work, day.jobIds[2]!, day.jobIds[3]!, null));
    const strict = await solveDay();
    expect(new Set(strict.plan.routes.map(({ vehicleId }) => vehicleId))).toEqual(new Set([roams]));
    await day.transact((work) => updateVehicle(work, roams!, { areas: ['80'], outsideAreasPriceMinor: 500 }));
    const priced = await solveDay();
    expect(priced.plan.concessions).toHaveLength(6);
    expect(priced.plan.concessions[0]).toMatchObject({ kind: 'area', price: 500 });
  });

  it('gives a vehicle no more than its most jobs, or more at the price of each', async () => {
    const limits = (vehicleId: string, mostJobs: number, mostJobsPriceMinor: number | null) =>
      day.transact((work) =>
        updateVehicle(work, vehicleId, { areas: [], mostJobs, mostJobsPriceMinor, mostDrivingPriceMinor: 900 }),
      );
    for (const vehicleId of day.vehicleIds) await limits(vehicleId, 2, null);
    expect((await solveDay()).plan.unassigned).toHaveLength(6 - 2 * day.vehicleIds.length);
    for (const vehicleId of day.vehicleIds)
      expect(await limits(vehicleId, 2, 300)).toMatchObject({ mostJobsPriceMinor: 300, mostDrivingPriceMinor: 900 });
    const { unassigned, concessions, routes } = (await solveDay()).plan;
    expect(unassigned).toEqual([]);
    const more = routes.map(({ trips }) => 300 * Math.max(0, trips.flatMap(({ jobIds }) => jobIds).length - 2));
    expect(more.some((price) => price > 0)).toBe(true);
    expect(concessions.map(({ kind, price }) => [kind, price])).toEqual(
      more.filter((price) => price > 0).map((price) => ['max_jobs', price]),
    );
  });
});
