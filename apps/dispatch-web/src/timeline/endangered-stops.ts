import type { RouteRow, RouteStop } from './route-row.ts';

export interface EndangeredStop {
  row: RouteRow;
  stop: RouteStop;
}

/** Open stops whose promise is broken or in danger: the latest first, then the least time to spare. */
export function endangeredStops(rows: readonly RouteRow[]): EndangeredStop[] {
  return rows
    .flatMap((row) => row.stops.filter(isEndangered).map((stop) => ({ row, stop })))
    .sort((first, second) => rank(first.stop) - rank(second.stop) || lateness(second.stop) - lateness(first.stop));
}

const isEndangered = ({ risk, fill }: RouteStop) =>
  risk !== 'none' && fill !== 'done' && fill !== 'failed' && fill !== 'partial' && fill !== 'cancelled';
const rank = ({ risk }: RouteStop) => (risk === 'late' ? 0 : 1);
const lateness = ({ lateSeconds }: RouteStop) => lateSeconds ?? Number.NEGATIVE_INFINITY;
