import type { PickupStop } from '@roundsman/routing-solver';
import type { DaySnapshot, SnapshotLocation } from './day-snapshot.ts';

/** Driving in, finding who hands out, leaving again; a Location that says how long loading takes knows better. */
const COMING_SECONDS = 210;
/** Taking the goods of one job on board. */
const EACH_SECONDS = 30;
/**
 * The solver counts each job's fetching by itself, whatever else is fetched there. What coming takes is therefore shared by the jobs that lie at
 * one place, by no more than these: who fetches fewer in one go than that is planned a little too quickly, who fetches more too slowly.
 */
const SHARED_BY = 4;

/** How goods that lie at Locations where no vehicle starts are fetched: while they are open, and how long it takes for each job. */
export function fetchingOn({
  jobs,
  locations,
}: DaySnapshot): (locationId: string) => Omit<PickupStopInEpoch, 'placeIndex'> {
  const counts = new Map<string, number>();
  for (const { pickupLocationId } of jobs)
    if (pickupLocationId !== null) counts.set(pickupLocationId, (counts.get(pickupLocationId) ?? 0) + 1);
  const known = new Map(locations.map((location) => [location.id, location]));
  return (locationId) => {
    const location = known.get(locationId);
    const coming = location?.loadSeconds || COMING_SECONDS;
    const sharing = Math.min(SHARED_BY, Math.max(1, counts.get(locationId) ?? 1));
    const serviceSeconds = EACH_SECONDS + Math.ceil(coming / sharing);
    return { serviceSeconds, windows: openFor(location, serviceSeconds) };
  };
}

/** In seconds of the epoch. */
interface PickupStopInEpoch extends Pick<PickupStop, 'placeIndex' | 'serviceSeconds'> {
  readonly windows: readonly { readonly from: number; readonly to: number }[];
}

/** Begun so early that it is over when the place shuts; nobody hands anything out afterwards, whatever a dock costs. No hours = any time. */
function openFor(location: SnapshotLocation | undefined, serviceSeconds: number) {
  const hours = location?.dock?.hours ?? [];
  return hours.map(({ from, to }) => ({ from, to: Math.max(from, to - serviceSeconds) }));
}
