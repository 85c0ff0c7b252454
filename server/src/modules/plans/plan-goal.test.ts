import type { PlanGoal } from '@roundsman/delivery-rules';
import { createSearch, validateProblem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { describe, expect, it } from 'vitest';
import { buildDayProblem } from './day-problem.ts';
import type { DayTravel } from './day-roads.ts';
import type { DaySnapshot, SnapshotJob, SnapshotVehicle } from './day-snapshot.ts';

const EIGHT = Date.parse('2026-09-14T06:00:00Z') / 1000;
const NOTHING = { weightGrams: 0, volumeLitres: 0, pieces: 0 };
const point = { lon: 9.52, lat: 47.14 };

const job = (id: string, more: Partial<SnapshotJob> = {}): SnapshotJob => ({
  ...{ id, code: id, name: id, point, windows: [], serviceSeconds: 600, pickupLocationId: null, vehicleIds: null },
  ...{ delivered: NOTHING, collected: NOTHING, skills: [], operators: 1, priority: 0, readyAt: null },
  ...more,
});
const van = (id: string, depot: string, costs: SnapshotVehicle['costs']): SnapshotVehicle => ({
  ...{ id, code: id, name: id, kind: 'van', startLocationId: depot, endLocationId: depot, breaks: [], skills: [] },
  shifts: [{ from: EIGHT, to: EIGHT + 36_000 }],
  capacity: { weightGrams: 100_000, volumeLitres: 1000, pieces: 10 },
  ...{ crewSize: 1, mostJobs: null, mostDrivingSeconds: null, costs, heavy: false },
});
/** Places ten minutes and six kilometres apart, the first depot at one end; the second, where there is one, at the other. */
function roadOf(order: readonly number[]): DayTravel {
  const size = order.length;
  const steps = Array.from({ length: size * size }, (_, cell) =>
    Math.abs(order[Math.floor(cell / size)]! - order[cell % size]!),
  );
  return {
    matrix: { size, seconds: steps.map((each) => 600 * each), meters: steps.map((each) => 6000 * each) },
    profiles: new Map(),
  };
}
const dayOf = (jobs: SnapshotJob[], vehicles: SnapshotVehicle[], depots = ['depot']): DaySnapshot => ({
  ...{ serviceDate: '2026-09-14', branchId: 'branch', zone: 'Europe/Vaduz', currency: 'CHF', jobs, vehicles },
  locations: depots.map((id) => ({ id, name: id, point, loadSeconds: 0 })),
  ...{ lockedStarts: [], notReady: [] },
});
function routesFor(goal: PlanGoal, day: DaySnapshot, travel: DayTravel) {
  const { problem } = buildDayProblem(day, travel, { goal });
  expect(validateProblem(problem)).toEqual([]);
  const search = createSearch(problem);
  search.run({ iterations: 300 });
  const plan = search.plan();
  expect(checkPlan(problem, plan)).toEqual([]);
  return plan.routes.map(({ stops }) => stops.flatMap(({ jobId }) => jobId ?? []));
}

describe('the goal of a plan', () => {
  const perKilometre = { fixedMinor: 0, perKilometreMinor: 100, perHourMinor: 0 };

  it('of fewest vehicles leaves one at home that would make it cheaper', () => {
    const vans = [van('one', 'depot', perKilometre), van('two', 'far', perKilometre)];
    const day = dayOf([job('near'), job('away')], vans, ['depot', 'far']);
    const road = roadOf([0, 9, 1, 8]);
    expect(routesFor('cheapest', day, road)).toHaveLength(2);
    expect(routesFor('fewest_vehicles', day, road)).toHaveLength(1);
  });

  it('of fairness sends both crews for half a day instead of one for all of it', () => {
    const costs = { fixedMinor: 4000, perKilometreMinor: 0, perHourMinor: 3000 };
    const jobs = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => job(id, { serviceSeconds: 3600 }));
    const day = dayOf(jobs, [van('one', 'depot', costs), van('two', 'depot', costs)]);
    const road = roadOf([0, 1, 1, 1, 1, 1, 1]);
    expect(routesFor('cheapest', day, road).map(({ length }) => length)).toEqual([6]);
    expect(routesFor('fair', day, road).map(({ length }) => length)).toEqual([3, 3]);
  });

  it('of punctuality comes early to whom a window is open, at the price of a detour', () => {
    const closing = job('closing', { windows: [{ from: EIGHT, to: EIGHT + 2100 }] });
    const day = dayOf([job('any time'), closing], [van('one', 'depot', perKilometre)]);
    const { matrix, profiles } = roadOf([0, 1, 2]);
    // From the one whose window closes back to the other is a detour.
    const detour = { profiles, matrix: { ...matrix, meters: [...matrix.meters].with(2 * 3 + 1, 9000) } };
    expect(routesFor('cheapest', day, detour)).toEqual([['any time', 'closing']]);
    expect(routesFor('punctual', day, detour)).toEqual([['closing', 'any time']]);
  });
});
