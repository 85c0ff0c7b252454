import type { PlanClause, Violation } from './violation.ts';

/** A job that follows another starts after its end, within the gaps; what locked starts decide is inherited. */
export const links: PlanClause = (problem, plan) => {
  const violations: Violation[] = [];
  const served = new Map<string, { from: number; until: number }>();
  for (const stop of plan.routes.flatMap(({ stops }) => stops)) {
    if (stop.jobId !== undefined && stop.kind !== 'shipment_pickup')
      served.set(stop.jobId, { from: stop.serviceStartSeconds, until: stop.departureSeconds });
  }
  const locked = new Set(problem.lockedStarts?.flatMap(({ stops }) => stops.map(({ jobId }) => jobId)));
  for (const { id, follows } of problem.jobs) {
    const own = served.get(id);
    if (!follows || !own || locked.has(id)) continue;
    const before = served.get(follows.jobId);
    const gap = before ? own.from - before.until : Number.NaN;
    const { minGapSeconds = 0, maxGapSeconds = Number.POSITIVE_INFINITY } = follows;
    if (!(gap >= minGapSeconds && gap <= maxGapSeconds)) {
      const detail = before ? `Starts ${gap} s after job ${follows.jobId}.` : `Planned without job ${follows.jobId}.`;
      violations.push({ rule: 'follows', jobId: id, detail });
    }
  }
  return violations;
};
