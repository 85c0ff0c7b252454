import { compileModel } from '../model/compile-model.ts';
import type { BrokenRule, PlanEvaluation, Route, RouteEvaluation } from '../plan.ts';
import type { Problem, RouteOrder } from '../problem.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { assertValid } from '../validate/index.ts';
import { assemblePlan } from './build-plan.ts';
import { describeRoute } from './describe-route.ts';
import { judgeCompany } from './judge-company.ts';
import { judgeLinks } from './judge-links.ts';
import { judgeRoute } from './judge-route.ts';
import { readOrder } from './read-order.ts';
import { waitForLinks } from './wait-for-links.ts';

/**
 * Times, cost and every broken rule of one order of stops, however wrong it is.
 * Throws `InvalidProblem` for a refused problem and RangeError for a vehicle or shift that is not in it.
 */
export function evaluateRoute(problem: Problem, order: RouteOrder): RouteEvaluation {
  assertValid(problem);
  const model = compileModel(problem);
  const { route, nodes, broken } = readOrder(problem, model, order);
  if (route < 0) throw new RangeError(broken[0]!.detail);
  const described = describeRoute(problem, model, createScheduler(model, false), route, nodes);
  return {
    route: described,
    broken: [...broken, ...judgeRoute(problem, model, route, nodes, described), ...judgeCompany(problem, [described])],
  };
}

/** The same for a whole plan. Orders of vehicles that are not in the problem are reported and left out. */
export function evaluatePlan(problem: Problem, plan: { readonly routes: readonly RouteOrder[] }): PlanEvaluation {
  assertValid(problem);
  let evaluation = evaluateRoutes(problem, plan);
  // Each round settles at least one more link, the first of its chain.
  let waiting: Problem | null = problem;
  for (let left = problem.jobs.filter(({ follows }) => follows).length; left > 0; left--) {
    waiting = waitForLinks(waiting, evaluation.plan.routes);
    if (!waiting) break;
    evaluation = evaluateRoutes(waiting, plan);
  }
  return { ...evaluation, broken: [...evaluation.broken, ...judgeLinks(problem, evaluation.plan.routes)] };
}

/** Routes that do not wait for one another. */
function evaluateRoutes(problem: Problem, plan: { readonly routes: readonly RouteOrder[] }): PlanEvaluation {
  const model = compileModel(problem);
  const scheduler = createScheduler(model, false);
  const seen = new Set<number>();
  const orders: number[][] = Array.from({ length: model.routeCount }, () => []);
  const broken: BrokenRule[] = [];
  for (const order of plan.routes) {
    const read = readOrder(problem, model, order, seen);
    broken.push(...read.broken);
    if (read.route >= 0) orders[read.route]!.push(...read.nodes);
  }
  const routes: Route[] = [];
  for (const [route, nodes] of orders.entries()) {
    if (nodes.length === 0 && model.locked[route]!.length === 0) continue;
    const described = describeRoute(problem, model, scheduler, route, nodes);
    routes.push(described);
    broken.push(...judgeRoute(problem, model, route, nodes, described));
  }
  broken.push(...judgeCompany(problem, routes));
  return { plan: assemblePlan(problem, model, routes, orders), broken };
}
