/**
 * @roundsman/routing-solver: vehicle routing on the rules of a real delivery day. Pure: no clock, no network, no randomness but its seed.
 *
 *   validateProblem(problem): InputFault[]                          every fault of the input, by field
 *   createSearch(problem, { seed }): Search                         plan or improve, any time (search.ts)
 *   openRunningDay(problem, plan): RunningDay                       places and slots for one more job, cheapest first, asked many times
 *   priceInsertion(problem, plan, job): Insertion[]                 the same for a single question
 *   writeRow(matrix, row, place): void                              a place more in a matrix that has rows to spare
 *   replanProblem(problem, plan, prices): Problem                   the same day with a price on changing what the plan told
 *   evaluateRoute(problem, routeOrder): RouteEvaluation             times and broken rules of an order made by hand; never throws
 *   evaluatePlan(problem, { routes: RouteOrder[] }): PlanEvaluation
 *
 * @roundsman/routing-solver/worker: solveInWorker(problem, { limitSeconds, seed, threads, onProgress }): { plan: Promise<Plan>, stop() }
 * @roundsman/routing-solver/checker: checkPlan(problem, plan): Violation[], which shares no code with the solver
 */
export { evaluatePlan, evaluateRoute } from './evaluate/evaluate-plan.ts';
export { openRunningDay, priceInsertion, type RunningDay } from './insert/index.ts';
export { type GrowingMatrix, writeRow } from './model/compile-arcs.ts';
export type {
  BrokenRule,
  BrokenRuleName,
  Concession,
  CostBreakdown,
  InputFault,
  Insertion,
  Plan,
  PlanEvaluation,
  Route,
  RouteEvaluation,
  SlotOffer,
  Stop,
  StopKind,
  Trip,
  Unassigned,
  UnassignedReason,
} from './plan.ts';
export type {
  Break,
  ChangePrices,
  Company,
  Dock,
  DrivingBreak,
  Job,
  JobKind,
  JobStopKind,
  Link,
  ListedArcs,
  LockedStart,
  NewPlace,
  Objective,
  ObjectiveTerm,
  ObjectiveTermName,
  PickupStop,
  Place,
  Problem,
  RouteOrder,
  Shift,
  StopReference,
  TimeWindow,
  Told,
  TravelMatrix,
  TravelProfile,
  TravelStep,
  Vehicle,
  VehicleCost,
} from './problem.ts';
export { DRIVING_BREAK_ID } from './problem.ts';
export { replanProblem } from './replan/replan-problem.ts';
export { createSearch } from './search/create-search.ts';
export type { Budget, CreateSearch, Progress, Search, SearchOptions } from './search/search.ts';
export { InvalidProblem, validateProblem } from './validate/index.ts';
