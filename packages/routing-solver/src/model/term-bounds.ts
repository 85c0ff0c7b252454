import type { Problem } from '../problem.ts';
import { mostRidePrice } from '../rules/index.ts';
import type { Arcs, Nodes, Routes } from './model.ts';

/** The most that each term of the objective can reach: loose, but never too small. */
export function termBounds(problem: Problem, { mostMeters }: Arcs, nodes: Nodes, routes: Routes) {
  const change = { vehicle: 0, order: 0, window: 0, ...problem.changePrices };
  const stops = nodes.firstStart + routes.routeCount;
  let cost = stops * mostMeters * routes.perMeter.reduce((most, rate) => Math.max(most, rate), 0);
  let span = 0;
  for (let route = 0; route < routes.routeCount; route++) {
    const end = nodes.closes[nodes.firstEnd + route]!;
    const rate = routes.perSecond[route]! + routes.perOvertimeSecond[route]!;
    if (rate > 0) cost += rate * end;
    cost += routes.opening[route]!;
    span = Math.max(span, end);
  }
  return {
    unplaced: problem.jobs.reduce((sum, job) => sum + 1 + (job.priority ?? 0), 0),
    vehicles: routes.routeCount,
    cost,
    lateness: (problem.jobs.length * span) / 3600,
    soft: softBound(problem) + beyondLimits(problem, routes, stops * mostMeters, span),
    changes: problem.jobs.length * (change.vehicle + change.order + change.window),
    fairness: routes.routeCount * (span / 3600) ** 2,
  };
}

function softBound(problem: Problem): number {
  const outside = problem.vehicles.reduce((most, vehicle) => Math.max(most, vehicle.outsideAreasPrice ?? 0), 0);
  const rides = problem.jobs.reduce((sum, job) => sum + mostRidePrice(job), 0);
  const company = [...(problem.together ?? []), ...(problem.apart ?? [])];
  const perPair = company.reduce((sum, { jobIds, price = 0 }) => sum + price * jobIds.length ** 2, 0);
  // A loading for each job at the most.
  const perLoading = (problem.docks ?? []).reduce((most, { price = 0 }) => Math.max(most, price), 0);
  return problem.jobs.length * (outside + perLoading) + rides + perPair;
}

/** @param meters that all routes drive together at most. @param span seconds that one lasts at most. */
function beyondLimits(problem: Problem, { softLimits, routeCount }: Routes, meters: number, span: number): number {
  const dearest = (prices: Float64Array) => prices.reduce((most, price) => Math.max(most, price), 0);
  const amounts = problem.jobs
    .flatMap(({ amounts = [], collectedAmounts = [] }) => [...amounts, ...collectedAmounts])
    .reduce((sum, amount) => sum + amount, 0);
  return (
    dearest(softLimits.perJob) * problem.jobs.length +
    dearest(softLimits.perSecond) * routeCount * span +
    dearest(softLimits.perMeter) * meters +
    dearest(softLimits.perUnit) * amounts
  );
}
