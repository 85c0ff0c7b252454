/**
 * @roundsman/routing-solver/checker: recomputes every rule and cost of a plan from the problem alone. It shares types with the solver and
 * no code, so that a mistake in one cannot hide in the other. Empty list = the plan is good.
 */
export { checkPlan } from './check-plan.ts';
export type { Violation } from './violation.ts';
