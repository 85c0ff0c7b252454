import type { Itinerary, ItineraryStop, PlannedStop } from '@roundsman/api-contract';
import type { ReadWork } from '../../platform/index.ts';
import { getVehicle } from '../fleet/index.ts';
import { type JobToPlan, readingJobs } from '../jobs/index.ts';
import type { Begun, DayChoice, DaySnapshot, SnapshotJob, SnapshotVehicle, Standing } from '../plans/index.ts';

const OPEN = new Set<Itinerary['state']>(['draft', 'dispatched', 'started', 'interrupted']);
const UNDER_WAY = new Set<Itinerary['state']>(['started', 'interrupted']);

/** Itineraries that a plan may still change. */
export const openItineraries = (list: readonly Itinerary[]): Itinerary[] =>
  list.filter(({ state, vehicleId }) => OPEN.has(state) && vehicleId !== null);

/** How many stops of an itinerary are over or under way: everything up to the last that is not merely planned. */
export function begunStops({ stops }: Pick<Itinerary, 'stops'>): number {
  return stops.findLastIndex(({ state }) => state !== 'planned') + 1;
}

/** Jobs of an itinerary that nobody has begun. */
export const openJobs = (itinerary: Itinerary): string[] =>
  itinerary.stops
    .slice(begunStops(itinerary))
    .flatMap(({ kind, jobId }) => (kind === 'job' && jobId !== null ? [jobId] : []));

const isUnderWay = (itinerary: Itinerary) => UNDER_WAY.has(itinerary.state) || begunStops(itinerary) > 0;

/** What the day's itineraries say now, as a plan that changes them must know it. */
export function standingOf(list: readonly Itinerary[]): Standing[] {
  return openItineraries(list).map((itinerary) => ({
    itineraryId: itinerary.id,
    vehicleId: itinerary.vehicleId!,
    revision: itinerary.revision,
    isOut: itinerary.state !== 'draft',
    begunStops: begunStops(itinerary),
    stops: itinerary.stops
      .slice(begunStops(itinerary))
      .flatMap(({ id, kind, jobId, arrival, promise }) =>
        (kind === 'job' || kind === 'pickup') && jobId ? [{ stopId: id, kind, jobId, arrival, promise }] : [],
      ),
  }));
}

interface RunningFrom extends Pick<DayChoice, 'readJobs'> {
  /** Jobs of the day as they are asked about, which need not be there yet. */
  readonly visits?: readonly JobToPlan[];
  /** Seconds of the epoch. */
  readonly now?: number;
}

/**
 * The day from now on: vehicles that are out go on from where they stand, with what they have on board; nobody leaves in the past. Goods on
 * a vehicle that is not in the day any more are taken over where it stands.
 * @param day read with every open job of the itineraries among its jobs.
 */
export async function asRunning(
  work: ReadWork,
  day: DaySnapshot,
  list: readonly Itinerary[],
  { visits = [], now = Math.ceil(work.now.getTime() / 1000), readJobs = readingJobs(work) }: RunningFrom = {},
): Promise<DaySnapshot> {
  const open = openItineraries(list);
  const underWay = open.filter(isUnderWay);
  const jobIds = [
    ...new Set([...day.jobs.map(({ id }) => id), ...underWay.flatMap((itinerary) => jobsIn(itinerary.stops))]),
  ];
  const known = await readJobs(jobIds);
  const goods = new Map([...known, ...visits].map((job) => [job.id, job]));
  const itineraryOf = new Map(open.map((itinerary) => [itinerary.vehicleId!, itinerary]));
  const out = new Map(underWay.map((itinerary) => [itinerary.vehicleId!, itinerary]));
  const present = new Set(day.vehicles.map(({ id }) => id));
  const vehicles = day.vehicles.map((vehicle) => {
    const itinerary = out.get(vehicle.id);
    return itinerary ? goingOn(vehicle, itinerary, now, goods) : notBefore(vehicle, now);
  });
  const nameOf = new Map(day.vehicles.map(({ id, name }) => [id, name]));
  const standIn: Stand[] = [];
  for (const itinerary of underWay) {
    const vehicleId = itinerary.vehicleId!;
    const name = nameOf.get(vehicleId) ?? (await getVehicle(work, vehicleId)).name;
    standIn.push({ id: standId(vehicleId), name, point: standsAt(itinerary) });
  }
  const visitOf = visitsByJob(open);
  const jobs = day.jobs.map((job): SnapshotJob => {
    const { carrier, promise } = visitOf.get(job.id) ?? {};
    const vehicleId = carrier?.vehicleId ?? null;
    const told = promise ? toldTo(job, { from: epoch(promise.from), to: epoch(promise.to) }) : {};
    if (job.delivered.pieces === 0) return { ...job, ...told };
    if (carrier && vehicleId && isAboard(carrier, job.id) && out.has(vehicleId)) {
      return present.has(vehicleId)
        ? { ...job, ...told, pickupLocationId: null, vehicleIds: [vehicleId] }
        : { ...job, ...told, pickupLocationId: standId(vehicleId), vehicleIds: null };
    }
    return { ...job, ...told, ...whereGoodsLie(goods.get(job.id), vehicles, day.vehicles) };
  });
  return {
    ...day,
    jobs,
    vehicles,
    locations: [...day.locations, ...standIn.map((stand) => ({ ...stand, loadSeconds: 0 }))],
    lockedStarts: [],
    standing: standingOf([...itineraryOf.values()]),
  };
}

/** The stop that each job is served at, by whom. */
function visitsByJob(list: readonly Itinerary[]) {
  const found = new Map<string, Pick<ItineraryStop, 'promise'> & { readonly carrier: Itinerary }>();
  for (const carrier of list)
    for (const { kind, jobId, promise } of carrier.stops)
      if (kind === 'job' && jobId !== null && !found.has(jobId)) found.set(jobId, { carrier, promise });
  return found;
}

/**
 * Goods that no vehicle has on board yet lie where they are loaded: by vehicles that have not left there, or fetched by any.
 * @param running the vehicles as they go on.
 * @param fleet the same as they began.
 */
export function whereGoodsLie(
  job: Pick<JobToPlan, 'delivered'> | undefined,
  running: readonly SnapshotVehicle[],
  fleet: readonly Pick<SnapshotVehicle, 'id' | 'startLocationId'>[],
): Pick<SnapshotJob, 'pickupLocationId' | 'vehicleIds'> {
  const atDepot = running.filter(({ begun }) => !begun);
  const known = job?.delivered.find(({ fromLocationId }) => fromLocationId !== null)?.fromLocationId;
  if (known === undefined || known === null) {
    if (atDepot.length > 0) return { pickupLocationId: null, vehicleIds: atDepot.map(({ id }) => id) };
    const firstOut = running.find(({ begun }) => begun);
    const start = fleet.find(({ id }) => id === firstOut?.id)?.startLocationId;
    return { pickupLocationId: start ?? null, vehicleIds: null };
  }
  const loading = atDepot.filter(({ startLocationId }) => startLocationId === known).map(({ id }) => id);
  return loading.length > 0
    ? { pickupLocationId: null, vehicleIds: loading }
    : { pickupLocationId: known, vehicleIds: null };
}

/** Nobody comes before the time that was promised: the crew waits. Coming later has a price, and may be worth it. */
function toldTo({ windows }: SnapshotJob, told: { from: number; to: number }): Pick<SnapshotJob, 'told' | 'windows'> {
  const asked = windows.length > 0 ? windows : [{ from: told.from, to: told.to + 86_400 }];
  const notBefore = asked
    .filter(({ to }) => to >= told.from)
    .map(({ from, to }) => ({ from: Math.max(from, told.from), to }));
  return { told, windows: notBefore.length > 0 ? notBefore : windows };
}

type Stand = Pick<DaySnapshot['locations'][number], 'id' | 'name' | 'point'>;

/** A place of the plan alone, where a vehicle is when the plan is made. */
const standId = (vehicleId: string) => `with ${vehicleId}`;
const epoch = (instant: string) => Math.floor(Date.parse(instant) / 1000);
const jobsIn = (stops: readonly PlannedStop[]) =>
  stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId ? [jobId] : []));

/** Fetched on the way, or loaded between two trips: on board once that stop is behind; else since the start. */
function isAboard(itinerary: Itinerary, jobId: string): boolean {
  const { stops } = itinerary;
  const begun = begunStops(itinerary);
  const fetching = stops.findIndex((stop) => stop.kind === 'pickup' && stop.jobId === jobId);
  const visit = stops.findIndex((stop) => stop.kind === 'job' && stop.jobId === jobId);
  const isLoadedLater = stops.slice(begun, visit).some(({ kind }) => kind === 'loading');
  return fetching < begun && !isLoadedLater;
}

function standsAt(itinerary: Itinerary) {
  const behind = itinerary.stops.slice(0, begunStops(itinerary));
  return behind.findLast(({ point }) => point !== null)?.point ?? itinerary.start;
}

/** When the crew is free for its next stop. */
function freeAt(itinerary: Itinerary, now: number): number {
  const last = itinerary.stops[begunStops(itinerary) - 1];
  if (!last) return Math.max(now, epoch(itinerary.departure));
  const serviceSeconds = (Date.parse(last.departure) - Date.parse(last.serviceStart)) / 1000;
  if (last.doneAt) return Math.max(now, epoch(last.doneAt));
  if (last.arrivedAt) return Math.max(now, epoch(last.arrivedAt) + serviceSeconds);
  return Math.max(now, epoch(last.departure) + Math.max(0, itinerary.progress.delaySeconds));
}

function goingOn(
  vehicle: SnapshotVehicle,
  itinerary: Itinerary,
  now: number,
  goods: ReadonlyMap<string, JobToPlan>,
): SnapshotVehicle {
  const behind = itinerary.stops.slice(0, begunStops(itinerary));
  const from = freeAt(itinerary, now);
  const to = Math.max(from, ...vehicle.shifts.map((shift) => shift.to));
  // What was collected goes off where the vehicle loads again.
  const sinceLoading = behind.slice(behind.findLastIndex(({ kind }) => kind === 'loading') + 1);
  const collected = jobsIn(sinceLoading).map((id) => goods.get(id)?.collected);
  const less = (capacity: number, of: 'weightGrams' | 'volumeLitres' | 'pieces') =>
    Math.max(0, capacity - collected.reduce((sum, load) => sum + (load?.[of] ?? 0), 0));
  const overtimeFrom = (vehicle.shifts.findLast((shift) => shift.from <= from) ?? vehicle.shifts[0])?.overtimeFrom;
  const begun = begunOf(vehicle, itinerary, behind, { from, overtimeFrom });
  const rested = behind.filter(({ kind }) => kind === 'break').length;
  return {
    ...vehicle,
    startLocationId: standId(vehicle.id),
    // What is behind it is paid for already.
    shifts: [{ from, to, ...(overtimeFrom !== undefined && { overtimeFrom: Math.max(from, overtimeFrom) }) }],
    breaks: vehicle.breaks.slice(rested).flatMap((each) => restFrom(each, from)),
    capacity: {
      weightGrams: less(vehicle.capacity.weightGrams, 'weightGrams'),
      volumeLitres: less(vehicle.capacity.volumeLitres, 'volumeLitres'),
      pieces: less(vehicle.capacity.pieces, 'pieces'),
    },
    mostJobs: vehicle.mostJobs === null ? null : Math.max(0, vehicle.mostJobs - jobsIn(behind).length),
    mostDrivingSeconds:
      vehicle.mostDrivingSeconds === null ? null : Math.max(0, vehicle.mostDrivingSeconds - begun.driveSeconds),
    ...(vehicle.drivingBreak && { drivingBreak: atTheWheel(vehicle.drivingBreak, behind) }),
    // It drives anyhow.
    costs: { ...vehicle.costs, fixedMinor: 0 },
    begun,
  };
}

/** What has been driven since the last break counts against all that is left: rather a rest too early than one too late. */
function atTheWheel(rule: NonNullable<SnapshotVehicle['drivingBreak']>, behind: readonly ItineraryStop[]) {
  const since = behind.slice(behind.findLastIndex(({ kind }) => kind === 'break') + 1);
  const driven = since.reduce((sum, stop) => sum + stop.driveSeconds, 0);
  return { ...rule, afterSeconds: Math.max(1, rule.afterSeconds - driven) };
}

function begunOf(
  { costs }: SnapshotVehicle,
  itinerary: Itinerary,
  behind: readonly ItineraryStop[],
  { from, overtimeFrom = from }: { readonly from: number; readonly overtimeFrom: number | undefined },
): Begun {
  const driveSeconds = behind.reduce((sum, stop) => sum + stop.driveSeconds, 0);
  const driveMeters = behind.reduce((sum, stop) => sum + stop.driveMeters, 0);
  const workedSeconds = Math.max(0, from - epoch(itinerary.departure));
  const overtimeSeconds = Math.max(0, from - overtimeFrom);
  return {
    stops: behind.map(plannedOnly),
    departure: itinerary.departure,
    start: itinerary.start,
    driveSeconds,
    driveMeters,
    costMinor: Math.round(
      costs.fixedMinor +
        (driveMeters / 1000) * costs.perKilometreMinor +
        (workedSeconds / 3600) * costs.perHourMinor +
        (overtimeSeconds / 3600) * (costs.overtimePerHourMinor ?? 0),
    ),
  };
}

/** What a plan keeps of a stop; the rest is the itinerary's. */
function plannedOnly(stop: ItineraryStop): PlannedStop {
  const { id, kind, jobId, locationId, label, point, arrival, serviceStart, departure, driveSeconds } = stop;
  const { driveMeters, waitSeconds, load, window, lateSeconds } = stop;
  return {
    ...{ id, kind, jobId, locationId, label, point, arrival, serviceStart, departure, driveSeconds },
    ...{ driveMeters, waitSeconds, load, window, lateSeconds },
  };
}

function notBefore(vehicle: SnapshotVehicle, now: number): SnapshotVehicle {
  const shifts = vehicle.shifts
    .filter(({ to }) => to > now)
    .map((shift) => ({ ...shift, from: Math.max(shift.from, now) }));
  const [first] = shifts;
  return {
    ...vehicle,
    // Its day is over: it has no second left to drive.
    shifts: first ? shifts : [{ from: now, to: now }],
    breaks: first ? vehicle.breaks.flatMap((each) => restFrom(each, first.from)) : [],
  };
}

function restFrom(each: SnapshotVehicle['breaks'][number], from: number): SnapshotVehicle['breaks'][number][] {
  return each.latest < from ? [] : [{ ...each, earliest: Math.max(each.earliest, from) }];
}
