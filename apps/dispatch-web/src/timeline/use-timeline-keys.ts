import { type KeyboardEvent, useCallback } from 'react';
import type { Selection } from '../selection/selection.ts';
import type { RouteRow, RouteStop } from './route-row.ts';

interface TimelineKeys {
  rows: readonly RouteRow[];
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
  onOpenJob: (jobId: string) => void;
  onOpenRow: ((row: RouteRow) => void) | undefined;
}

/** Arrows walk from stop to stop and from row to row, Enter opens the job or the row, Escape chooses nothing. */
export function useTimelineKeys({ rows, selection, onSelect, onOpenJob, onOpenRow }: TimelineKeys) {
  return useCallback(
    (event: KeyboardEvent) => {
      const at = placeOf(rows, selection);
      if (event.key === 'Escape') return onSelect(null);
      if (event.key === 'Enter' && selection?.kind === 'job') return onOpenJob(selection.id);
      const row = at && at.stop < 0 ? rows[at.row] : undefined;
      if (event.key === 'Enter' && row) return onOpenRow?.(row);
      const next = neighbour(rows, at, event.key);
      if (!next) return;
      event.preventDefault();
      onSelect(next.jobId ? { kind: 'job', id: next.jobId } : { kind: 'stop', id: next.id });
    },
    [rows, selection, onSelect, onOpenJob, onOpenRow],
  );
}

interface Place {
  row: number;
  stop: number;
}

function placeOf(rows: readonly RouteRow[], selection: Selection | null): Place | null {
  if (!selection) return null;
  for (const [row, { stops, vehicleId, itineraryId }] of rows.entries()) {
    const stop = stops.findIndex((one) => one.id === selection.id || one.jobId === selection.id);
    if (stop >= 0) return { row, stop };
    if (vehicleId === selection.id || itineraryId === selection.id) return { row, stop: -1 };
  }
  return null;
}

/** The stop that an arrow key leads to; up and down go to the one nearest in time. */
export function neighbour(rows: readonly RouteRow[], at: Place | null, key: string): RouteStop | null {
  const row = at ? rows[at.row] : undefined;
  if (!at || !row) {
    return key.startsWith('Arrow') ? (rows.find((one) => one.stops.length > 0)?.stops[0] ?? null) : null;
  }
  if (key === 'ArrowRight') return row.stops[at.stop + 1] ?? null;
  if (key === 'ArrowLeft') return row.stops[at.stop - 1] ?? null;
  if (key === 'Home') return row.stops[0] ?? null;
  if (key === 'End') return row.stops.at(-1) ?? null;
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null;
  const step = key === 'ArrowDown' ? 1 : -1;
  const ms = row.stops[at.stop]?.serviceStartMs ?? row.departureMs;
  for (let index = at.row + step; index >= 0 && index < rows.length; index += step) {
    const nearest = nearestStop(rows[index] as RouteRow, ms);
    if (nearest) return nearest;
  }
  return null;
}

function nearestStop(row: RouteRow, ms: number): RouteStop | null {
  return row.stops.reduce<RouteStop | null>(
    (best, stop) => (best && Math.abs(best.serviceStartMs - ms) <= Math.abs(stop.serviceStartMs - ms) ? best : stop),
    null,
  );
}
