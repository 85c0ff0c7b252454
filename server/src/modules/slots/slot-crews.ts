import type { Itinerary, PlannedRoute, Vehicle } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import type { BranchRow } from '../accounts/index.ts';
import { listVehicles, workingSpans } from '../fleet/index.ts';
import { asRunning, type KeptDays, openItineraries, routeOfItinerary } from '../itineraries/index.ts';
import type { DayChoice, DaySnapshot } from '../plans/index.ts';

/** Who drives on a date, as slots see it. */
export interface SlotCrews {
  readonly total: number;
  /** With a shift on the date, not in the workshop, and not home for the day. */
  readonly taking: readonly Vehicle[];
  readonly drafts: readonly Itinerary[];
  /** Dispatched, started or interrupted. */
  readonly running: readonly Itinerary[];
  /** Every itinerary of the date, in whatever state. */
  readonly itineraryIds: ReadonlySet<string>;
}

export async function readSlotCrews(
  work: ReadWork,
  branch: BranchRow,
  serviceDate: string,
  kept: Pick<KeptDays, 'itineraries'>,
): Promise<SlotCrews> {
  const fleet = (await listVehicles(work)).filter(({ active, branchId }) => active && branchId === branch.id);
  const working = await workingSpans(work, fleet, serviceDate, branch.timeZone);
  const itineraries = await kept.itineraries(serviceDate);
  // A crew that has come home for the day is not sent out again for an offer.
  const home = new Set(itineraries.filter(({ state }) => state === 'finished').map(({ vehicleId }) => vehicleId));
  const taking = fleet.filter(({ id }) => !home.has(id) && working.get(id)!.length > 0);
  const open = openItineraries(itineraries).filter(({ vehicleId }) => taking.some(({ id }) => id === vehicleId));
  return {
    total: fleet.length,
    taking,
    drafts: open.filter(({ state }) => state === 'draft'),
    running: open.filter(({ state }) => state !== 'draft'),
    itineraryIds: new Set(itineraries.map(({ id }) => id)),
  };
}

/** Until when crews are taken to be where they are, milliseconds of the epoch: asked again within it, it is the same day. */
export const minuteOf = (now: Date): number => Math.ceil(now.getTime() / 60_000) * 60_000;

/** The day with its crews where they are: what they have before them, from when on, with what on board. */
export async function goingOn(
  work: ReadWork,
  day: DaySnapshot,
  running: readonly Itinerary[],
  { leadSeconds, ...asked }: { readonly leadSeconds: number } & Pick<DayChoice, 'visits' | 'readJobs'>,
): Promise<DaySnapshot> {
  const routes = running.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []);
  const minute = minuteOf(work.now) / 1000;
  const now = fetchedOnTheWay(await asRunning(work, day, running, { ...asked, now: minute }), routes);
  return fromNowOn(now, work.now, leadSeconds, new Set(routes.map(({ vehicleId }) => vehicleId)));
}

export const jobsOf = (stops: Itinerary['stops']): string[] =>
  stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId !== null ? [jobId] : []));

/** What a crew still fetches on its way, or loads when it comes by again, lies where that stop says, whoever else could load it. */
function fetchedOnTheWay(day: DaySnapshot, routes: readonly PlannedRoute[]): DaySnapshot {
  const from = new Map<string, string>();
  for (const { vehicleId, stops } of routes) {
    const begun = day.vehicles.find(({ id }) => id === vehicleId)?.begun;
    const behind = new Set(begun?.stops.map(({ id }) => id));
    let loading: string | null = null;
    for (const { kind, jobId, locationId } of stops.filter(({ id }) => !behind.has(id))) {
      if (kind === 'loading' && begun) loading = locationId;
      const place = kind === 'pickup' ? locationId : kind === 'job' ? loading : null;
      if (jobId !== null && place !== null && !from.has(jobId)) from.set(jobId, place);
    }
  }
  const jobs = day.jobs.map((job) => {
    const pickupLocationId = from.get(job.id);
    return pickupLocationId === undefined || job.delivered.pieces === 0
      ? job
      : { ...job, pickupLocationId, vehicleIds: null };
  });
  return { ...day, jobs };
}

/** Nobody drives in the past: shifts begin when somebody could still set off. Who is dispatched goes by its own times. */
export function fromNowOn(
  day: DaySnapshot,
  now: Date,
  leadSeconds: number,
  out: ReadonlySet<string> = new Set(),
): DaySnapshot {
  const soonest = Math.ceil(now.getTime() / 1000) + leadSeconds;
  if (day.vehicles.every(({ shifts }) => shifts.every(({ from }) => from >= soonest))) return day;
  // To the minute, so that the moment of asking alone makes no other day of it.
  const from = Math.ceil(soonest / 60) * 60;
  return {
    ...day,
    vehicles: day.vehicles.map((vehicle) =>
      out.has(vehicle.id)
        ? vehicle
        : {
            ...vehicle,
            shifts: vehicle.shifts.map((shift) => ({
              ...shift,
              from: Math.min(Math.max(shift.from, from), shift.to),
            })),
            breaks: vehicle.breaks.filter(({ earliest }) => earliest >= from),
          },
    ),
  };
}
