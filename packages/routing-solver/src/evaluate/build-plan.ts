import { objectiveLevels } from '../model/compile-objective.ts';
import type { Model } from '../model/model.ts';
import type { Concession, CostBreakdown, Plan, Route, Unassigned } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { findConcessions } from './concessions.ts';
import { describeRoute } from './describe-route.ts';
import { explainUnassigned } from './explain-unassigned.ts';

/** @param orders nodes of each route of the model, empty where it is not used. */
export function buildPlan(problem: Problem, model: Model, orders: readonly (readonly number[])[]): Plan {
  const scheduler = createScheduler(model, false);
  const routes: Route[] = [];
  for (const [route, nodes] of orders.entries()) {
    if (nodes.length > 0) routes.push(describeRoute(problem, model, scheduler, route, nodes));
  }
  return assemblePlan(problem, model, routes, orders);
}

export function assemblePlan(
  problem: Problem,
  model: Model,
  routes: readonly Route[],
  orders: readonly (readonly number[])[],
): Plan {
  return sumUp(problem, routes, explainUnassigned(problem, model, orders));
}

/** The plan of a search that was over before it had begun. */
export function planOfNothing(problem: Problem): Plan {
  const detail = 'The search ended before anything was planned.';
  return sumUp(
    problem,
    [],
    problem.jobs.map(({ id }) => ({ jobId: id, reason: 'search_ended', detail })),
  );
}

/** A plan of these routes: what it costs and concedes, by the problem's words. */
export function sumUp(problem: Problem, routes: readonly Route[], unassigned: readonly Unassigned[]): Plan {
  const left = new Set(unassigned.map(({ jobId }) => jobId));
  const cost = sumCosts(routes);
  const concessions = findConcessions(problem, routes);
  const priceOf = (isWanted: (concession: Concession) => boolean) =>
    concessions.filter(isWanted).reduce((sum, { price }) => sum + price, 0);
  const terms = {
    unplaced: problem.jobs.reduce((sum, job) => sum + (left.has(job.id) ? 1 + (job.priority ?? 0) : 0), 0),
    vehicles: routes.length,
    cost: cost.total,
    lateness: routes.reduce((sum, route) => sum + route.latenessSeconds, 0) / 3600,
    soft: priceOf(({ kind }) => !kind.endsWith('_told')),
    changes: priceOf(({ kind }) => kind.endsWith('_told')),
    fairness: routes.reduce((sum, { startSeconds, endSeconds }) => sum + ((endSeconds - startSeconds) / 3600) ** 2, 0),
  };
  const objective = objectiveLevels(problem).map((level) =>
    level.reduce((sum, { term, weight = 1 }) => sum + weight * terms[term], 0),
  );
  return { routes, unassigned, concessions, cost, objective };
}

function sumCosts(routes: readonly Route[]): CostBreakdown {
  const sum = { fixed: 0, distance: 0, time: 0, overtime: 0, total: 0 };
  for (const { cost } of routes) {
    sum.fixed += cost.fixed;
    sum.distance += cost.distance;
    sum.time += cost.time;
    sum.overtime += cost.overtime;
    sum.total += cost.total;
  }
  return sum;
}
