import type { Job } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useEtas } from '../live/etas.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery, itineraryShapesQuery } from '../queries/itineraries.ts';
import { allJobsQuery } from '../queries/jobs.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { itineraryRows } from '../timeline/itinerary-rows.ts';
import { rowOfIdleVehicle } from '../timeline/route-row.ts';
import { instantOf } from './local-instant.ts';

const byName = new Intl.Collator('en', { numeric: true });

/** Everything that the dispatch board shows of a date and the branch in sight; idle vehicles have a row too, so that something can be put on them. */
export function useDay(date: string) {
  const { zone } = useOrganisation();
  const { branchId } = useBranch();
  const itineraries = useQuery(itinerariesQuery(date, branchId));
  const shapes = useQuery(itineraryShapesQuery(date, branchId));
  const unplaced = useQuery(allJobsQuery({ serviceDate: date, branchId, state: ['new'] }));
  const vehicles = useVehicles();
  const etas = useEtas();

  const idle = useMemo(() => {
    // Until the day is read nobody is known to be idle.
    if (!itineraries.data) return [];
    const busy = new Set(itineraries.data.flatMap(({ state, vehicleId }) => (state === 'cancelled' ? [] : vehicleId)));
    return [...vehicles.values()]
      .filter((vehicle) => vehicle.active && !busy.has(vehicle.id))
      .filter((vehicle) => branchId === undefined || vehicle.branchId === branchId)
      .map((vehicle) => rowOfIdleVehicle(vehicle, instantOf(date, vehicle.shifts[0]?.from ?? '08:00', zone)));
  }, [itineraries.data, vehicles, date, zone, branchId]);
  const rows = useMemo(
    () =>
      [...itineraryRows(itineraries.data ?? [], vehicles, etas), ...idle].sort((first, second) =>
        byName.compare(first.name, second.name),
      ),
    [itineraries.data, vehicles, etas, idle],
  );
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
