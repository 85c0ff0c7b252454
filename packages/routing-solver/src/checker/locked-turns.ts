import type { Dock, Problem, TimeWindow } from '../problem.ts';

/**
 * When a locked start can leave at the earliest with a dock free before, the other locked starts alone there, those of earlier vehicles first; null where it
 * finds none in its shift. Undefined: it has no locked start, or loads at no dock that must be free.
 */
export function turnOfLocked(problem: Problem, vehicleId: string, shiftIndex: number): number | null | undefined {
  const own = problem.vehicles.find(({ id }) => id === vehicleId);
  const dock = problem.docks?.find(
    ({ placeIndex, price }) => placeIndex === own?.startPlaceIndex && price === undefined,
  );
  if (!dock) return undefined;
  const before: TimeWindow[] = [];
  for (const { id, startPlaceIndex, shifts } of problem.vehicles) {
    if (startPlaceIndex !== dock.placeIndex) continue;
    for (const [index, shift] of shifts.entries()) {
      const isLocked = problem.lockedStarts?.some((each) => each.vehicleId === id && (each.shiftIndex ?? 0) === index);
      const leaves = isLocked ? firstLeaving(dock, shift, before) : undefined;
      if (id === vehicleId && index === shiftIndex) return leaves;
      if (typeof leaves === 'number') before.push({ startSeconds: leaves - dock.loadSeconds, endSeconds: leaves });
    }
  }
  return undefined;
}

/** Something must end or open just before it, unless the shift begins. */
function firstLeaving(dock: Dock, shift: TimeWindow, before: readonly TimeWindow[]): number | null {
  const begins = [
    ...(dock.windows ?? []).map(({ startSeconds }) => startSeconds),
    ...before.map((each) => each.endSeconds),
  ];
  const moments = [shift.startSeconds, ...begins.map((at) => at + dock.loadSeconds)].filter(
    (at) => at >= shift.startSeconds && at <= shift.endSeconds,
  );
  const first = Math.min(
    ...moments.filter((at) => finds(dock, { startSeconds: at - dock.loadSeconds, endSeconds: at }, before)),
  );
  return Number.isFinite(first) ? first : null;
}

/** Whether a dock is open for all of a loading, and at no moment of it taken by as many others as there are. */
export function finds(dock: Dock, { startSeconds, endSeconds }: TimeWindow, others: readonly TimeWindow[]): boolean {
  const windows = dock.windows ?? [];
  if (windows.length > 0 && !windows.some((each) => each.startSeconds <= startSeconds && each.endSeconds >= endSeconds))
    return false;
  if (startSeconds === endSeconds) return true;
  const beside = others.filter((each) => each.startSeconds < endSeconds && each.endSeconds > startSeconds);
  return [startSeconds, ...beside.map((each) => Math.max(each.startSeconds, startSeconds))].every(
    (at) => beside.filter((each) => each.startSeconds <= at && each.endSeconds > at).length < dock.count,
  );
}
