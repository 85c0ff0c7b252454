import type { RouteRow } from '../timeline/route-row.ts';

/** Behind which stop a stop stands; null when it is the first. */
export function stopBefore(row: RouteRow, stopId: string): string | null {
  const index = row.stops.findIndex((stop) => stop.id === stopId);
  return row.stops[index - 1]?.id ?? null;
}
