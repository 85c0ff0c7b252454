import type { Route } from '../plan.ts';
import type { Job, Problem } from '../problem.ts';
import { visitsOf } from './judge-links.ts';

/** Whether a job comes too soon after the one it follows, whatever could be done about it. */
export function comesTooSoon(problem: Problem, routes: readonly Route[]): boolean {
  const visits = visitsOf(routes);
  return problem.jobs.some((job) => {
    const from = followsFrom(job, visits);
    return from !== null && visits.get(job.id)!.startSeconds < from;
  });
}

/** When it may begin after the one it follows; null where not both are visited. */
function followsFrom({ id, follows }: Job, visits: ReturnType<typeof visitsOf>): number | null {
  const leader = visits.get(follows?.jobId ?? '');
  return leader && visits.has(id) ? leader.endSeconds + (follows!.minGapSeconds ?? 0) : null;
}

/**
 * The problem with the windows of jobs that came too soon after the one they follow cut, so that their vehicles wait; null when nobody
 * need wait (longer). A job whose windows are over by then keeps them: it is late for its link instead.
 */
export function waitForLinks(problem: Problem, routes: readonly Route[]): Problem | null {
  const visits = visitsOf(routes);
  let waits = false;
  const jobs = problem.jobs.map((job): Job => {
    const [own, from] = [visits.get(job.id), followsFrom(job, visits)];
    if (!own || from === null || own.startSeconds >= from) return job;
    const whole = job.windows?.length ? job.windows : [{ startSeconds: from, endSeconds: own.route.endSeconds + from }];
    const windows = whole
      .filter(({ endSeconds }) => endSeconds >= from)
      .map((window) => ({ ...window, startSeconds: Math.max(window.startSeconds, from) }));
    if (windows.length === 0) return job;
    waits = true;
    return { ...job, windows };
  });
  return waits ? { ...problem, jobs } : null;
}

/** The problem with the windows of jobs that others follow cut where they start: later they would be too late for those behind them. */
export function holdLeaders(problem: Problem, routes: readonly Route[]): Problem {
  const visits = visitsOf(routes);
  const followed = new Set(problem.jobs.flatMap(({ id, follows }) => (follows && visits.has(id) ? follows.jobId : [])));
  const jobs = problem.jobs.map((job): Job => {
    const visit = followed.has(job.id) ? visits.get(job.id) : undefined;
    if (!visit) return job;
    const at = visit.startSeconds;
    const whole = job.windows?.length ? job.windows : [{ startSeconds: visit.route.startSeconds, endSeconds: at }];
    const windows = whole
      .filter(({ startSeconds }) => startSeconds <= at)
      .map((window) => ({ ...window, endSeconds: Math.min(window.endSeconds, at) }));
    return windows.length === 0 ? job : { ...job, windows };
  });
  return { ...problem, jobs };
}
