import type { Roads } from '@roundsman/road-network';
import { createSearch, validateProblem } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { describe, expect, it } from 'vitest';
import { straightRoads } from '../itineraries/testing/index.ts';
import { buildDayProblem } from './day-problem.ts';
import type { DaySnapshot, SnapshotJob, SnapshotVehicle } from './day-snapshot.ts';
import { measureListed } from './listed-travel.ts';

const nothing = { weightGrams: 0, volumeLitres: 0, pieces: 0 };
const DEPOT = { lon: 9.5, lat: 47.1 };
/** Streets of ten houses, each house with two customers. */
const pointOf = (number: number) => {
  const house = Math.floor(number / 2);
  return { lon: 9.5 + (house % 10) / 200, lat: 47.1 + (1 + Math.floor(house / 10)) / 300 };
};
const job = (number: number): SnapshotJob => ({
  ...{ id: `job ${number}`, code: `J${number}`, name: 'A customer', point: pointOf(number), windows: [] },
  ...{ serviceSeconds: 60, pickupLocationId: null, vehicleIds: null, delivered: nothing, collected: nothing },
  ...{ skills: [], operators: 1, priority: 0, readyAt: null },
});
const vehicle = (id: string, profile: 'van' | 'truck'): SnapshotVehicle => ({
  ...{ id, code: id, name: id, kind: 'van', startLocationId: 'depot', endLocationId: 'depot' },
  ...{ shifts: [{ from: 1_789_000_000, to: 1_789_030_000 }], breaks: [], skills: [], crewSize: 1, profile },
  ...{ capacity: { weightGrams: 1, volumeLitres: 1, pieces: 1 }, mostJobs: null, mostDrivingSeconds: null },
  ...{ costs: { fixedMinor: 0, perKilometreMinor: 60, perHourMinor: 0 }, heavy: false },
});
const day: DaySnapshot = {
  ...{ serviceDate: '2026-09-14', branchId: 'branch', zone: 'Europe/Vaduz', currency: 'CHF', lockedStarts: [] },
  jobs: Array.from({ length: 500 }, (_, number) => job(number)),
  vehicles: [vehicle('a', 'van'), vehicle('b', 'van'), vehicle('heavy', 'truck')],
  locations: [{ id: 'depot', name: 'Depot', point: DEPOT, loadSeconds: 0 }],
  notReady: [],
};
/** Trucks take twice as long, and never drive to the last house. */
const roads: Pick<Roads, 'travelTimes' | 'search'> = {
  search: straightRoads.search,
  travelTimes: {
    ...straightRoads.travelTimes,
    async matrix(from, to, profile) {
      const answer = await straightRoads.travelTimes.matrix(from, to, profile);
      if (profile === 'van') return answer;
      const last = ({ lat }: { lat: number }) => lat >= pointOf(499).lat;
      const shut = (pair: number) => last(from[Math.floor(pair / to.length)]!) !== last(to[pair % to.length]!);
      return { ...answer, seconds: answer.seconds.map((seconds, pair) => (shut(pair) ? -1 : 2 * seconds)) };
    },
  },
};

describe('the travel of a day that is too large for a matrix', () => {
  it('is listed for neighbours and hubs, customers at one address on one row', async () => {
    const travel = await measureListed(roads, day, ['van', 'truck']);
    const { problem } = buildDayProblem(day, travel);
    expect(validateProblem(problem)).toEqual([]);
    expect(travel.matrix.size).toBe(251);
    expect(travel.matrix.seconds.length).toBeLessThan((251 * 251 * 4) / 5);
    expect(problem.places[1]!.matrixIndex).toBe(problem.places[2]!.matrixIndex);
    expect(problem.matrix.listed!.hubs).toContain(problem.places[0]!.matrixIndex);
  });

  it('tells what trucks take longer and where they may not go from the ways to hubs', async () => {
    const travel = await measureListed(roads, day, ['van', 'truck']);
    const { timeFactor, unreachable } = travel.profiles.get('truck')!;
    expect(timeFactor).toBeCloseTo(2, 1);
    expect([...unreachable]).toEqual(Array.from({ length: 20 }, (_, at) => 481 + at));
  });

  it('is planned like any other', async () => {
    const { problem } = buildDayProblem(day, await measureListed(roads, day, ['van', 'truck']));
    const search = createSearch(problem);
    search.run({ iterations: 20 });
    expect(checkPlan(problem, search.plan())).toEqual([]);
    expect(search.plan().unassigned.length).toBeLessThan(500);
  });
});
