import type { Route } from '../plan.ts';
import type { Dock, Problem } from '../problem.ts';
import { turnName } from './turn-name.ts';

/** A vehicle at a dock. */
export interface Loading {
  /** Index of the route. */
  readonly route: number;
  /** The first job behind it. */
  readonly jobId: string;
  readonly from: number;
  readonly until: number;
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What is loaded at a dock: before routes leave, and when they come back. */
export function loadingsAt({ placeIndex, loadSeconds }: Dock, routes: readonly Route[]): Loading[] {
  return routes.flatMap(({ stops }, route) =>
    stops.flatMap((stop, at): Loading[] => {
      if (stop.placeIndex !== placeIndex || (stop.kind !== 'start' && stop.kind !== 'reload')) return [];
      const jobId = stops.slice(at + 1).find((later) => later.jobId !== undefined)?.jobId;
      if (jobId === undefined) return [];
      const from = stop.kind === 'start' ? stop.departureSeconds - loadSeconds : stop.serviceStartSeconds;
      return [{ route, jobId, from, until: stop.departureSeconds }];
    }),
  );
}

/**
 * Those that find the place shut or all docks taken: locked starts have a dock before all others, then who begins earlier, of two at once the vehicle whose
 * id comes first.
 */
export function withoutDock({ lockedStarts = [] }: Problem, dock: Dock, routes: readonly Route[]): Loading[] {
  const locked = new Set(lockedStarts.map(({ vehicleId, shiftIndex = 0 }) => turnName(vehicleId, shiftIndex)));
  const nameOf = ({ route }: Loading) => turnName(routes[route]!.vehicleId, routes[route]!.shiftIndex);
  const isLater = (loading: Loading) =>
    locked.has(nameOf(loading)) && loading.until === routes[loading.route]!.startSeconds ? 0 : 1;
  const inTurn = loadingsAt(dock, routes).sort(
    (a, b) => isLater(a) - isLater(b) || a.from - b.from || (nameOf(a) < nameOf(b) ? -1 : 1),
  );
  const served: Loading[] = [];
  return inTurn.filter((loading) => {
    const finds = isFree(dock, loading, served);
    if (finds) served.push(loading);
    return !finds;
  });
}

export function isOpen({ windows = [] }: Dock, { from, until }: Span): boolean {
  return windows.length === 0 || windows.some((window) => from >= window.startSeconds && until <= window.endSeconds);
}

/** Whether a dock is open and free for all of a span, with these others. */
export function isFree(dock: Dock, span: Span, others: readonly Span[]): boolean {
  if (!isOpen(dock, span)) return false;
  if (span.from === span.until) return true;
  const meeting = others.filter(({ from, until }) => from < span.until && until > span.from);
  const moments = [span.from, ...meeting.map(({ from }) => Math.max(from, span.from))];
  return moments.every(
    (moment) => meeting.filter(({ from, until }) => from <= moment && until > moment).length < dock.count,
  );
}
