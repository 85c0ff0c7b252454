import type { LiveEta } from '@roundsman/api-contract';
import type { RouteEta } from '../timeline/route-row.ts';
import { externalStore, useStore } from './external-store.ts';

type Etas = ReadonlyMap<string, RouteEta>;

const SETTLE_MILLISECONDS = 1000;

/** Delays and arrivals by itinerary, as the feed brings them; whoever shows them is woken at most once a second. */
const newest = new Map<string, RouteEta>();
/** Of long itineraries the stops come in parts, each replaced by its next. */
const partsOf = new Map<string, [string, { atMs: number; risk: LiveEta['stops'][number]['risk'] }][][]>();
const settled = externalStore<Etas>(new Map());
let settling: ReturnType<typeof setTimeout> | null = null;

export function setEta(eta: LiveEta): void {
  const parts = (partsOf.get(eta.itineraryId) ?? []).slice(0, eta.parts);
  parts[eta.part] = eta.stops.map((stop) => [stop.stopId, { atMs: Date.parse(stop.at), risk: stop.risk }]);
  partsOf.set(eta.itineraryId, parts);
  newest.set(eta.itineraryId, { delaySeconds: eta.delaySeconds, stops: new Map(parts.flat()) });
  settling ??= setTimeout(settle, SETTLE_MILLISECONDS);
}

/** Before a feed's snapshot: what came earlier may be about another day. */
export function clearEtas(): void {
  newest.clear();
  partsOf.clear();
  settle();
}

export function useEtas(): Etas {
  return useStore(settled);
}

function settle(): void {
  if (settling !== null) clearTimeout(settling);
  settling = null;
  settled.write(new Map(newest));
}
