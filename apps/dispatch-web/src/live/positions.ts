import type { Itinerary, LivePosition } from '@roundsman/api-contract';
import { readMonotonicMilliseconds } from '@roundsman/ui';
import { useSyncExternalStore } from 'react';

export interface VehiclePlace {
  lon: number;
  lat: number;
  headingDegrees: number | null;
}

/** A vehicle on its way from where it was drawn to where it was last heard of. */
interface Glide {
  from: VehiclePlace;
  to: VehiclePlace;
  /** Of this page's monotonic clock. */
  startedAt: number;
  lastsMilliseconds: number;
  /** Of the fix itself: an older one never replaces a newer one. */
  fixedAtMs: number;
}

const LONGEST_GLIDE_MILLISECONDS = 3000;
const FIRST_GLIDE_MILLISECONDS = 0;

/** Where vehicles are, outside of React: the map asks for `placeAt` in each frame, nothing else is woken. */
const glides = new Map<string, Glide>();
const listeners = new Set<() => void>();

export function setPosition(position: LivePosition, nowMilliseconds = readMonotonicMilliseconds()): void {
  const fixedAtMs = Date.parse(position.at);
  const before = glides.get(position.itineraryId);
  if (before && before.fixedAtMs > fixedAtMs) return;
  const to = { lon: position.lon, lat: position.lat, headingDegrees: position.headingDegrees };
  glides.set(position.itineraryId, {
    from: before ? placeOf(before, nowMilliseconds) : to,
    to,
    startedAt: nowMilliseconds,
    // Fixes come in a rhythm: the time since the last one is a good guess at the time until the next.
    lastsMilliseconds: before
      ? Math.min(nowMilliseconds - before.startedAt, LONGEST_GLIDE_MILLISECONDS)
      : FIRST_GLIDE_MILLISECONDS,
    fixedAtMs,
  });
  for (const listener of listeners) listener();
}

/** Positions of the day's list, for vehicles that the feed has not spoken of yet. */
export function offerPositions(itineraries: readonly Itinerary[]): void {
  for (const { id, position } of itineraries) {
    if (position && !glides.has(id)) {
      setPosition({ ...position, itineraryId: id, vehicleId: null, speedMetersPerSecond: null });
    }
  }
}

export function clearPositions(): void {
  glides.clear();
  for (const listener of listeners) listener();
}

export function placeAt(itineraryId: string, nowMilliseconds: number): VehiclePlace | null {
  const glide = glides.get(itineraryId);
  return glide ? placeOf(glide, nowMilliseconds) : null;
}

/** Whether any vehicle is still between two places. */
export function isMoving(nowMilliseconds: number): boolean {
  for (const glide of glides.values()) {
    if (nowMilliseconds < glide.startedAt + glide.lastsMilliseconds) return true;
  }
  return false;
}

/** When a vehicle was last heard of over the feed, to the minute, so that a fix does not wake whoever shows it; epoch milliseconds. */
export function useHeardAt(itineraryId: string): number | null {
  return useSyncExternalStore(onPositions, () => {
    const glide = glides.get(itineraryId);
    return glide ? glide.fixedAtMs - (glide.fixedAtMs % 60_000) : null;
  });
}

export function onPositions(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function placeOf({ from, to, startedAt, lastsMilliseconds }: Glide, nowMilliseconds: number): VehiclePlace {
  const share = lastsMilliseconds <= 0 ? 1 : Math.min(1, (nowMilliseconds - startedAt) / lastsMilliseconds);
  return {
    lon: from.lon + (to.lon - from.lon) * share,
    lat: from.lat + (to.lat - from.lat) * share,
    headingDegrees: to.headingDegrees ?? from.headingDegrees,
  };
}
