import type { Route } from '../plan.ts';
import type { PlanClause } from './violation.ts';

/** A vehicle is on one route at a time: it is back from a shift before it leaves in the next. */
export const shiftsApart: PlanClause = (problem, plan) =>
  problem.vehicles.flatMap(({ id, shifts }) => {
    /** Past its own shift a route goes on for a locked start alone, which is judged elsewhere. */
    const isInherited = ({ shiftIndex, endSeconds }: Route) =>
      endSeconds > (shifts[shiftIndex]?.endSeconds ?? endSeconds);
    const routes = plan.routes
      .filter(({ vehicleId }) => vehicleId === id)
      .toSorted((a, b) => a.startSeconds - b.startSeconds || a.endSeconds - b.endSeconds);
    return routes.flatMap((route, at) => {
      const before = routes[at - 1];
      if (!before || before.endSeconds <= route.startSeconds || isInherited(before) || isInherited(route)) return [];
      const detail = `Leaves at ${route.startSeconds} while on its shift ${before.shiftIndex} up to ${before.endSeconds}.`;
      return [{ rule: 'shifts_apart', vehicleId: id, detail }];
    });
  });
