import type { InputFault } from '../plan.ts';
import type { Job, Problem } from '../problem.ts';
import { FaultList } from './fault-list.ts';
import { validateJob } from './validate-jobs.ts';
import { validateProblem } from './validate-problem.ts';

/** Thrown where a problem that `validateProblem` refuses is used all the same. */
export class InvalidProblem extends Error {
  readonly faults: readonly InputFault[];

  constructor(faults: readonly InputFault[]) {
    super(`Problem refused: ${faults[0]?.message}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`);
    this.name = 'InvalidProblem';
    this.faults = faults;
  }
}

const known = new WeakSet<Problem>();

/** Validates each problem object once. */
export function assertValid(problem: Problem): void {
  if (known.has(problem)) return;
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new InvalidProblem(faults);
  known.add(problem);
}

/** One job that is asked about and not in the problem. @param atNewPlace its place may be one past the last. */
export function assertValidJob(problem: Problem, job: Job, atNewPlace: boolean): void {
  const list = new FaultList();
  validateJob(problem, job, 'job', list, atNewPlace ? 1 : 0);
  if (list.faults.length > 0) throw new InvalidProblem(list.faults);
}
