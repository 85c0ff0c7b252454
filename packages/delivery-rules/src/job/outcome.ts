import type { ActionState } from '../states/action.ts';
import type { JobEvent, JobOutcome } from '../states/job.ts';

/**
 * How a visit ended, from how its lines did: any damage → damaged; all done → completed; none → incomplete, whatever was
 * tapped; else partially completed. A line nobody recorded counts as not done.
 */
export function deriveJobOutcome(actions: readonly ActionState[]): JobOutcome {
  if (actions.includes('damaged')) return 'damaged';
  const done = actions.filter((state) => state === 'completed').length;
  if (done > 0 && done === actions.length) return 'completed';
  return done > 0 || actions.includes('partial') ? 'partially_completed' : 'incomplete';
}

export const settleEvents = {
  completed: 'settle_completed',
  partially_completed: 'settle_partially_completed',
  incomplete: 'settle_incomplete',
  damaged: 'settle_damaged',
} as const satisfies Record<JobOutcome, JobEvent>;

export const correctionEvents = {
  completed: 'correct_to_completed',
  partially_completed: 'correct_to_partially_completed',
  incomplete: 'correct_to_incomplete',
  damaged: 'correct_to_damaged',
} as const satisfies Record<JobOutcome, JobEvent>;
