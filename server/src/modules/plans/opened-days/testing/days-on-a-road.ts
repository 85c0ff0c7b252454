import type { PlannedRoute } from '@roundsman/api-contract';
import type { DayRoads } from '../../day-roads.ts';
import type { DaySnapshot, SnapshotJob, SnapshotVehicle } from '../../day-snapshot.ts';
import type { DayAsGiven } from '../day-as-given.ts';

export const EIGHT = Date.parse('2026-09-14T06:00:00Z') / 1000;
export const HOUR = 3600;
const NOTHING = { weightGrams: 0, volumeLitres: 0, pieces: 0 };

/** Places on a road, named by where they are; a hundredth of a degree is ten minutes. */
const at = (lon: number) => ({ lon, lat: 47 });
export const job = (id: string, lon: number, more: Partial<SnapshotJob> = {}): SnapshotJob => ({
  ...{ id, code: id, name: id, point: at(lon), windows: [], serviceSeconds: 600, pickupLocationId: null },
  ...{ vehicleIds: null, delivered: NOTHING, collected: NOTHING, skills: [], operators: 1, priority: 0, readyAt: null },
  ...more,
});
export const van = (id: string, more: Partial<SnapshotVehicle> = {}): SnapshotVehicle => ({
  ...{ id, code: id, name: id, kind: 'van', startLocationId: 'depot', endLocationId: 'depot', breaks: [], skills: [] },
  shifts: [{ from: EIGHT, to: EIGHT + 8 * HOUR }],
  capacity: { weightGrams: 100_000, volumeLitres: 1000, pieces: 10 },
  ...{ crewSize: 1, mostJobs: null, mostDrivingSeconds: null, heavy: false },
  costs: { fixedMinor: 0, perKilometreMinor: 100, perHourMinor: 0 },
  ...more,
});
export const dayOf = (jobs: SnapshotJob[], vehicles = [van('van')], more: Partial<DaySnapshot> = {}): DaySnapshot => ({
  ...{ serviceDate: '2026-09-14', branchId: 'branch', zone: 'Europe/Vaduz', currency: 'CHF', jobs, vehicles },
  locations: [{ id: 'depot', name: 'depot', point: at(9), loadSeconds: 0 }],
  ...{ lockedStarts: [], notReady: [] },
  ...more,
});
export const given = (day: DaySnapshot, drafts: PlannedRoute[] = []): DayAsGiven => ({
  ...{ day, drafts, running: [], asItStands: drafts.length > 0 },
});
/** As much of a draft as an order is read from. */
export const draft = (vehicleId: string, ...jobIds: string[]) =>
  ({ vehicleId, stops: jobIds.map((jobId) => ({ id: jobId, kind: 'job', jobId })) }) as unknown as PlannedRoute;

/** A road that counts the pairs of each question. */
export function countedRoads() {
  const asked: number[] = [];
  const roads: DayRoads = {
    travelTimes: {
      async matrix(from, to) {
        asked.push(from.length * to.length);
        const steps = from.flatMap((a) => to.map((b) => Math.round(100 * Math.abs(a.lon - b.lon))));
        return {
          ...{ rows: from.length, columns: to.length },
          seconds: Int32Array.from(steps, (each) => 600 * each),
          meters: Int32Array.from(steps, (each) => 6000 * each),
        };
      },
    },
    search: { neighbours: () => Promise.reject(new Error('not for so few')) },
  };
  return { roads, asked };
}
