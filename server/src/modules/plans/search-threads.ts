import { availableParallelism } from 'node:os';

/** What the searches of one process may take of its cores. */
export interface SearchThreads {
  /**
   * At least one, so that no organisation waits for the end of another's plan; beyond that no more than half of those that are free
   * (rounded up), so that the next plan finds some too. They are back as soon as `use` is over, however it ends.
   */
  lend<T>(wanted: number, use: (count: number) => Promise<T>): Promise<T>;
}

/** A core is left to requests and to the database; more threads than this find little more together. */
const MOST_OF_A_PROCESS = 8;
/** Fewer jobs are planned as well by one. */
const JOBS_FOR_MORE = 50;
/** Where travel is listed each thread holds some 200 MB. */
const [MANY_JOBS, MOST_FOR_MANY_JOBS] = [2500, 4];

export const usualSearchThreads = (cores = availableParallelism()): number =>
  Math.min(MOST_OF_A_PROCESS, Math.max(1, cores - 1));

/** As many as a day of so many jobs makes good use of. */
export function threadsWanted(jobs: number): number {
  if (jobs < JOBS_FOR_MORE) return 1;
  return jobs > MANY_JOBS ? MOST_FOR_MANY_JOBS : MOST_OF_A_PROCESS;
}

/** @param total threads that all searches of the process share. */
export function createSearchThreads(total: number): SearchThreads {
  let taken = 0;
  return {
    async lend(wanted, use) {
      const count = Math.max(1, Math.min(wanted, Math.ceil((total - taken) / 2)));
      taken += count;
      try {
        return await use(count);
      } finally {
        taken -= count;
      }
    },
  };
}
