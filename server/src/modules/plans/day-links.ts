import { isJobClosed, type JobState } from '@roundsman/delivery-rules';
import type { ReadWork } from '../../platform/index.ts';
import { readJobsToPlan, readPlanningLinks } from '../jobs/index.ts';
import type { SnapshotJob } from './day-snapshot.ts';

/** What the links of a job come to in one plan. */
export interface LinksOfJob {
  readonly follows?: NonNullable<SnapshotJob['follows']>;
  readonly rides?: NonNullable<SnapshotJob['rides']>;
  /** Follows a job outside of the plan: service starts inside. Null = no end. */
  readonly span?: { readonly from: number; readonly to: number | null };
  /** Follows a job that will not be done. */
  readonly hindrance?: { readonly reason: string; readonly detail: string };
}

/**
 * The links of jobs that are planned together, what those to other jobs leave open, and which of the ends elsewhere counted.
 * @param endsElsewhere when jobs on other itineraries of the day will be done, seconds of the epoch.
 */
export async function linksOfDay(
  work: ReadWork,
  jobIds: readonly string[],
  endsElsewhere: ReadonlyMap<string, number>,
): Promise<{ readonly links: Map<string, LinksOfJob>; readonly ends: Record<string, number> }> {
  const inPlan = new Set(jobIds);
  const rows = await readPlanningLinks(work, jobIds);
  const leaders = rows
    .filter(({ kind, fromJobId, toJobId }) => kind === 'follows' && inPlan.has(fromJobId) && !inPlan.has(toJobId))
    .map(({ toJobId }) => toJobId);
  const others = new Map((await readJobsToPlan(work, [...new Set(leaders)])).map((job) => [job.id, job]));
  const found = new Map<string, LinksOfJob>();
  const add = (jobId: string, more: LinksOfJob) => found.set(jobId, { ...found.get(jobId), ...more });
  for (const { fromJobId, kind, toJobId, leastGapSeconds, mostGapSeconds, priceMinor } of rows) {
    const both = inPlan.has(fromJobId) && inPlan.has(toJobId);
    if (kind === 'together' || kind === 'apart') {
      const rides = [...(found.get(fromJobId)?.rides ?? []), { kind, jobId: toJobId, priceMinor }];
      if (both) add(fromJobId, { rides });
      continue;
    }
    if (!inPlan.has(fromJobId)) continue;
    const gaps = { minGapSeconds: leastGapSeconds ?? 0, maxGapSeconds: mostGapSeconds };
    if (both) add(fromJobId, { follows: { jobId: toJobId, ...gaps } });
    else add(fromJobId, besideThePlan(others.get(toJobId), gaps, endsElsewhere.get(toJobId)));
  }
  const ends = Object.fromEntries(
    leaders.flatMap((id) => (endsElsewhere.has(id) ? [[id, endsElsewhere.get(id)!]] : [])),
  );
  return { links: found, ends };
}

type Leader = Awaited<ReturnType<typeof readJobsToPlan>>[number];
export const isDone = (state: JobState): boolean => state === 'completed' || state === 'partially_completed';

function besideThePlan(
  leader: Leader | undefined,
  { minGapSeconds, maxGapSeconds }: { readonly minGapSeconds: number; readonly maxGapSeconds: number | null },
  plannedEnd: number | undefined,
): LinksOfJob {
  if (!leader) return {};
  const done = isDone(leader.state);
  if (isJobClosed(leader.state) && !done) {
    const words = leader.state === 'cancelled' ? 'was cancelled' : 'was not completed';
    return { hindrance: { reason: 'follows', detail: `It follows ${leader.code}, which ${words}.` } };
  }
  const end = done && leader.settledAt ? Math.floor(leader.settledAt.getTime() / 1000) : plannedEnd;
  if (end === undefined) {
    if (done) return {};
    return { hindrance: { reason: 'follows', detail: `It follows ${leader.code}, which is not planned yet.` } };
  }
  return { span: { from: end + minGapSeconds, to: maxGapSeconds === null ? null : end + maxGapSeconds } };
}

/** A job's windows as far as they lie in the span; null when none does. No windows = any time until the day is surely over. */
export function windowsInside(
  windows: SnapshotJob['windows'],
  span: LinksOfJob['span'],
  dayOver: number,
): SnapshotJob['windows'] | null {
  if (!span) return windows;
  const until = span.to ?? Number.MAX_SAFE_INTEGER;
  const all = windows.length > 0 ? windows : [{ from: span.from, to: dayOver }];
  const inside = all
    .map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, until) }))
    .filter(({ from, to }) => from <= to);
  return inside.length > 0 ? inside : null;
}
