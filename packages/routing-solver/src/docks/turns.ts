import type { Plan } from '../plan.ts';
import type { Dock, Problem, TimeWindow } from '../problem.ts';
import type { Random } from '../search/random.ts';
import { earliestFree, latestFree } from './fit-departures.ts';
import { isFree, loadingsAt, type Span, withoutDock } from './loadings.ts';
import { shiftsAt, turnName } from './turn-name.ts';
import { lockedShifts, turnsOfLocked } from './turns-of-locked.ts';

export interface Turns {
  /** By `turnName`: the moment before which the shift may not leave. */
  readonly leaving: ReadonlyMap<string, number>;
  /** By vehicle: when its reloads may start. */
  readonly reloads: ReadonlyMap<string, { readonly windows: readonly TimeWindow[] }>;
}

/** Nobody waits for anybody: only the hours of the places count. */
export function withinHours(problem: Problem): Turns {
  const leaving = new Map<string, number>();
  for (const dock of problem.docks ?? []) {
    for (const { name, shift } of shiftsAt(problem, dock)) {
      const play = { earliest: shift.startSeconds, latest: shift.endSeconds };
      leaving.set(name, earliestFree(dock, play, []) ?? shift.endSeconds);
    }
  }
  return { leaving, reloads: reloadsAmong(problem, () => []) };
}

/**
 * A turn for every shift that starts at a dock, none two at once: those of the plan first, about when they leave in it, by chance as late or
 * as early as there is one; then those that it does not use. Without a turn a shift may not leave at all. Locked starts come first, at the first moment of all.
 */
export function drawTurns(problem: Problem, plan: Plan, random: Random): Turns {
  return turnsBy(problem, plan, {
    wish: (_name, leaves, { loadSeconds }) => leaves + (random.unit() - 0.5) * 3 * loadSeconds,
    isLate: () => random.unit() < 0.5,
  });
}

/** The same with every route of the plan just when it leaves in it. */
export function nextTurns(problem: Problem, plan: Plan): Turns {
  return turnsBy(problem, plan, { wish: (_name, leaves) => leaves, isLate: () => true });
}

interface Turning {
  /** Who chooses first: the least. `leaves` is ∞ for a shift that the plan does not use. */
  wish(name: string, leaves: number, dock: Dock): number;
  /** Whether a shift of the plan takes the last turn before it leaves, or the first of all. */
  isLate(): boolean;
}

function turnsBy(problem: Problem, plan: Plan, turning: Turning): Turns {
  const leaving = new Map<string, number>();
  const leavesAt = new Map(
    plan.routes.map((route) => [turnName(route.vehicleId, route.shiftIndex), route.startSeconds]),
  );
  const takenAt = new Map<Dock, Span[]>();
  const locked = lockedShifts(problem);
  const ofLocked = turnsOfLocked(problem);
  for (const [name, turn] of ofLocked) if (turn !== null) leaving.set(name, turn);
  for (const dock of problem.docks ?? []) {
    const lost = withoutDock(problem, dock, plan.routes);
    const taken: Span[] = loadingsAt(dock, plan.routes).filter(
      ({ route, from, until }) =>
        until !== plan.routes[route]!.startSeconds && !lost.some((each) => route === each.route && from === each.from),
    );
    takenAt.set(dock, taken);
    for (const { name } of shiftsAt(problem, dock)) {
      const turn = ofLocked.get(name);
      if (turn !== undefined && turn !== null) taken.push({ from: turn - dock.loadSeconds, until: turn });
    }
    const others = shiftsAt(problem, dock).filter(({ name }) => !locked.has(name));
    const waiting = others.map((each) => ({
      ...each,
      wish: turning.wish(each.name, leavesAt.get(each.name) ?? Number.POSITIVE_INFINITY, dock),
    }));
    for (const { name, shift } of waiting.sort((a, b) => (a.wish < b.wish ? -1 : a.wish > b.wish ? 1 : 0))) {
      const [earliest, latest] = [shift.startSeconds, shift.endSeconds];
      const wished = leavesAt.get(name);
      const late = wished !== undefined && turning.isLate();
      const turn =
        (late ? latestFree(dock, { earliest, latest: wished }, taken) : null) ??
        earliestFree(dock, { earliest, latest }, taken);
      leaving.set(name, turn ?? latest);
      if (turn !== null) taken.push({ from: turn - dock.loadSeconds, until: turn });
    }
  }
  return { leaving, reloads: reloadsAmong(problem, (dock) => takenAt.get(dock) ?? []) };
}

/** When vehicles that come back may begin to load with these others at the docks. Soft docks only ask for the hours. */
function reloadsAmong(problem: Problem, takenAt: (dock: Dock) => readonly Span[]): Turns['reloads'] {
  const day = problem.vehicles.flatMap(({ shifts }) => shifts);
  const [from, until] = [
    day.reduce((least, { startSeconds }) => Math.min(least, startSeconds), Number.MAX_SAFE_INTEGER),
    day.reduce((most, { endSeconds }) => Math.max(most, endSeconds), Number.MIN_SAFE_INTEGER),
  ];
  return new Map(
    problem.vehicles.flatMap(({ id, reload }) => {
      const dock = problem.docks?.find(({ placeIndex }) => placeIndex === reload?.placeIndex);
      if (!reload || !dock) return [];
      const own = reload.windows?.length ? reload.windows : [{ startSeconds: from, endSeconds: until }];
      const windows = freeStarts(dock, reload.serviceSeconds, takenAt(dock), { from, until });
      // A window that is over before the day begins: the vehicle cannot come back to load.
      const never = [{ startSeconds: from - 1, endSeconds: from - 1 }];
      const both = own.flatMap((window) => windows.flatMap((other) => shared(window, other)));
      return [[id, { windows: both.length > 0 ? both : never }] as const];
    }),
  );
}

function shared(a: TimeWindow, b: TimeWindow): TimeWindow[] {
  const startSeconds = Math.max(a.startSeconds, b.startSeconds);
  const endSeconds = Math.min(a.endSeconds, b.endSeconds);
  return startSeconds <= endSeconds ? [{ startSeconds, endSeconds }] : [];
}

/** Spans in which a loading of so long may begin: between the moments at which one becomes possible or impossible. */
function freeStarts(dock: Dock, seconds: number, taken: readonly Span[], day: Span): TimeWindow[] {
  const edges = [
    day.from,
    day.until,
    ...(dock.windows ?? []).flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds - seconds]),
    ...taken.flatMap(({ from, until }) => [from - seconds, until]),
  ].filter((at) => at >= day.from && at <= day.until);
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  const free = (at: number) => isFree(dock, { from: at, until: at + seconds }, taken);
  const spans: TimeWindow[] = [];
  for (const [index, at] of sorted.entries()) {
    const next = sorted[index + 1];
    if (free(at)) spans.push({ startSeconds: at, endSeconds: at });
    if (next !== undefined && next > at + 1 && free(at + 1)) spans.push({ startSeconds: at + 1, endSeconds: next - 1 });
  }
  return joined(spans);
}

function joined(spans: readonly TimeWindow[]): TimeWindow[] {
  const whole: { startSeconds: number; endSeconds: number }[] = [];
  for (const { startSeconds, endSeconds } of spans) {
    const last = whole.at(-1);
    if (last && startSeconds <= last.endSeconds + 1) last.endSeconds = endSeconds;
    else whole.push({ startSeconds, endSeconds });
  }
  return whole;
}
