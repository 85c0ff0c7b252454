import type { Itinerary, Vehicle } from '@roundsman/api-contract';
import { type RouteEta, type RouteRow, rowOfItinerary } from './route-row.ts';

const known = new WeakMap<Itinerary, { vehicle: Vehicle | undefined; eta: RouteEta | undefined; row: RouteRow }>();

/** The rows of a day's itineraries, cancelled ones left out. A row keeps its identity while nothing about it changed. */
export function itineraryRows(
  itineraries: readonly Itinerary[],
  vehicles: ReadonlyMap<string, Vehicle>,
  etas: ReadonlyMap<string, RouteEta>,
): RouteRow[] {
  return itineraries
    .filter((itinerary) => itinerary.state !== 'cancelled')
    .map((itinerary) => {
      const vehicle = itinerary.vehicleId ? vehicles.get(itinerary.vehicleId) : undefined;
      const eta = etas.get(itinerary.id);
      const before = known.get(itinerary);
      if (before && before.vehicle === vehicle && before.eta === eta) return before.row;
      const row = rowOfItinerary(itinerary, vehicle, eta);
      known.set(itinerary, { vehicle, eta, row });
      return row;
    });
}
