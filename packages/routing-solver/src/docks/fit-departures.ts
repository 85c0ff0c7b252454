import type { Route } from '../plan.ts';
import type { Dock } from '../problem.ts';
import { isFree, loadingsAt, type Span } from './loadings.ts';
import { turnName } from './turn-name.ts';

/** Between which moments a route may leave its start with all its visits kept. */
export interface Play {
  readonly earliest: number;
  readonly latest: number;
}

/**
 * When each route that starts at the dock should leave, so that as few as possible find none free: as late as their play and the others
 * allow (the one that may leave last first), or one after the other, or as hinted, whichever serves most. Reloads stay where they are.
 * @param locked shifts that come first, by `turnName`.
 * @param routes leaving as late as they can. @param play by route. @param hints a moment by route that is known to be free, if any.
 */
export function fitDepartures(
  dock: Dock,
  routes: readonly Route[],
  play: readonly Play[],
  hints: ReadonlyMap<number, number>,
  locked: ReadonlySet<string>,
): Map<number, number> {
  const loadings = loadingsAt(dock, routes);
  const starting = loadings.filter(({ route, until }) => until === routes[route]!.startSeconds);
  const fixed: Span[] = loadings.filter((loading) => !starting.includes(loading));
  const departures = starting.map(({ route }) => route);
  const isLocked = (route: number) => locked.has(turnName(routes[route]!.vehicleId, routes[route]!.shiftIndex));
  const lockedFirst = (a: number, b: number) => Number(isLocked(b)) - Number(isLocked(a));
  const latest = departures.toSorted((a, b) => lockedFirst(a, b) || play[b]!.latest - play[a]!.latest);
  const soonest = departures.toSorted((a, b) => lockedFirst(a, b) || play[a]!.latest - play[b]!.latest);
  const tries = [
    fit(dock, fixed, latest, play, isLocked, latestFree),
    fit(dock, fixed, soonest, play, isLocked, earliestFree),
    fit(dock, fixed, soonest, play, isLocked, (_dock, { earliest, latest: last }, taken, route) => {
      const at = Math.max(earliest, Math.min(last, hints.get(route) ?? last));
      return isFree(dock, { from: at - dock.loadSeconds, until: at }, taken) ? at : null;
    }),
  ];
  return tries.reduce((best, each) => (each.left < best.left ? each : best)).leaving;
}

type Chooser = (dock: Dock, play: Play, taken: readonly Span[], route: number) => number | null;

function fit(
  dock: Dock,
  fixed: readonly Span[],
  order: readonly number[],
  play: readonly Play[],
  isLocked: (route: number) => boolean,
  choose: Chooser,
): { leaving: Map<number, number>; left: number } {
  const taken = [...fixed];
  const ofLocked: Span[] = [];
  const leaving = new Map<number, number>();
  let left = 0;
  for (const route of order) {
    // Who is locked goes before those that come back to load as well.
    const others = isLocked(route) ? ofLocked : taken;
    const at = choose(dock, play[route]!, others, route);
    leaving.set(route, at ?? play[route]!.latest);
    if (at === null) {
      left += isLocked(route) ? order.length : 1;
      continue;
    }
    const span = { from: at - dock.loadSeconds, until: at };
    taken.push(span);
    if (isLocked(route)) ofLocked.push(span);
  }
  return { leaving, left };
}

/** The last moment to leave at which a dock was free before; null = none in this play. */
export function latestFree(dock: Dock, { earliest, latest }: Play, taken: readonly Span[]): number | null {
  const ends = [latest, ...(dock.windows ?? []).map(({ endSeconds }) => endSeconds), ...taken.map(({ from }) => from)];
  const moments = ends.filter((at) => at <= latest && at >= earliest).sort((a, b) => b - a);
  return moments.find((at) => isFree(dock, { from: at - dock.loadSeconds, until: at }, taken)) ?? null;
}

/** The first such moment. */
export function earliestFree(dock: Dock, { earliest, latest }: Play, taken: readonly Span[]): number | null {
  const begins = [...(dock.windows ?? []).map(({ startSeconds }) => startSeconds), ...taken.map(({ until }) => until)];
  const moments = [earliest, ...begins.map((at) => at + dock.loadSeconds)]
    .filter((at) => at <= latest && at >= earliest)
    .sort((a, b) => a - b);
  return moments.find((at) => isFree(dock, { from: at - dock.loadSeconds, until: at }, taken)) ?? null;
}
