import { conceded } from './concessions.ts';
import { differs } from './differs.ts';
import type { PlanClause, Violation } from './violation.ts';

const SOFT = [
  ...['area', 'vehicle_not_allowed', 'skill', 'crew_size', 'max_jobs', 'max_driving', 'max_distance', 'capacity'],
  ...['together', 'apart', 'dock'],
];

/** The plan's sums and each level of its objective. */
export const objective: PlanClause = (problem, plan) => {
  const violations: Violation[] = [];
  const total = plan.routes.reduce((sum, route) => sum + route.cost.total, 0);
  if (differs(plan.cost.total, total)) {
    violations.push({ rule: 'cost', detail: `The plan's total is ${plan.cost.total}, its routes add up to ${total}.` });
  }
  const left = new Set(plan.unassigned.map(({ jobId }) => jobId));
  const owed = conceded(problem, plan);
  const sumOf = (kinds: readonly string[]) =>
    owed.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { price }) => sum + price, 0);
  const values = {
    unplaced: problem.jobs.reduce((sum, job) => sum + (left.has(job.id) ? 1 + (job.priority ?? 0) : 0), 0),
    vehicles: plan.routes.length,
    cost: total,
    lateness: plan.routes.reduce((sum, route) => sum + route.latenessSeconds, 0) / 3600,
    soft: sumOf(SOFT),
    changes: sumOf(['vehicle_told', 'order_told', 'window_told']),
    fairness: plan.routes.reduce((sum, route) => sum + ((route.endSeconds - route.startSeconds) / 3600) ** 2, 0),
  };
  const levels = problem.objective?.levels ?? [
    [{ term: 'unplaced' }],
    [{ term: 'cost' }, { term: 'lateness', weight: 100 }, { term: 'soft' }, { term: 'changes' }],
  ];
  for (const [index, level] of levels.entries()) {
    const value = level.reduce((sum, { term, weight = 1 }) => sum + weight * values[term as keyof typeof values], 0);
    if (differs(plan.objective[index]!, value)) {
      violations.push({ rule: 'objective', detail: `Level ${index} is ${plan.objective[index]}, not ${value}.` });
    }
  }
  return violations;
};
