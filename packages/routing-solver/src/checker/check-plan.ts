import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { breaks } from './breaks.ts';
import { capacity } from './capacity.ts';
import { company } from './company.ts';
import { completeness } from './completeness.ts';
import { concessions } from './concessions.ts';
import { cost } from './cost.ts';
import { docks } from './docks.ts';
import { drivingBreaks } from './driving-breaks.ts';
import { eligibility } from './eligibility.ts';
import { inheritedTimes } from './inherited-times.ts';
import { limits } from './limits.ts';
import { links } from './links.ts';
import { lockedStarts } from './locked-starts.ts';
import { turnOfLocked } from './locked-turns.ts';
import { objective } from './objective.ts';
import { precedence } from './precedence.ts';
import { readyTimes } from './ready-times.ts';
import { shiftsApart } from './shifts-apart.ts';
import { timeWindows } from './time-windows.ts';
import { travel } from './travel.ts';
import type { PlanClause, RouteClause, Violation } from './violation.ts';

const planClauses: readonly PlanClause[] = [
  completeness,
  lockedStarts,
  shiftsApart,
  links,
  company,
  docks,
  concessions,
  objective,
];
const routeClauses: readonly RouteClause[] = [
  travel,
  timeWindows,
  breaks,
  drivingBreaks,
  readyTimes,
  capacity,
  precedence,
  eligibility,
  limits,
  cost,
];

/** Every rule that the plan breaks and every number in it that is wrong. */
export function checkPlan(problem: Problem, plan: Plan): Violation[] {
  const violations = planClauses.flatMap((clause) => clause(problem, plan));
  const jobs = new Map(problem.jobs.map((job) => [job.id, job]));
  for (const route of plan.routes) {
    const vehicle = problem.vehicles.find(({ id }) => id === route.vehicleId);
    const shift = vehicle?.shifts[route.shiftIndex];
    if (!vehicle || !shift) {
      violations.push({ rule: 'vehicle', detail: `No vehicle ${route.vehicleId} with shift ${route.shiftIndex}.` });
      continue;
    }
    const locked = problem.lockedStarts?.find(
      (start) => start.vehicleId === vehicle.id && (start.shiftIndex ?? 0) === route.shiftIndex,
    );
    const leavesFrom = turnOfLocked(problem, vehicle.id, route.shiftIndex) ?? shift.startSeconds;
    const known = { problem, route, vehicle, shift, jobs, lockedStops: locked?.stops.length ?? 0, leavesFrom };
    const routeCase = { ...known, inherited: inheritedTimes(known) };
    for (const clause of routeClauses) {
      violations.push(...clause(routeCase).map((each) => ({ ...each, vehicleId: route.vehicleId })));
    }
  }
  return violations;
}
