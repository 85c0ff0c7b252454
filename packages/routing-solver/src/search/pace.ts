import type { Budget } from './search.ts';

/** Asking for the time can cost as much as some iterations: it is done ever more rarely while little of the budget passes in between. */
const MOST_ITERATIONS_BETWEEN_CHECKS = 256;
/** With more jobs than this an iteration may take long, above all where many are left out: a stop must not wait for hundreds. */
export const MANY_JOBS = 2000;
const MOST_BETWEEN_CHECKS_OF_MANY = 32;
const SHARE_BETWEEN_CHECKS = 0.0005;

export type Pace = ReturnType<typeof createPace>;

/** Where one run stands in its budget. */
export function createPace(budget: Budget, jobCount: number) {
  const mostBetween = jobCount > MANY_JOBS ? MOST_BETWEEN_CHECKS_OF_MANY : MOST_ITERATIONS_BETWEEN_CHECKS;
  const startShare = shareUsed(budget, 0);
  /** Iterations done; how often the budget was looked at; its share used since the start, and the iterations that all of it allows. */
  const pace = { done: 0, checks: 0, passed: 0, expected: 0 };
  let share = startShare;
  let untilCheck = 0;
  let interval = 1;

  /** Counts one more iteration. False: there is no budget left for it. */
  function next(): boolean {
    if (untilCheck === 0 && !check()) return false;
    untilCheck--;
    pace.done++;
    return true;
  }

  function check(): boolean {
    const before = share;
    share = shareUsed(budget, pace.done);
    if (share >= 1) return false;
    if (share - before < SHARE_BETWEEN_CHECKS) interval = Math.min(2 * interval, mostBetween);
    untilCheck = 'iterations' in budget ? Math.min(interval, budget.iterations - pace.done) : interval;
    pace.checks++;
    pace.passed = (share - startShare) / (1 - startShare);
    pace.expected = pace.passed > 0 ? pace.done / pace.passed : 0;
    return true;
  }

  return { pace, next };
}

/** Whether there is time for what is no iteration, the first plan above all: as long as nobody says stop where iterations are counted. */
export function hasTime(budget: Budget): boolean {
  return 'elapsed' in budget ? budget.elapsed() < 1 : !budget.isStopped?.();
}

function shareUsed(budget: Budget, done: number): number {
  if ('elapsed' in budget) return budget.elapsed();
  if (budget.isStopped?.()) return 1;
  return done >= budget.iterations ? 1 : done / budget.iterations;
}
