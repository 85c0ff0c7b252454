import type { JobState } from '../states/job.ts';
import type { ServiceDate } from '../time/service-date.ts';
import type { ConfirmationState, JobLinkKind, LinkFailureRule } from '../vocabulary/jobs.ts';

export interface PlannableJob {
  readonly state: JobState;
  readonly serviceDate: ServiceDate | null;
  readonly serviceDateTo: ServiceDate | null;
  readonly hasPoint: boolean;
  readonly hold: { readonly reason: string; readonly until: Date | null } | null;
  readonly confirmation: ConfirmationState;
  /** The latest `ready_at` of its lines. */
  readonly readyAt: Date | null;
  /** Jobs that must come before: those it follows or collects for. */
  readonly before: readonly {
    readonly kind: JobLinkKind;
    readonly code: string;
    readonly state: JobState;
    readonly whenFirstFails: LinkFailureRule;
  }[];
}

export interface PlanningScope {
  readonly now: Date;
  readonly fromDate: ServiceDate;
  readonly toDate: ServiceDate;
  /** End of the last date, as an instant. */
  readonly endsAt: Date;
}

export type NotReadyCode =
  | 'not_released'
  | 'already_planned'
  | 'closed'
  | 'no_date'
  | 'other_date'
  | 'no_point'
  | 'on_hold'
  | 'declined'
  | 'change_requested'
  | 'goods_not_ready'
  | 'first_job_failed';

export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly code: NotReadyCode; readonly words: string };

/** Whether the planner may place a job in these dates; when not, the first reason, in words for the dispatcher. */
export function readinessForPlanning(job: PlannableJob, scope: PlanningScope): Readiness {
  if (job.state === 'staging') return notReady('not_released', 'It is still in staging.');
  if (job.state === 'scheduled' || job.state === 'dispatched' || job.state === 'on_route' || job.state === 'arrived') {
    return notReady('already_planned', 'It is on an itinerary already.');
  }
  if (job.state !== 'new') return notReady('closed', `It is ${job.state.replaceAll('_', ' ')}.`);
  if (isHeld(job.hold, scope.now)) return notReady('on_hold', `It is on hold: ${job.hold?.reason}.`);
  if (job.confirmation === 'declined') return notReady('declined', 'The customer declined the visit.');
  if (job.confirmation === 'change_requested')
    return notReady('change_requested', 'The customer asked for another time.');
  if (!job.hasPoint) return notReady('no_point', 'Nobody knows yet where it is.');
  if (job.serviceDate === null) return notReady('no_date', 'Its date has still to be appointed.');
  const lastDate = job.serviceDateTo ?? job.serviceDate;
  if (lastDate < scope.fromDate || job.serviceDate > scope.toDate) {
    return notReady(
      'other_date',
      `It is for ${job.serviceDate}${job.serviceDateTo ? ` to ${job.serviceDateTo}` : ''}.`,
    );
  }
  if (job.readyAt && job.readyAt > scope.endsAt) {
    return notReady('goods_not_ready', `Its goods are ready from ${job.readyAt.toISOString()}.`);
  }
  const failed = job.before.find((first) => first.whenFirstFails === 'hold' && hasFailed(first.state));
  if (failed) return notReady('first_job_failed', `${failed.code}, which must come first, was not done.`);
  return { ready: true };
}

/** A hold without an end lasts until somebody lifts it. */
export const isHeld = (hold: { readonly until: Date | null } | null, now: Date): boolean =>
  hold !== null && (hold.until === null || hold.until > now);

const hasFailed = (state: JobState): boolean => state === 'incomplete' || state === 'damaged' || state === 'cancelled';
const notReady = (code: NotReadyCode, words: string): Readiness => ({ ready: false, code, words });
