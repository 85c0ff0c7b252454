import type { Model } from '../model/model.ts';
import type { RouteState } from './routes.ts';

export type VainLooks = ReturnType<typeof createVainLooks>;

/**
 * Jobs that fit nowhere are asked for again in every iteration, though all but some routes are as they were: only those touched since a job was
 * last tried everywhere are worth another look. Where jobs ride together or apart, a route also changes for a job as its companions move.
 */
export function createVainLooks({ jobCount, guards }: Model, { log, touchedAt }: RouteState) {
  const lookedAt = new Int32Array(jobCount).fill(-1);

  function isDue(job: number, route: number): boolean {
    return guards.company || touchedAt[route]! >= lookedAt[job]!;
  }

  /** After a look at every position of all routes that were due found nothing. */
  function note(job: number): void {
    lookedAt[job] = log.stamp;
  }

  return { isDue, note };
}
