import type { InputFault } from '../plan.ts';
import type { Problem } from '../problem.ts';
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
