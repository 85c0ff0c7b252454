import type { OrganisationPolicies } from '../policies.ts';
import type { ConfirmationState } from '../vocabulary/jobs.ts';
import { isHeld } from './readiness.ts';

export interface DispatchableJob {
  readonly code: string;
  readonly hold: { readonly reason: string; readonly until: Date | null } | null;
  readonly confirmation: ConfirmationState;
}

/** `block` refuses the itinerary; with `drop` it goes without the job. */
export interface DispatchGate {
  readonly verdict: 'pass' | 'warn' | 'block' | 'drop';
  readonly code: 'open' | 'on_hold' | 'declined' | 'unconfirmed';
  readonly words: string;
}

/** What stands between a planned job and the road: a hold, the customer's no, and what the house does with the unconfirmed. */
export function dispatchGate(
  job: DispatchableJob,
  policy: Pick<OrganisationPolicies, 'unconfirmedAtDispatch'>,
  now: Date,
): DispatchGate {
  if (isHeld(job.hold, now)) {
    return { verdict: 'block', code: 'on_hold', words: `${job.code} is on hold: ${job.hold?.reason}.` };
  }
  if (job.confirmation === 'declined') {
    const verdict = policy.unconfirmedAtDispatch === 'drop' ? 'drop' : 'block';
    return { verdict, code: 'declined', words: `The customer of ${job.code} declined the visit.` };
  }
  const open: DispatchGate = { verdict: 'pass', code: 'open', words: '' };
  // Nobody was asked: there is no answer to wait for.
  if (job.confirmation === 'confirmed' || job.confirmation === 'not_asked') return open;
  if (policy.unconfirmedAtDispatch === 'allow') return open;
  return {
    verdict: policy.unconfirmedAtDispatch,
    code: 'unconfirmed',
    words: `The customer of ${job.code} has not confirmed (${job.confirmation.replaceAll('_', ' ')}).`,
  };
}
