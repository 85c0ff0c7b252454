import { describeRoute } from '../evaluate/describe-route.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Route } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import { earliestFree, fitDepartures } from './fit-departures.ts';
import { inTurns } from './in-turns.ts';
import { loadingsAt, withoutDock } from './loadings.ts';
import { turnName } from './turn-name.ts';
import type { Turns } from './turns.ts';
import { lockedShifts } from './turns-of-locked.ts';

/** Nobody waits for a turn but locked starts for their own. */
export const NO_TURNS: Turns = { leaving: new Map(), reloads: new Map() };

/** Nodes by route of the model; problems that differ in shifts alone share the numbers. */
export type Orders = ReadonlyMap<number, readonly number[]>;

/**
 * The routes of these orders, each leaving as late as it serves its stops as early as it can, with a dock free before. Who finds none then,
 * where that must not happen, leaves later when no turns are given: as soon as there is one, whatever becomes late by that.
 * @param turns nobody leaves before its own.
 */
export function leaveInTurn(problem: Problem, orders: Orders, turns?: Turns): Route[] {
  const numbers = [...orders.keys()];
  const first = describeAll(problem.docks?.length ? inTurns(problem, turns ?? NO_TURNS) : problem, orders, problem);
  const locked = lockedShifts(problem);
  const routes = first.late;
  const put = new Map<string, number>();
  for (const dock of problem.docks ?? []) {
    const play = routes.map((route, at) => ({ earliest: first.atOnce[at]!, latest: route.startSeconds }));
    const hints = new Map(
      routes.flatMap((route, at) => {
        const turn = turns?.leaving.get(turnName(route.vehicleId, route.shiftIndex));
        return turn === undefined ? [] : [[at, turn] as const];
      }),
    );
    for (const [at, leaving] of fitDepartures(dock, routes, play, hints, locked)) {
      if (leaving !== routes[at]!.startSeconds) routes[at] = first.leavingBy(numbers[at]!, leaving);
    }
    if (turns || dock.price !== undefined) continue;
    const lost = withoutDock(problem, dock, routes);
    const taken = loadingsAt(dock, routes).filter(
      ({ route, from }) => !lost.some((each) => each.route === route && each.from === from),
    );
    for (const { route, until } of lost) {
      const { vehicleId, shiftIndex, startSeconds } = routes[route]!;
      if (until !== startSeconds) continue;
      const shift = problem.vehicles.find(({ id }) => id === vehicleId)!.shifts[shiftIndex]!;
      const leaving = earliestFree(dock, { earliest: startSeconds, latest: shift.endSeconds }, taken);
      if (leaving === null) continue;
      put.set(turnName(vehicleId, shiftIndex), leaving);
      taken.push({ route, jobId: '', from: leaving - dock.loadSeconds, until: leaving });
    }
  }
  if (put.size === 0) return routes;
  const later = describeAll(inTurns(problem, { leaving: put, reloads: new Map() }), orders, problem);
  return routes.map((route, at) => {
    const turn = put.get(turnName(route.vehicleId, route.shiftIndex));
    return turn === undefined ? route : later.leavingBy(numbers[at]!, turn);
  });
}

function describeAll(timed: Problem, orders: Orders, problem: Problem) {
  const model = compileModel(timed);
  const scheduler = createScheduler(model, false);
  const describe = (route: number, leaving: 'late' | 'at_once' | number) =>
    describeRoute(timed, model, scheduler, route, orders.get(route)!, leaving);
  const numbers = [...orders.keys()];
  return {
    late: numbers.map((route) => describe(route, 'late')),
    atOnce: problem.docks?.length ? numbers.map((route) => describe(route, 'at_once').startSeconds) : [],
    leavingBy: (route: number, seconds: number) => describe(route, seconds - model.epochSeconds),
  };
}
