import type { BrokenRule, Route } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { minutes } from './words.ts';

export interface Visit {
  readonly route: Route;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** When each planned job itself is served. */
export function visitsOf(routes: readonly Route[]): Map<string, Visit> {
  const visits = new Map<string, Visit>();
  for (const route of routes) {
    for (const { kind, jobId, serviceStartSeconds, departureSeconds } of route.stops) {
      if (jobId !== undefined && kind !== 'shipment_pickup')
        visits.set(jobId, { route, startSeconds: serviceStartSeconds, endSeconds: departureSeconds });
    }
  }
  return visits;
}

/** Jobs that come before the one they follow, too soon or too long after it, or without it. */
export function judgeLinks({ jobs }: Problem, routes: readonly Route[]): BrokenRule[] {
  const visits = visitsOf(routes);
  return jobs.flatMap(({ id, follows }): BrokenRule[] => {
    const visit = visits.get(id);
    if (!follows || !visit) return [];
    const leader = visits.get(follows.jobId);
    const { vehicleId, shiftIndex } = visit.route;
    const broken = { rule: 'follows' as const, vehicleId, shiftIndex, jobId: id };
    if (!leader) return [{ ...broken, by: 0, detail: `It follows job ${follows.jobId}, which is not planned.` }];
    const early = leader.endSeconds + (follows.minGapSeconds ?? 0) - visit.startSeconds;
    const late = visit.startSeconds - leader.endSeconds - (follows.maxGapSeconds ?? Number.POSITIVE_INFINITY);
    if (early > 0) return [{ ...broken, by: early, detail: `${minutes(early)} too soon after job ${follows.jobId}.` }];
    return late > 0 ? [{ ...broken, by: late, detail: `${minutes(late)} too long after job ${follows.jobId}.` }] : [];
  });
}
