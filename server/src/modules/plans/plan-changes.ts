import type { PlanChanges } from '@roundsman/api-contract';
import type { RouteOrder, StopReference } from '@roundsman/routing-solver';
import { stopsOfJob } from './day-problem.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import type { PlanResult } from './route-view.ts';

/** Nobody is told of less. */
const NOTABLE_MILLISECONDS = 15 * 60_000;

/**
 * What applying a plan would change of the day's itineraries as they stood when it was made, job by job. Null for a plan that did not look at
 * them.
 */
export function changesOf(day: DaySnapshot, { routes }: Pick<PlanResult, 'routes'>): PlanChanges | null {
  if (!day.standing) return null;
  const codes = new Map(day.jobs.map(({ id, code, name }) => [id, { code, name }]));
  const before = new Map(
    day.standing.flatMap(({ vehicleId, isOut, stops }) =>
      stops.filter(({ kind }) => kind === 'job').map((stop) => [stop.jobId, { ...stop, vehicleId, isOut }] as const),
    ),
  );
  const after = new Map(
    routes.flatMap(({ vehicleId, stops }) =>
      stops.flatMap((stop) =>
        stop.kind === 'job' && stop.jobId !== null && codes.has(stop.jobId)
          ? [[stop.jobId, { vehicleId, arrival: stop.arrival, serviceStart: stop.serviceStart }] as const]
          : [],
      ),
    ),
  );
  const rows = [...codes].flatMap(([jobId, { code, name }]): PlanChanges['rows'] => {
    const [was, is] = [before.get(jobId), after.get(jobId)];
    const kind = kindOf(was, is);
    if (!kind) return [];
    const promise = was?.promise ?? null;
    const breaksPromise = promise !== null && (!is || is.serviceStart < promise.from || is.serviceStart > promise.to);
    return [
      {
        jobId,
        jobCode: code,
        name,
        kind,
        fromVehicleId: was?.vehicleId ?? null,
        toVehicleId: is?.vehicleId ?? null,
        arrivalBefore: was?.arrival ?? null,
        arrivalAfter: is?.arrival ?? null,
        breaksPromise,
      },
    ];
  });
  const count = (kind: PlanChanges['rows'][number]['kind']) => rows.filter((row) => row.kind === kind).length;
  return {
    kept: [...before.keys()].filter((id) => after.has(id) && !rows.some(({ jobId }) => jobId === id)).length,
    otherVehicle: count('other_vehicle'),
    otherTime: count('other_time'),
    added: count('added'),
    takenOff: count('taken_off'),
    promisesBroken: rows.filter(({ breaksPromise }) => breaksPromise).length,
    rows,
  };
}

interface Visit {
  readonly vehicleId: string;
  readonly arrival: string;
}

function kindOf(was: Visit | undefined, is: Visit | undefined): PlanChanges['rows'][number]['kind'] | null {
  if (!is) return was ? 'taken_off' : null;
  if (!was) return 'added';
  if (was.vehicleId !== is.vehicleId) return 'other_vehicle';
  return Math.abs(Date.parse(was.arrival) - Date.parse(is.arrival)) > NOTABLE_MILLISECONDS ? 'other_time' : null;
}

/** The day's itineraries as they stood, as orders of the solver; those of vehicles that are not in the plan are left out. */
export function standingOrders(day: DaySnapshot): RouteOrder[] {
  const present = new Set(day.vehicles.map(({ id }) => id));
  return (day.standing ?? [])
    .filter(({ vehicleId }) => present.has(vehicleId))
    .map(({ vehicleId, stops }) => ({
      vehicleId,
      stops: stops.flatMap(({ kind, jobId }): StopReference[] => {
        const references = stopsOfJob(day, jobId);
        if (kind === 'job') return references.slice(-1);
        return references.length === 2 ? references.slice(0, 1) : [];
      }),
    }));
}
