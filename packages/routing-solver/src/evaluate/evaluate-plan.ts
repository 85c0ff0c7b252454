import { inTurns } from '../docks/in-turns.ts';
import { leaveInTurn, NO_TURNS } from '../docks/leave-in-turn.ts';
import { compileModel } from '../model/compile-model.ts';
import type { BrokenRule, PlanEvaluation, RouteEvaluation } from '../plan.ts';
import type { Problem, RouteOrder } from '../problem.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { assertValid } from '../validate/index.ts';
import { assemblePlan } from './build-plan.ts';
import { describeRoute } from './describe-route.ts';
import { judgeCompany } from './judge-company.ts';
import { judgeDocks } from './judge-docks.ts';
import { judgeLinks } from './judge-links.ts';
import { judgeRoute } from './judge-route.ts';
import { readOrder } from './read-order.ts';
import { comesTooSoon, holdLeaders, waitForLinks } from './wait-for-links.ts';

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
  if (comesTooSoon(problem, evaluation.plan.routes)) evaluation = evaluateRoutes(inTheirTurn(problem, plan), plan);
  return { ...evaluation, broken: [...evaluation.broken, ...judgeLinks(problem, evaluation.plan.routes)] };
}

/**
 * The problem with windows in which followers wait and those they follow are not put off. First all vehicles leave at once: a route that
 * left later because its follower waits would take its leader along, and never be waited for long enough. One that may only leave late (at other hours it
 * would drive too long) is held back by its leaders.
 */
function inTheirTurn(problem: Problem, plan: { readonly routes: readonly RouteOrder[] }): Problem {
  let waiting = problem;
  let { routes } = evaluateRoutes(waiting, plan, 'at_once').plan;
  // Each round settles at least one more link, the first of its chain.
  for (let left = problem.jobs.filter(({ follows }) => follows).length; left > 0; left--) {
    const next = waitForLinks(waiting, routes);
    if (!next) break;
    waiting = next;
    routes = evaluateRoutes(holdLeaders(waiting, routes), plan, 'at_once').plan.routes;
  }
  return holdLeaders(waiting, routes);
}

/** Routes that do not wait for one another. */
function evaluateRoutes(
  problem: Problem,
  plan: { readonly routes: readonly RouteOrder[] },
  leaving: 'late' | 'at_once' = 'late',
): PlanEvaluation {
  // Locked starts wait for their docks, and inherit what is late by that.
  const model = compileModel(problem.docks?.length ? inTurns(problem, NO_TURNS) : problem);
  const scheduler = createScheduler(model, false);
  const seen = new Set<number>();
  const orders: number[][] = Array.from({ length: model.routeCount }, () => []);
  const broken: BrokenRule[] = [];
  for (const order of plan.routes) {
    const read = readOrder(problem, model, order, seen);
    broken.push(...read.broken);
    if (read.route >= 0) orders[read.route]!.push(...read.nodes);
  }
  const used = new Map(
    [...orders.entries()].filter(([route, nodes]) => nodes.length > 0 || model.locked[route]!.length > 0),
  );
  const routes =
    leaving === 'late'
      ? leaveInTurn(problem, used)
      : [...used].map(([route, nodes]) => describeRoute(problem, model, scheduler, route, nodes, leaving));
  for (const [at, [route, nodes]] of [...used].entries())
    broken.push(...judgeRoute(problem, model, route, nodes, routes[at]!));
  broken.push(...judgeCompany(problem, routes), ...judgeDocks(problem, routes));
  return { plan: assemblePlan(problem, model, routes, orders), broken };
}
