import type { Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

/** Every job that another one follows is there, and nobody follows itself by a detour. */
export function validateLinks({ jobs }: Problem, list: FaultList): void {
  const leaders = new Map(jobs.map(({ id, follows }) => [id, follows?.jobId]));
  for (const [index, { id, follows }] of jobs.entries()) {
    if (!follows) continue;
    const field = `jobs[${index}].follows.jobId`;
    if (!leaders.has(follows.jobId)) {
      list.add(field, 'unknown_reference', `There is no job ${follows.jobId}.`);
      continue;
    }
    let leader: string | undefined = follows.jobId;
    for (let steps = 0; leader !== undefined && leader !== id && steps < jobs.length; steps++)
      leader = leaders.get(leader);
    if (leader !== undefined) list.add(field, 'impossible', `Job ${id} follows jobs that follow it.`);
  }
}
