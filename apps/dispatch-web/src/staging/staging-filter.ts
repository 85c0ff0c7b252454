import type { Job } from '@roundsman/api-contract';

export const READY = 'ready';
export const BLOCKED = 'blocked';

export const isBlocked = (job: Pick<Job, 'faults'>): boolean => job.faults.some(({ severity }) => severity === 'error');

/** Whether a row belongs under a filter: all, ready, blocked, or a fault's code. */
export function showsJob(show: string | undefined, job: Pick<Job, 'faults'>): boolean {
  if (show === undefined) return true;
  if (show === READY) return !isBlocked(job);
  if (show === BLOCKED) return isBlocked(job);
  return job.faults.some(({ code }) => code === show);
}

export interface FaultCount {
  code: string;
  blocks: boolean;
  count: number;
}

/** Rows by fault: those that block first, then the most frequent. */
export function countFaults(jobs: readonly Pick<Job, 'faults'>[]): FaultCount[] {
  const counts = new Map<string, FaultCount>();
  for (const job of jobs) {
    // A row with two faults of one code is one row to fix.
    const codes = new Map(job.faults.map(({ code, severity }) => [code, severity]));
    for (const [code, severity] of codes) {
      const known = counts.get(code);
      counts.set(code, {
        code,
        blocks: severity === 'error' || (known?.blocks ?? false),
        count: (known?.count ?? 0) + 1,
      });
    }
  }
  return [...counts.values()].sort(
    (first, second) => Number(second.blocks) - Number(first.blocks) || second.count - first.count,
  );
}
