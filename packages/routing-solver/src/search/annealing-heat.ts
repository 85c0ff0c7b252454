/** Highest temperature at the start, in average cost of a job. A short annealing starts lower, in proportion to its iterations for each job. */
const MOST_HEAT = 1;
const FULL_HEAT_ITERATIONS = 100;

/** @returns where an annealing of so many iterations begins at the highest, in average cost of a job. */
export function highestHeat(iterationsForEachJob: number): number {
  return Math.min(MOST_HEAT, iterationsForEachJob / FULL_HEAT_ITERATIONS);
}
