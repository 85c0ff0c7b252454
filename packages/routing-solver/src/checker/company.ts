import { visitsByJob } from './concessions.ts';
import type { PlanClause, Violation } from './violation.ts';

/** Who must ride together does, who must not does not; pairs that locked starts decide are inherited. */
export const company: PlanClause = (problem, plan) => {
  const violations: Violation[] = [];
  const visits = visitsByJob(plan);
  const locked = new Set(problem.lockedStarts?.flatMap(({ stops }) => stops.map(({ jobId }) => jobId)));
  const judge = (rule: 'together' | 'apart', jobIds: readonly string[]) => {
    for (const [at, jobId] of jobIds.entries()) {
      for (const other of jobIds.slice(at + 1)) {
        const [a, b] = [visits.get(jobId), visits.get(other)];
        if (!a || !b || (locked.has(jobId) && locked.has(other))) continue;
        const ride = a.route === b.route ? 'together' : 'apart';
        if (ride !== rule)
          violations.push({ rule, jobId, detail: `Rides ${ride} with ${other}; they must be ${rule}.` });
      }
    }
  };
  for (const { jobIds, price } of problem.together ?? []) if (price === undefined) judge('together', jobIds);
  for (const { jobIds, price } of problem.apart ?? []) if (price === undefined) judge('apart', jobIds);
  return violations;
};
