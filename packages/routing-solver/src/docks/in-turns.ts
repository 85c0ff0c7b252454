import type { Problem, Vehicle } from '../problem.ts';
import { turnName } from './turn-name.ts';
import type { Turns } from './turns.ts';
import { lockedShifts, turnsOfLocked } from './turns-of-locked.ts';

/** The problem without docks, in which no shift leaves before its turn; a locked start has the same one whatever is planned behind it. */
export function inTurns(problem: Problem, turns: Turns): Problem {
  const { docks: _docks, ...rest } = problem;
  const locked = lockedShifts(problem);
  const ofLocked = turnsOfLocked(problem);
  const vehicles = problem.vehicles.map((vehicle): Vehicle => {
    const windows = turns.reloads.get(vehicle.id);
    return {
      ...vehicle,
      ...(vehicle.reload && windows && { reload: { ...vehicle.reload, ...windows } }),
      shifts: vehicle.shifts.map((shift, index) => {
        const name = turnName(vehicle.id, index);
        const turn = locked.has(name) ? (ofLocked.get(name) ?? undefined) : turns.leaving.get(name);
        if (turn === undefined) return shift;
        return { ...shift, startSeconds: Math.min(Math.max(shift.startSeconds, turn), shift.endSeconds) };
      }),
    };
  });
  return { ...rest, vehicles };
}
