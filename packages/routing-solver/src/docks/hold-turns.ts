import { evaluatePlan } from '../evaluate/evaluate-plan.ts';
import type { Problem, RouteOrder } from '../problem.ts';
import { inTurns } from './in-turns.ts';
import { nextTurns } from './turns.ts';

/** The problem without docks, in which each route of the plan leaves no sooner than in it and unused shifts have the turns that are left. */
export function holdTurns(problem: Problem, plan: { readonly routes: readonly RouteOrder[] }): Problem {
  return inTurns(problem, nextTurns(problem, evaluatePlan(problem, plan).plan));
}
