import type { RouteRow, RouteStop } from './route-row.ts';

/** A stretch of a row between two instants. Service is drawn as a bar, the rest as what lies between bars. */
export interface Segment {
  kind: 'loading' | 'drive' | 'wait' | 'service' | 'break';
  fromMs: number;
  toMs: number;
  /** The stop it leads to or is spent at; null for the first loading and the way back. */
  stop: RouteStop | null;
}

/** Everything a row does, in order and without overlaps: a stop that begins before the one before ended begins where that ended. */
export function segmentsOf(row: RouteRow): Segment[] {
  const segments: Segment[] = [];
  if (row.stops.length === 0) return segments;
  let at = row.loadingFromMs ?? row.departureMs;
  const until = (kind: Segment['kind'], toMs: number, stop: RouteStop | null) => {
    if (toMs <= at) return;
    segments.push({ kind, fromMs: at, toMs, stop });
    at = toMs;
  };
  until('loading', row.departureMs, null);
  for (const stop of row.stops) {
    if (stop.fill === 'cancelled') continue;
    // Idle time before leaving shows as waiting, so that a drive is as long as the drive.
    until('wait', stop.arrivalMs - stop.driveSeconds * 1000, stop);
    until('drive', stop.arrivalMs, stop);
    until('wait', stop.serviceStartMs, stop);
    until(stop.kind === 'break' ? 'break' : 'service', stop.departureMs, stop);
  }
  until('drive', row.endMs, null);
  return segments;
}

/** Where a thing dropped at an instant would stand: behind which stop, null for first. The dragged job's own stop does not count. */
export function insertionAt(
  row: RouteRow,
  ms: number,
  draggedJobId: string,
): { afterStopId: string | null; atMs: number } {
  const others = row.stops.filter((stop) => stop.jobId !== draggedJobId && stop.fill !== 'cancelled');
  const firstOpen = others.findLastIndex((stop) => stop.started) + 1;
  const behind = others.findLastIndex((stop) => (stop.serviceStartMs + stop.departureMs) / 2 <= ms) + 1;
  const index = Math.max(firstOpen, behind);
  const previous = others[index - 1];
  return { afterStopId: previous?.id ?? null, atMs: previous?.departureMs ?? row.departureMs };
}

/** The fullest of weight, volume and pieces after each stop, as a share of the vehicle; above 1 is overloaded. */
export function loadSteps(row: RouteRow): { fromMs: number; toMs: number; share: number }[] {
  const { capacity } = row;
  if (!capacity) return [];
  const share = (load: RouteStop['load']) =>
    Math.max(
      ratio(load.weightGrams, capacity.weightGrams),
      ratio(load.volumeLitres, capacity.volumeLitres),
      ratio(load.pieces, capacity.pieces),
    );
  const stops = row.stops.filter((stop) => stop.fill !== 'cancelled');
  return stops.map((stop, index) => ({
    fromMs: stop.departureMs,
    toMs: stops[index + 1]?.departureMs ?? row.endMs,
    share: share(stop.load),
  }));
}

/** A capacity of 0 means that nothing of it was said. */
const ratio = (load: number, capacity: number) => (capacity > 0 ? load / capacity : 0);
