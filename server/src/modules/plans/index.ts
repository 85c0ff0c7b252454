/** Plans: a run of the optimiser over chosen jobs and vehicles, compared, changed by hand, applied or dropped. */
export { changePlanState, dropPlan, stopPlan } from './change-plan.ts';
export { buildDayProblem, type DayProblem, stopsOfJob } from './day-problem.ts';
export type { DayTravel } from './day-roads.ts';
export type {
  Begun,
  DaySnapshot,
  SnapshotJob,
  SnapshotLockedStart,
  SnapshotVehicle,
  Standing,
} from './day-snapshot.ts';
export { measureTravel } from './day-travel.ts';
export { drawRoutes } from './draw-routes.ts';
export { keepDrivingPace, readDrivingPace } from './driving-pace.ts';
export { findChanges } from './find-changes.ts';
export { type LinkedDay, linksOnDay, withLinks } from './judge-links.ts';
export { moveInPlan, type PreparedMove, prepareMoveInPlan, priceMoveInPlan } from './move-in-plan.ts';
export {
  askDay,
  type FingerprintedDay,
  fingerprintDay,
  type Span,
  type VisitOfDay,
  visitOfDay,
} from './opened-days/index.ts';
export { findingsOf } from './plan-findings.ts';
export { dayOf, findPlan, lockPlan, presentPlan, resultOf } from './plan-rows.ts';
export { type Move, type PricedMove, priceMove } from './price-move.ts';
export { orderNow, orderWithout, priceOrders } from './price-orders.ts';
export { type DayChoice, readDay, snapshotReady, snapshotVisit } from './read-day.ts';
export { getPlan, listPlans, routesOfPlan } from './read-plans.ts';
export { itineraryOptimiserRole } from './role.ts';
export type { PlanResult } from './route-view.ts';
export { type PlanRunner, runPlan } from './run-plan.ts';
export { createSearchThreads, type SearchThreads } from './search-threads.ts';
export { type PlanWish, startPlan } from './start-plan.ts';
