import type { CrewStop } from '@roundsman/api-contract';
import { goodsMove } from '@roundsman/delivery-rules';
import type { ShownItinerary } from './show-itinerary.ts';

export type Line = NonNullable<CrewStop['job']>['actions'][number];

/** A line to take on board, and the stop it is for. */
export interface LoadLine {
  readonly line: Line;
  readonly forStop: CrewStop;
}

/**
 * What has to be on board before leaving `stop`, or before the day starts (null): goods for customers further on, where that place is their
 * source, up to where the vehicle is loaded again. Last in is first out, so the last stop's goods come first.
 */
export function loadList(itinerary: ShownItinerary, stop: CrewStop | null): LoadLine[] {
  const sources = new Set(itinerary.stops.filter(({ kind }) => kind === 'pickup').map(({ locationId }) => locationId));
  const behind = stop
    ? itinerary.stops.slice(itinerary.stops.findIndex(({ id }) => id === stop.id) + 1)
    : itinerary.stops;
  const isWholeTrip = !stop || stop.kind === 'loading';
  const nextLoading = isWholeTrip ? behind.findIndex(({ kind }) => kind === 'loading') : -1;
  const after = nextLoading < 0 ? behind : behind.slice(0, nextLoading);
  const isLoadedHere = ({ fromLocationId }: Line, forStop: CrewStop) => {
    if (isWholeTrip) return fromLocationId === null || !sources.has(fromLocationId);
    return stop.jobId !== null ? forStop.jobId === stop.jobId : fromLocationId === stop.locationId;
  };
  return after
    .filter(({ kind, state }) => kind === 'job' && state !== 'dropped' && state !== 'not_reached')
    .flatMap((forStop) =>
      (forStop.job?.actions ?? [])
        .filter((line) => goodsMove[line.kind] === 'to_customer' && isLoadedHere(line, forStop))
        .map((line) => ({ line, forStop })),
    )
    .reverse();
}
