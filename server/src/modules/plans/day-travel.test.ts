import type { Roads, TravelMatrix } from '@roundsman/road-network';
import { describe, expect, it } from 'vitest';
import { buildDayProblem } from './day-problem.ts';
import type { DaySnapshot, SnapshotJob, SnapshotVehicle } from './day-snapshot.ts';
import { measureTravel } from './day-travel.ts';

const point = { lon: 9.52, lat: 47.14 };
const nothing = { weightGrams: 0, volumeLitres: 0, pieces: 0 };
const vehicle = (id: string, profile: SnapshotVehicle['profile']): SnapshotVehicle => ({
  id,
  code: id,
  name: id,
  kind: 'van',
  startLocationId: 'depot',
  endLocationId: 'depot',
  shifts: [{ from: 1_789_000_000, to: 1_789_030_000 }],
  breaks: [],
  capacity: { weightGrams: 1000, volumeLitres: 10, pieces: 10 },
  skills: [],
  crewSize: 1,
  mostJobs: null,
  mostDrivingSeconds: null,
  costs: { fixedMinor: 0, perKilometreMinor: 0, perHourMinor: 0 },
  ...(profile ? { profile } : {}),
  heavy: false,
});
const job = (id: string): SnapshotJob => ({
  id,
  code: id,
  name: id,
  point,
  windows: [],
  serviceSeconds: 60,
  pickupLocationId: null,
  vehicleIds: null,
  delivered: nothing,
  collected: nothing,
  skills: [],
  operators: 1,
  priority: 0,
  readyAt: null,
});
const dayOf = (vehicles: readonly SnapshotVehicle[], lockedStarts: DaySnapshot['lockedStarts'] = []): DaySnapshot => ({
  serviceDate: '2026-09-14',
  branchId: 'branch',
  zone: 'Europe/Vaduz',
  currency: 'CHF',
  jobs: [job('street'), job('alley')],
  vehicles,
  locations: [{ id: 'depot', name: 'Depot', point, loadSeconds: 0 }],
  lockedStarts,
  notReady: [],
});

/** Trucks take a quarter longer, and may not drive into the alley (the last place). */
const asked: string[] = [];
const roads: Pick<Roads, 'travelTimes' | 'search'> = {
  search: {
    neighbours: () => Promise.reject(new Error('A day this small has a matrix.')),
    matchTrack: () => Promise.reject(new Error('Nothing was driven.')),
    reach: async () => [],
  },
  travelTimes: {
    provider: { name: 'extract_search', label: 'test', approximate: false, note: null },
    async matrix(from, to, profile): Promise<TravelMatrix> {
      asked.push(profile);
      const seconds = Int32Array.from({ length: from.length * to.length }, (_, pair) => {
        const [row, column] = [Math.floor(pair / to.length), pair % to.length];
        if (row === column) return 0;
        if (profile === 'truck' && (row === 2 || column === 2)) return -1;
        return profile === 'truck' ? 500 : 400;
      });
      return { rows: from.length, columns: to.length, seconds, meters: seconds };
    },
    shape: async () => ({ legs: [] }),
    nearest: async () => null,
  },
};

describe('the travel times of a day', () => {
  it('asks for the vehicles that drive, once a profile', async () => {
    asked.length = 0;
    await measureTravel(roads, dayOf([vehicle('a', 'van'), vehicle('b', 'van')]));
    await measureTravel(roads, dayOf([vehicle('a', 'truck')]));
    expect(asked).toEqual(['van', 'truck']);
  });

  it('gives trucks among vans their measured factor, and keeps them away from where they may not drive', async () => {
    const day = dayOf([vehicle('a', 'van'), vehicle('b', 'van'), vehicle('heavy', 'truck')]);
    const { problem } = buildDayProblem(day, await measureTravel(roads, day));
    expect(problem.vehicles.map(({ travelTimeFactor }) => travelTimeFactor)).toEqual([1, 1, 1.25]);
    expect(problem.jobs.map(({ forbiddenVehicleIds }) => forbiddenVehicleIds)).toEqual([undefined, ['heavy']]);
  });

  it('does not take a job from a truck that is on its way there already', async () => {
    const locked = [{ vehicleId: 'heavy', jobIds: ['alley'] }];
    const day = dayOf([vehicle('a', 'van'), vehicle('b', 'van'), vehicle('heavy', 'truck')], locked);
    const { problem } = buildDayProblem(day, await measureTravel(roads, day));
    expect(problem.jobs[1]!.forbiddenVehicleIds).toBeUndefined();
  });

  it('reads a plan from before vehicles had a profile', async () => {
    asked.length = 0;
    await measureTravel(roads, dayOf([{ ...vehicle('a', undefined), heavy: true }]));
    expect(asked).toEqual(['truck']);
  });
});
