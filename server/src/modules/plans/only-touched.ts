import type { PlannedRoute } from '@roundsman/api-contract';
import type { DaySnapshot } from './day-snapshot.ts';
import type { Move } from './price-move.ts';

/** A move concerns two routes at the most, so it is priced in the time that those two take; who rides with whom is judged beside it. */
export function onlyTouched(day: DaySnapshot, routes: readonly PlannedRoute[], move: Move): DaySnapshot {
  const touched = routes.filter(
    ({ vehicleId, stops }) => vehicleId === move.vehicleId || stops.some(({ jobId }) => jobId === move.jobId),
  );
  const jobIds = new Set([move.jobId, ...touched.flatMap(({ stops }) => stops.flatMap(({ jobId }) => jobId ?? []))]);
  const vehicleIds = new Set([move.vehicleId, ...touched.map(({ vehicleId }) => vehicleId)]);
  return {
    ...day,
    jobs: day.jobs.filter(({ id }) => jobIds.has(id)).map(({ follows: _follows, rides: _rides, ...job }) => job),
    vehicles: day.vehicles.filter(({ id }) => vehicleIds.has(id)),
    lockedStarts: [],
  };
}
