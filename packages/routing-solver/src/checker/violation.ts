import type { Plan, Route, Stop } from '../plan.ts';
import type { Job, Problem, Shift, Vehicle } from '../problem.ts';
import type { Inherited } from './inherited-times.ts';

export interface Violation {
  /** Name of the clause that found it. */
  readonly rule: string;
  readonly detail: string;
  readonly vehicleId?: string;
  readonly jobId?: string;
}

/** What the clauses for a route look at. */
export interface RouteCase {
  readonly problem: Problem;
  readonly route: Route;
  readonly vehicle: Vehicle;
  readonly shift: Shift;
  readonly jobs: ReadonlyMap<string, Job>;
  /** How many stops from the first on are locked; what those break by themselves is inherited. */
  readonly lockedStops: number;
  readonly inherited: Inherited;
  /** Begin of the shift, or the first moment at which a locked start finds a dock. */
  readonly leavesFrom: number;
}

export type RouteClause = (routeCase: RouteCase) => Violation[];
export type PlanClause = (problem: Problem, plan: Plan) => Violation[];

/** Stops without start, end and breaks. */
export function workStops(route: Route): Stop[] {
  return route.stops.filter(({ kind }) => kind !== 'start' && kind !== 'end' && kind !== 'break');
}
