import {
  evaluatePlan,
  type Problem,
  type RouteOrder,
  type Job as SolverJob,
  type TimeWindow,
} from '@roundsman/routing-solver';
import type { DaySnapshot, SnapshotJob } from '../day-snapshot.ts';
import { type Laid, linkedJobs } from './keep-links.ts';

/** What the links of a visit to jobs of the day ask of its place. */
export interface VisitLinks {
  /** The day without the visit, to be held against the same with it. */
  readonly laid: Laid;
  /** The visit as one that follows another. */
  readonly job: SolverJob;
  /** The part of a window in which the job that it follows is done, in the problem's seconds; null: none. */
  inside(window: TimeWindow): TimeWindow | null;
  /** Whether it rides there with whom it must, and with nobody it must not. */
  suits(vehicleId: string): boolean;
}

/** Null: it hangs together with no job of the day. Links at a price are not looked at. */
export function linksOfVisit(
  { jobs }: DaySnapshot,
  visit: SnapshotJob,
  {
    problem,
    orders,
    job,
  }: { readonly problem: Problem; readonly orders: readonly RouteOrder[]; readonly job: SolverJob },
): VisitLinks | null {
  const others = jobs.filter(({ id }) => id !== visit.id);
  const present = new Set(others.map(({ id }) => id));
  const followers = others.flatMap(({ id, follows }) => (follows?.jobId === visit.id ? [{ id, follows }] : []));
  const own = visit.follows && present.has(visit.follows.jobId) ? visit.follows : null;
  const rides = [
    ...(visit.rides ?? []).filter(({ jobId }) => present.has(jobId)),
    ...others.flatMap(({ id, rides: of = [] }) =>
      of.filter(({ jobId }) => jobId === visit.id).map((ride) => ({ ...ride, jobId: id })),
    ),
  ].filter(({ priceMinor }) => priceMinor === null);
  if (!own && followers.length === 0 && rides.length === 0) return null;
  const routes = orders.map((order) => ({ ...order, stops: order.stops.filter(({ jobId }) => jobId !== visit.id) }));
  const unled = problem.jobs
    .filter(({ id }) => id !== visit.id)
    .map(({ follows, ...each }) => (follows && follows.jobId !== visit.id ? { ...each, follows } : each));
  const gapsOf = new Map(followers.map(({ id, follows }) => [id, inProblem(follows)]));
  const led = unled.map((each) => (gapsOf.has(each.id) ? { ...each, follows: gapsOf.get(each.id)! } : each));
  const { follows: _, ...unlinked } = job;
  const following: SolverJob = own ? { ...unlinked, follows: inProblem(own) } : unlinked;
  const before = { ...problem, jobs: unled };
  const leaderEnds = own ? endOf(before, routes, own.jobId) : null;
  const vehicleOf = new Map(
    routes.flatMap(({ vehicleId, stops }) =>
      stops.flatMap(({ jobId }) => (jobId ? [[jobId, vehicleId] as const] : [])),
    ),
  );
  return {
    laid: {
      problem: { ...problem, jobs: led },
      before,
      orders: routes,
      linked: linkedJobs({ ...problem, jobs: [...led, following] }),
    },
    job: following,
    inside({ startSeconds, endSeconds }) {
      if (!own) return { startSeconds, endSeconds };
      if (leaderEnds === null) return null;
      const from = Math.max(startSeconds, leaderEnds + own.minGapSeconds);
      const to = own.maxGapSeconds === null ? endSeconds : Math.min(endSeconds, leaderEnds + own.maxGapSeconds);
      return from <= to ? { startSeconds: from, endSeconds: to } : null;
    },
    suits: (vehicleId) =>
      rides.every(({ kind, jobId }) => {
        const other = vehicleOf.get(jobId);
        return other === undefined || (other === vehicleId) === (kind === 'together');
      }),
  };
}

const inProblem = ({ jobId, minGapSeconds, maxGapSeconds }: NonNullable<SnapshotJob['follows']>) => ({
  jobId,
  minGapSeconds,
  ...(maxGapSeconds === null ? {} : { maxGapSeconds }),
});

/** When a job of the day will be done, as the day is laid out; null: no room was found for it. */
function endOf(problem: Problem, routes: readonly RouteOrder[], jobId: string): number | null {
  const { plan } = evaluatePlan(problem, { routes });
  const stop = plan.routes.flatMap(({ stops }) => stops).findLast((each) => each.jobId === jobId);
  return stop?.departureSeconds ?? null;
}
