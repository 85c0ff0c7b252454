/** Highest temperature at the start, in average cost of a job. A short annealing starts lower, in proportion to its iterations for each job. */
const MOST_HEAT = 1;
const FULL_HEAT_ITERATIONS = 100;
/** With more jobs than this no run is a row of annealings: each child is better in a few places only, and there are too many places for the children that a run has. */
export const MOST_JOBS_TO_DIVIDE = 500;

/** @returns where an annealing of so many iterations begins at the highest, in average cost of a job. */
export function highestHeat(iterationsForEachJob: number): number {
  return Math.min(MOST_HEAT, iterationsForEachJob / FULL_HEAT_ITERATIONS);
}
