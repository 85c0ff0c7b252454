import type { Itinerary, ItineraryStop, PlannedRoute } from '@roundsman/api-contract';
import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { Problem, type ReadWork } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { locations, operators } from '../fleet/schema.ts';
import { currentPromises, type JobToPlan, type ReadJobs, readingJobs } from '../jobs/index.ts';
import { itineraries, itineraryAcknowledgements, itineraryCrew, itineraryVehicles, stops } from './schema.ts';

export type ItineraryRow = typeof itineraries.$inferSelect;
export type StopRow = typeof stops.$inferSelect;

/** The day's itineraries as planned and as far as done, of all branches unless one is named; ETAs and positions are added by tracking. */
export async function listItineraries(work: ReadWork, serviceDate: string, branchId?: string): Promise<Itinerary[]> {
  return presentItineraries(work, await itinerariesOfDate(work, serviceDate, branchId));
}

/** Their rows, by their codes. */
export function itinerariesOfDate(work: ReadWork, serviceDate: string, branchId?: string): Promise<ItineraryRow[]> {
  return work.db
    .select()
    .from(itineraries)
    .where(
      and(
        eq(itineraries.serviceDate, serviceDate),
        branchId === undefined ? undefined : eq(itineraries.branchId, branchId),
      ),
    )
    .orderBy(asc(itineraries.code));
}

/** Problem 404 `itinerary_unknown`. */
export async function getItinerary(work: ReadWork, itineraryId: string): Promise<Itinerary> {
  const [itinerary] = await presentItineraries(
    work,
    await work.db.select().from(itineraries).where(eq(itineraries.id, itineraryId)),
  );
  if (!itinerary) throw new Problem({ status: 404, code: 'itinerary_unknown', title: 'There is no such itinerary' });
  return itinerary;
}

export async function getItineraries(work: ReadWork, ids: readonly string[]): Promise<Itinerary[]> {
  if (ids.length === 0) return [];
  return presentItineraries(
    work,
    await work.db.select().from(itineraries).where(isAmong(itineraries.id, ids)).orderBy(asc(itineraries.code)),
  );
}

/** An itinerary's route in the shape that plans have, for pricing and drawing; without a vehicle there is none. */
export function routeOfItinerary(itinerary: Itinerary): PlannedRoute | null {
  const {
    vehicleId,
    departure,
    end,
    start,
    finish,
    returnDriveSeconds,
    returnDriveMeters,
    figures,
    hourFactors,
    areaFactors,
  } = itinerary;
  return vehicleId === null
    ? null
    : {
        vehicleId,
        departure,
        end,
        start,
        finish,
        returnDriveSeconds,
        returnDriveMeters,
        figures,
        stops: itinerary.stops,
        ...(hourFactors && { hourFactors }),
        ...(areaFactors && { areaFactors }),
      };
}

/** What the rows say with all that hangs on them, in their order. */
export async function presentItineraries(
  work: ReadWork,
  rows: readonly ItineraryRow[],
  readJobs: ReadJobs = readingJobs(work),
): Promise<Itinerary[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const { db } = work;
  const allStops = await db
    .select()
    .from(stops)
    .where(and(isAmong(stops.itineraryId, ids), ne(stops.state, 'dropped')))
    .orderBy(asc(stops.position));
  const jobIds = [...new Set(allStops.flatMap(({ jobId, forJobId }) => [jobId, forJobId].filter((id) => id !== null)))];
  const jobs = new Map((await readJobs(jobIds)).map((job) => [job.id, job]));
  const promised = await currentPromises(work, jobIds);
  const crew = await db
    .select({
      itineraryId: itineraryCrew.itineraryId,
      operatorId: operators.id,
      name: operators.name,
      role: itineraryCrew.role,
    })
    .from(itineraryCrew)
    .innerJoin(operators, eq(operators.id, itineraryCrew.operatorId))
    .where(and(isAmong(itineraryCrew.itineraryId, ids), isNull(itineraryCrew.toAt)))
    .orderBy(asc(itineraryCrew.role), asc(operators.code));
  const vehicles = await db
    .select()
    .from(itineraryVehicles)
    .where(and(isAmong(itineraryVehicles.itineraryId, ids), isNull(itineraryVehicles.toAt)));
  const acknowledged = await db
    .select()
    .from(itineraryAcknowledgements)
    .where(isAmong(itineraryAcknowledgements.itineraryId, ids));
  const places = new Map(
    (
      await db
        .select({
          id: locations.id,
          name: locations.name,
          lon: locations.lon,
          lat: locations.lat,
          loadSeconds: locations.loadSeconds,
        })
        .from(locations)
    ).map((place) => [place.id, place]),
  );
  const { currency } = await getOrganisation(work);
  // Grouped once: looking through all for each is a million looks at a thousand itineraries.
  const stopsOf = Map.groupBy(allStops, ({ itineraryId }) => itineraryId);
  const crewOf = Map.groupBy(crew, ({ itineraryId }) => itineraryId);
  const vehicleOf = new Map(vehicles.map(({ itineraryId, vehicleId }) => [itineraryId, vehicleId]));
  const acknowledgedOf = Map.groupBy(acknowledged, ({ itineraryId }) => itineraryId);
  return rows.map((row) => {
    const pointOf = (locationId: string | null) => {
      const place = locationId === null ? undefined : places.get(locationId);
      return place ? { lon: place.lon, lat: place.lat } : null;
    };
    const own = stopsOf.get(row.id) ?? [];
    const loadSeconds = row.startLocationId === null ? 0 : (places.get(row.startLocationId)?.loadSeconds ?? 0);
    const presented = presentStops(
      own,
      jobs,
      (id) => promised.get(id) ?? null,
      (id) => places.get(id)?.name ?? '',
    );
    const visits = presented.filter(({ kind }) => kind === 'job');
    return {
      id: row.id,
      code: row.code,
      serviceDate: row.serviceDate,
      branchId: row.branchId,
      state: row.state,
      vehicleId: vehicleOf.get(row.id) ?? null,
      crew: (crewOf.get(row.id) ?? []).map(({ operatorId, name, role }) => ({ operatorId, name, role })),
      revision: row.revision,
      acknowledgedRevision: (acknowledgedOf.get(row.id) ?? []).reduce<number | null>(
        (most, { revision }) => Math.max(most ?? 0, revision),
        null,
      ),
      departure: row.plannedDepartureAt.toISOString(),
      ...(loadSeconds > 0 && {
        loadingFrom: new Date(row.plannedDepartureAt.getTime() - loadSeconds * 1000).toISOString(),
      }),
      end: row.plannedFinishAt.toISOString(),
      start: pointOf(row.startLocationId) ?? visits[0]?.point ?? { lon: 0, lat: 0 },
      finish: pointOf(row.endLocationId),
      returnDriveSeconds: row.endLegSeconds ?? 0,
      returnDriveMeters: row.endLegDistanceMeters ?? 0,
      stops: presented,
      figures: figuresOf(row, presented, currency),
      ...(row.hourFactors && { hourFactors: row.hourFactors }),
      ...(row.areaFactors && { areaFactors: row.areaFactors }),
      progress: {
        done: visits.filter(({ state, jobState }) => state === 'done' && jobState !== 'incomplete').length,
        failed: visits.filter(
          ({ state, jobState }) => state === 'not_reached' || (state === 'done' && jobState === 'incomplete'),
        ).length,
        of: visits.length,
        delaySeconds: delayOf(own),
      },
      position: null,
      breaks: row.breaks,
      drivenMeters: row.drivenDistanceMeters,
      startedAt: row.startedAt?.toISOString() ?? null,
      finishedAt: row.finishedAt?.toISOString() ?? null,
    };
  });
}

function presentStops(
  own: readonly StopRow[],
  jobs: ReadonlyMap<string, JobToPlan>,
  promiseOf: (jobId: string) => { startsAt: Date; endsAt: Date } | null,
  placeName: (locationId: string) => string,
): ItineraryStop[] {
  const visited = own.map(({ jobId }) => (jobId === null ? undefined : jobs.get(jobId)));
  // Goods fetched on the way come on board there.
  const fetched = new Set(own.map(({ forJobId }) => forJobId));
  const loadedFrom = (first: number) => {
    const next = own.findIndex(({ kind }, at) => kind === 'loading' && at >= first);
    return visited
      .slice(first, next < 0 ? undefined : next)
      .filter((job) => job && !fetched.has(job.id))
      .reduce((sum, job) => add(sum, job && brought(job), 1), { weightGrams: 0, volumeLitres: 0, pieces: 0 });
  };
  let aboard = loadedFrom(0);
  return own.map((stop, index) => {
    const job = visited[index];
    if (stop.kind === 'loading') aboard = loadedFrom(index + 1);
    const source = stop.forJobId === null ? undefined : jobs.get(stop.forJobId);
    if (source) aboard = add(aboard, brought(source), 1);
    if (job) aboard = add(add(aboard, brought(job), -1), job.collected, 1);
    const window = job ? chosenWindow(job.windows, stop.plannedServiceAt) : null;
    const promise = stop.jobId === null ? null : promiseOf(stop.jobId);
    return {
      id: stop.id,
      kind: stop.kind,
      jobId: stop.jobId ?? stop.forJobId,
      locationId: stop.locationId,
      label: stop.kind === 'break' ? 'Break' : (job?.name ?? (stop.locationId ? placeName(stop.locationId) : '')),
      point: stop.lon !== null && stop.lat !== null ? { lon: stop.lon, lat: stop.lat } : null,
      arrival: stop.plannedArrivalAt.toISOString(),
      serviceStart: stop.plannedServiceAt.toISOString(),
      departure: stop.plannedDepartureAt.toISOString(),
      driveSeconds: stop.legSeconds,
      driveMeters: stop.legDistanceMeters,
      waitSeconds: seconds(stop.plannedServiceAt) - seconds(stop.plannedArrivalAt),
      load: aboard,
      window: window ? { from: window.startsAt.toISOString(), to: window.endsAt.toISOString() } : null,
      lateSeconds: window ? Math.max(0, seconds(stop.plannedServiceAt) - seconds(window.endsAt)) : 0,
      position: stop.position,
      state: stop.state,
      jobState: job?.state ?? null,
      jobCode: job?.code ?? null,
      promise: promise ? { from: promise.startsAt.toISOString(), to: promise.endsAt.toISOString() } : null,
      eta: null,
      risk: 'none',
      arrivedAt: stop.arrivedAt?.toISOString() ?? null,
      doneAt: stop.finishedAt?.toISOString() ?? null,
    };
  });
}

const seconds = (instant: Date) => Math.round(instant.getTime() / 1000);
type Load = ItineraryStop['load'];

function brought(job: JobToPlan): Load {
  return job.delivered.reduce((sum, { load }) => add(sum, load, 1), { weightGrams: 0, volumeLitres: 0, pieces: 0 });
}

function add(to: Load, load: Load | undefined, sign: 1 | -1): Load {
  if (!load) return to;
  return {
    weightGrams: Math.max(0, to.weightGrams + sign * load.weightGrams),
    volumeLitres: Math.max(0, to.volumeLitres + sign * load.volumeLitres),
    pieces: Math.max(0, to.pieces + sign * load.pieces),
  };
}

/** Of the windows that were wished for: the one that the planned service falls in, else the last. */
export function chosenWindow<Window extends { readonly startsAt: Date; readonly endsAt: Date }>(
  windows: readonly Window[],
  serviceAt: Date,
): Window | null {
  return windows.find(({ startsAt, endsAt }) => startsAt <= serviceAt && serviceAt <= endsAt) ?? windows.at(-1) ?? null;
}

/** How far behind its plan the itinerary is, by the last thing that happened. */
function delayOf(own: readonly StopRow[]): number {
  const last = own.findLast(({ arrivedAt, finishedAt }) => arrivedAt ?? finishedAt);
  if (!last) return 0;
  const [really, planned] = last.finishedAt
    ? [last.finishedAt, last.plannedDepartureAt]
    : [last.arrivedAt!, last.plannedArrivalAt];
  return seconds(really) - seconds(planned);
}

function figuresOf(row: ItineraryRow, presented: readonly ItineraryStop[], currency: string): Itinerary['figures'] {
  const visits = presented.filter(({ kind }) => kind === 'job');
  const sum = (pick: (stop: ItineraryStop) => number) => presented.reduce((total, stop) => total + pick(stop), 0);
  return {
    stops: visits.length,
    driveSeconds: row.plannedDrivingSeconds,
    driveMeters: row.plannedDistanceMeters,
    serviceSeconds: sum(({ serviceStart, departure, kind }) =>
      kind === 'break' ? 0 : (Date.parse(departure) - Date.parse(serviceStart)) / 1000,
    ),
    waitSeconds: sum(({ waitSeconds }) => waitSeconds),
    cost: { amountMinor: row.plannedCostMinor, currency },
    lateStops: visits.filter(({ lateSeconds }) => lateSeconds > 0).length,
    lateSeconds: sum(({ lateSeconds }) => lateSeconds),
    overloads: [],
  };
}

const MOST_JOBS = 5000;

/** Ids of the jobs that stand on itineraries of a vehicle or operator, of one date if that is named. */
export async function jobsDrivenBy(
  work: ReadWork,
  { vehicleId, operatorId, serviceDate }: DriverWish,
): Promise<string[]> {
  const rows = await work.db
    .selectDistinct({ jobId: stops.jobId })
    .from(stops)
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .leftJoin(itineraryVehicles, eq(itineraryVehicles.itineraryId, itineraries.id))
    .leftJoin(itineraryCrew, eq(itineraryCrew.itineraryId, itineraries.id))
    .where(
      and(
        eq(stops.kind, 'job'),
        ne(stops.state, 'dropped'),
        ne(itineraries.state, 'cancelled'),
        vehicleId === undefined ? undefined : eq(itineraryVehicles.vehicleId, vehicleId),
        operatorId === undefined ? undefined : eq(itineraryCrew.operatorId, operatorId),
        serviceDate === undefined ? undefined : eq(itineraries.serviceDate, serviceDate),
      ),
    )
    .limit(MOST_JOBS);
  return rows.map(({ jobId }) => jobId!);
}

interface DriverWish {
  readonly vehicleId: string | undefined;
  readonly operatorId: string | undefined;
  readonly serviceDate: string | undefined;
}

/** Ids of the itineraries that any of the jobs stands on, or stood on. */
export async function itinerariesOfJobs(work: ReadWork, jobIds: readonly string[]): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const rows = await work.db
    .selectDistinct({ itineraryId: stops.itineraryId })
    .from(stops)
    .where(isAmong(stops.jobId, jobIds));
  return rows.map(({ itineraryId }) => itineraryId);
}
