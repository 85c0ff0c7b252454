import { type Visit, visitsOf } from '../evaluate/judge-links.ts';
import type { Plan } from '../plan.ts';
import type { Job, Problem, TimeWindow } from '../problem.ts';
import { onNoVehicle } from '../rules/index.ts';
import { latestOfLocked } from './locked-latest.ts';
import type { Random } from './random.ts';

interface Span {
  from: number;
  until: number;
}

/**
 * The problem without its links, each replaced by windows that keep it wherever the two jobs go: a moment by which the first is done with the
 * gap over, and from which the second may start. Where the guide keeps a link, the moment is drawn between its two visits, so that
 * round after round the two may move apart in either direction.
 * @param guide a plan that need not keep the links; null = only what no plan can miss is taken from the windows.
 */
export function separateLinks(problem: Problem, guide: Plan | null, random: Random): Problem {
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]));
  const spans = new Map(problem.jobs.map((job) => [job.id, hullOf(problem, job)]));
  const followers = inOrder(problem, jobs);
  const latest = latestOfLocked(problem);
  for (const each of [...followers, ...followers.toReversed()]) narrow(problem, each, jobs, spans);
  if (guide) {
    const visits = visitsOf(guide.routes);
    for (const each of followers) setApart(problem, each, jobs, spans, latest, visits, random);
  }
  // A locked stop waits for its link as long as the rest of its start can bear it.
  for (const [jobId, until] of latest) {
    const span = spans.get(jobId)!;
    span.from = Math.min(span.from, until);
  }
  return {
    ...problem,
    jobs: problem.jobs.map(({ follows: _follows, ...job }) => clipped(job, spans.get(job.id)!)),
    ...(guide && { givenPlan: { routes: guide.routes } }),
  };
}

/** What a link takes from both windows whatever the plan. */
function narrow(problem: Problem, job: Job, jobs: ReadonlyMap<string, Job>, spans: ReadonlyMap<string, Span>): void {
  const { jobId, minGapSeconds = 0, maxGapSeconds } = job.follows!;
  const { least, most } = serviceOf(problem, jobs.get(jobId)!);
  const [first, second] = [spans.get(jobId)!, spans.get(job.id)!];
  second.from = Math.max(second.from, first.from + least + minGapSeconds);
  first.until = Math.min(first.until, second.until - least - minGapSeconds);
  if (maxGapSeconds === undefined) return;
  second.until = Math.min(second.until, first.until + most + maxGapSeconds);
  first.from = Math.max(first.from, second.from - most - maxGapSeconds);
}

/** Sets the moment between a job and the one it follows. */
function setApart(
  problem: Problem,
  job: Job,
  jobs: ReadonlyMap<string, Job>,
  spans: ReadonlyMap<string, Span>,
  latest: ReadonlyMap<string, number>,
  visits: ReadonlyMap<string, Visit>,
  random: Random,
): void {
  const { jobId, minGapSeconds = 0, maxGapSeconds } = job.follows!;
  const [first, second] = [spans.get(jobId)!, spans.get(job.id)!];
  const { least, most } = serviceOf(problem, jobs.get(jobId)!);
  const lead = most + minGapSeconds;
  /** What is left to both when the gap has an upper end, however long the service turns out. */
  const play = maxGapSeconds === undefined ? null : Math.max(0, maxGapSeconds - minGapSeconds - (most - least));
  const done = Math.max(first.from, visits.get(jobId)?.startSeconds ?? first.from) + lead;
  const start = visits.get(job.id)?.startSeconds ?? done;
  // Not kept yet: some of the day, with as much left for each link that hangs on this one.
  const last = Math.min(second.until, latest.get(job.id) ?? second.until);
  const free = start > done ? start - done : (last - done) / (1 + linksBehind(job, jobs));
  const slack = Math.max(0, Math.min(free, play ?? Number.MAX_SAFE_INTEGER));
  const moment = done + Math.floor(random.unit() * (slack + 1));
  const pivot = Math.max(second.from, Math.min(last, moment));
  second.from = pivot;
  first.until = Math.min(first.until, pivot - lead);
  if (play === null) return;
  const room = splitPlay(play, pivot - done, random);
  first.from = Math.max(first.from, pivot - lead - room);
  second.until = Math.min(second.until, pivot + play - room);
}

function linksBehind(job: Job, jobs: ReadonlyMap<string, Job>): number {
  let most = 0;
  for (const other of jobs.values())
    if (other.follows?.jobId === job.id) most = Math.max(most, 1 + linksBehind(other, jobs));
  return most;
}

/** How much of the play the first job gets: as much as its visit needs, else a share. */
function splitPlay(play: number, needed: number, random: Random): number {
  return Math.min(play, Math.max(0, needed, Math.floor(random.unit() * (play + 1))));
}

/** Followers, each after the job it follows. */
function inOrder(problem: Problem, jobs: ReadonlyMap<string, Job>): Job[] {
  const depth = (job: Job): number => (job.follows ? 1 + depth(jobs.get(job.follows.jobId)!) : 0);
  return problem.jobs.filter(({ follows }) => follows).sort((a, b) => depth(a) - depth(b));
}

function hullOf({ vehicles }: Problem, { windows = [] }: Job): Span {
  const shifts = vehicles.flatMap((vehicle) => vehicle.shifts);
  const spans: readonly TimeWindow[] = windows.length > 0 ? windows : shifts;
  return {
    from: spans.reduce((least, { startSeconds }) => Math.min(least, startSeconds), Number.MAX_SAFE_INTEGER),
    until: spans.reduce((most, { endSeconds }) => Math.max(most, endSeconds), Number.MIN_SAFE_INTEGER),
  };
}

/** Shortest and longest service over all vehicles. */
function serviceOf({ vehicles }: Problem, job: Job): { least: number; most: number } {
  const seconds = vehicles.map(({ type, serviceTimeFactor = 1 }) => {
    const byType = type === undefined ? 1 : (job.serviceFactorByVehicleType?.[type] ?? 1);
    return Math.round(job.serviceSeconds * (byType * serviceTimeFactor));
  });
  return { least: Math.min(...seconds), most: Math.max(...seconds) };
}

/** Only jobs that the links narrow get other windows; one left without any fits nowhere. */
function clipped(job: Job, { from, until }: Span): Job {
  const { windows = [] } = job;
  const whole = windows.length > 0 ? windows : [{ startSeconds: from, endSeconds: Math.max(from, until) }];
  if (until < from) return onNoVehicle(job);
  const inside = whole
    .map(({ startSeconds, endSeconds }) => ({
      startSeconds: Math.max(startSeconds, from),
      endSeconds: Math.min(endSeconds, until),
    }))
    .filter(({ startSeconds, endSeconds }) => startSeconds <= endSeconds);
  return inside.length > 0 ? { ...job, windows: inside } : onNoVehicle(job);
}
