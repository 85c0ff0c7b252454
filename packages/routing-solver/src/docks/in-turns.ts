import type { Problem, Vehicle } from '../problem.ts';
import { type Turns, turnName } from './turns.ts';

/** The problem without docks, in which no shift leaves before its turn. */
export function inTurns(problem: Problem, turns: Turns): Problem {
  const { docks: _docks, ...rest } = problem;
  const vehicles = problem.vehicles.map((vehicle): Vehicle => {
    const windows = turns.reloads.get(vehicle.id);
    return {
      ...vehicle,
      ...(vehicle.reload && windows && { reload: { ...vehicle.reload, ...windows } }),
      shifts: vehicle.shifts.map((shift, index) => {
        const turn = turns.leaving.get(turnName(vehicle.id, index));
        if (turn === undefined) return shift;
        return { ...shift, startSeconds: Math.min(Math.max(shift.startSeconds, turn), shift.endSeconds) };
      }),
    };
  });
  return { ...rest, vehicles };
}
