import type { Itinerary, Job, Vehicle } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { useEtas } from '../live/etas.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery, itineraryShapesQuery } from '../queries/itineraries.ts';
import { allJobsQuery } from '../queries/jobs.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { type RouteEta, type RouteRow, rowOfIdleVehicle, rowOfItinerary } from '../timeline/route-row.ts';
import { instantOf } from './local-instant.ts';

const byName = new Intl.Collator('en', { numeric: true });

/** Everything that the dispatch board shows of a date. Rows keep their identity while nothing about them changed. */
export function useDay(date: string) {
  const { zone } = useOrganisation();
  const itineraries = useQuery(itinerariesQuery(date));
  const shapes = useQuery(itineraryShapesQuery(date));
  const unplaced = useQuery(allJobsQuery({ serviceDate: date, state: ['new'] }));
  const vehicles = useVehicles();
  const etas = useEtas();
  const makeRow = useRowCache();

  const rows = useMemo(() => {
    const open = (itineraries.data ?? []).filter((itinerary) => itinerary.state !== 'cancelled');
    const busy = new Set(open.map((itinerary) => itinerary.vehicleId));
    const idle = [...vehicles.values()].filter((vehicle) => vehicle.active && !busy.has(vehicle.id));
    return [
      ...open.map((itinerary) =>
        makeRow(itinerary, itinerary.vehicleId ? vehicles.get(itinerary.vehicleId) : undefined, etas.get(itinerary.id)),
      ),
      ...idle.map((vehicle) => rowOfIdleVehicle(vehicle, instantOf(date, vehicle.shifts[0]?.from ?? '08:00', zone))),
    ].sort((first, second) => byName.compare(first.name, second.name));
  }, [itineraries.data, vehicles, etas, makeRow, date, zone]);

  const byId = useMemo(
    () => new Map(itineraries.data?.map((itinerary) => [itinerary.id, itinerary])),
    [itineraries.data],
  );
  return {
    itineraries,
    byId,
    shapes: shapes.data ?? noShapes,
    unplaced,
    unplacedJobs: unplaced.data ?? noJobs,
    rows,
    etas,
  };
}

const noShapes: never[] = [];
const noJobs: Job[] = [];

function useRowCache() {
  const cache = useRef(new WeakMap<Itinerary, { vehicle?: Vehicle; eta?: RouteEta; row: RouteRow }>());
  return useRef((itinerary: Itinerary, vehicle: Vehicle | undefined, eta: RouteEta | undefined): RouteRow => {
    const known = cache.current.get(itinerary);
    if (known && known.vehicle === vehicle && known.eta === eta) return known.row;
    const row = rowOfItinerary(itinerary, vehicle, eta);
    cache.current.set(itinerary, { vehicle, eta, row });
    return row;
  }).current;
}
