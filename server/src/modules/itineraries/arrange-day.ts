import type { Consequences, Itinerary, PlannedRoute } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { RouteOrder } from '@roundsman/routing-solver';
import { and, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { type Database, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { branchOfVehicle } from '../fleet/index.ts';
import { changeJobStates, type ReadJobs } from '../jobs/index.ts';
import {
  buildDayProblem,
  type DaySnapshot,
  type LinkedDay,
  measureTravel,
  orderNow,
  priceOrders,
  readDay,
  withLinks,
} from '../plans/index.ts';
import { createItinerary, jobsOf } from './create-itinerary.ts';
import { dayChanged, dispatchAdded, linkedDay, stopIsOver } from './move-on-day.ts';
import { type ItineraryBreaks, withOwnBreaks } from './own-breaks.ts';
import { getItineraries, listItineraries, routeOfItinerary } from './read-itineraries.ts';
import { stops } from './schema.ts';
import { rewriteRoute } from './write-route.ts';

/** What is looked at to arrange part of a day anew. */
export interface ArrangementWish {
  readonly serviceDate: string;
  /** That of the first vehicle unless said. */
  readonly branchId?: string;
  readonly vehicleIds: readonly string[];
  /** Jobs that come, wherever they stand now; the itineraries they leave are touched as well. */
  readonly jobIds: readonly string[];
  /** Breaks that one vehicle is to have instead of its usual ones. */
  readonly breaks?: ItineraryBreaks;
}

/** The day as far as it is touched, for whoever makes the new orders. */
export interface OpenDay {
  readonly day: DaySnapshot;
  readonly itineraries: readonly Itinerary[];
  readonly routes: readonly PlannedRoute[];
  /** The order a vehicle has now. */
  orderOf(vehicleId: string): RouteOrder;
}

export interface PreparedArrangement {
  readonly serviceDate: string;
  readonly branchId: string;
  readonly priced: Consequences;
  readonly revisions: ReadonlyMap<string, number>;
}

export const OPEN_STATES: ReadonlySet<string> = new Set(['draft', 'dispatched', 'started', 'interrupted']);

/**
 * Prices new orders of some vehicles, outside of any transaction. `arrange` names one order for each vehicle it changes.
 * Problems: 409 `stop_is_over`, `job_not_ready`, 422 `vehicle_unknown`, `job_unknown`.
 */
export async function prepareArrangement(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  wish: ArrangementWish,
  arrange: (open: OpenDay) => readonly RouteOrder[],
): Promise<PreparedArrangement> {
  const { linked, ...open } = await database.read(organisationId, (work) => readOpenDay(work, wish));
  const { day, itineraries, routes } = open;
  const orders = arrange(open);
  refuseThePast(itineraries, orders);
  const dayProblem = buildDayProblem(day, await measureTravel(roads, day));
  const priced = withLinks(priceOrders(day, dayProblem, routes, orders), linked);
  const touched = itineraries.filter(({ vehicleId }) => orders.some((order) => order.vehicleId === vehicleId));
  return {
    serviceDate: wish.serviceDate,
    branchId: day.branchId,
    priced,
    revisions: new Map(touched.map(({ id, revision }) => [id, revision])),
  };
}

/** @param known what was read of the date already. */
export async function readOpenDay(
  work: ReadWork,
  wish: ArrangementWish,
  known: { readonly all?: readonly Itinerary[]; readonly readJobs?: ReadJobs } = {},
): Promise<OpenDay & { linked: LinkedDay }> {
  const { serviceDate, jobIds } = wish;
  const named = new Set(jobIds);
  const all = known.all ?? (await listItineraries(work, serviceDate));
  const itineraries = all.filter(
    ({ state, vehicleId, stops: own }) =>
      OPEN_STATES.has(state) &&
      vehicleId !== null &&
      (wish.vehicleIds.includes(vehicleId) || own.some(({ jobId }) => jobId !== null && named.has(jobId))),
  );
  const routes = itineraries.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []);
  const vehicleIds = [...new Set([...wish.vehicleIds, ...routes.map(({ vehicleId }) => vehicleId)])];
  const lockedStarts = routes.map((route) => ({ vehicleId: route.vehicleId, jobIds: jobsOf(route) }));
  const read = await readDay(work, {
    serviceDate,
    branchId: wish.branchId ?? (vehicleIds[0] && (await branchOfVehicle(work, vehicleIds[0]))),
    jobIds,
    vehicleIds,
    lockedStarts,
    linksAside: true,
    evenEmpty: true,
    ...(known.readJobs && { readJobs: known.readJobs }),
  });
  const day = await withOwnBreaks(work, { ...read, lockedStarts: [] }, itineraries, wish.breaks);
  for (const vehicleId of wish.vehicleIds)
    if (!day.vehicles.some(({ id }) => id === vehicleId))
      throw unknown('vehicleId', 'vehicle_unknown', 'No active vehicle of the branch has this id');
  for (const [at, jobId] of jobIds.entries()) {
    if (day.jobs.some(({ id }) => id === jobId)) continue;
    const hindered = day.notReady.find((one) => one.jobId === jobId);
    if (hindered) throw notReady(hindered);
    throw unknown(`jobIds.${at}`, 'job_unknown', 'There is no such job');
  }
  const linked = await linkedDay(work, day, all);
  return { day, itineraries, routes, linked, orderOf: (vehicleId) => orderNow(day, routes, vehicleId) };
}

/** What a crew has begun stays at the front of its order, as it was. */
function refuseThePast(itineraries: readonly Itinerary[], orders: readonly RouteOrder[]): void {
  for (const { vehicleId, stops: own } of itineraries) {
    const order = orders.find((candidate) => candidate.vehicleId === vehicleId);
    if (!order) continue;
    const begun = own.filter(({ kind, state }) => kind === 'job' && state !== 'planned');
    const visits = [...new Set(order.stops.flatMap(({ jobId }) => jobId ?? []))];
    const moved = begun.find(({ jobId }, at) => visits[at] !== jobId);
    if (moved) throw stopIsOver(`The crew has been at, or is on its way to, ${moved.label} already.`);
  }
}

/** Writes prepared orders. Problems: 409 `day_changed`, `job_not_ready`. */
export async function writeArrangement(work: Work, prepared: PreparedArrangement): Promise<Itinerary[]> {
  const { serviceDate, branchId, priced, revisions } = prepared;
  const before = (await listItineraries(work, serviceDate)).filter(({ state }) => OPEN_STATES.has(state));
  if (before.some(({ id, revision }) => revisions.has(id) && revisions.get(id) !== revision)) throw dayChanged();
  const ofVehicle = new Map(before.map((itinerary) => [itinerary.vehicleId, itinerary]));
  // An itinerary that came meanwhile is not written over by one that was to be the vehicle's first.
  if (priced.routes.some(({ vehicleId }) => ofVehicle.has(vehicleId) && !revisions.has(ofVehicle.get(vehicleId)!.id)))
    throw dayChanged();
  const vehicleOf = new Map(priced.routes.flatMap((route) => jobsOf(route).map((jobId) => [jobId, route.vehicleId])));
  const leaving = before
    .filter(({ id }) => revisions.has(id))
    .flatMap(({ id, state, vehicleId, stops: own }) =>
      own
        .filter(({ kind, jobId }) => kind === 'job' && vehicleOf.get(jobId!) !== vehicleId)
        .map((stop) => ({ itineraryId: id, draft: state === 'draft', stopId: stop.id, jobId: stop.jobId! })),
    );
  await unschedule(
    work,
    leaving.map(({ jobId }) => jobId),
  );
  await liftStops(work, leaving);
  const ids: string[] = [];
  for (const route of priced.routes) {
    const itinerary = ofVehicle.get(route.vehicleId);
    if (itinerary) await rewriteRoute(work, itinerary.id, route);
    ids.push(itinerary?.id ?? (await createItinerary(work, { route, serviceDate, branchId, planId: null })));
  }
  for (const [at, route] of priced.routes.entries()) {
    const itinerary = ofVehicle.get(route.vehicleId);
    const known = new Set(itinerary?.stops.flatMap(({ kind, jobId }) => (kind === 'job' ? (jobId ?? []) : [])));
    const coming = jobsOf(route).filter((jobId) => !known.has(jobId));
    await schedule(work, coming, ids[at]!);
    if (itinerary && itinerary.state !== 'draft')
      for (const jobId of coming) await dispatchAdded(work, ids[at]!, jobId, priced.routes);
  }
  return getItineraries(work, ids);
}

async function unschedule(work: Work, jobIds: readonly string[]): Promise<void> {
  const { refused } = await changeJobStates(work, jobIds, 'unschedule');
  if (refused[0]) throw new Problem({ status: 409, code: refused[0].code, title: refused[0].message });
}

async function schedule(work: Work, jobIds: readonly string[], itineraryId: string): Promise<void> {
  const { refused } = await changeJobStates(work, jobIds, 'schedule', { data: { itineraryId } });
  if (refused[0]) throw new Problem({ status: 409, code: refused[0].code, title: refused[0].message });
}

/** A job stands on one itinerary at a time, and the database holds us to it: all leave before any arrives. */
async function liftStops(
  work: Work,
  leaving: readonly { readonly draft: boolean; readonly stopId: string }[],
): Promise<void> {
  const idsOf = (draft: boolean) => leaving.filter((one) => one.draft === draft).map(({ stopId }) => stopId);
  const [drafted, seen] = [idsOf(true), idsOf(false)];
  if (drafted.length > 0) await work.db.delete(stops).where(isAmong(stops.id, drafted));
  if (seen.length > 0)
    await work.db
      .update(stops)
      .set({ state: 'dropped' })
      .where(and(isAmong(stops.id, seen), eq(stops.state, 'planned')));
}

function notReady({ jobCode, reason, detail }: DaySnapshot['notReady'][number]): Problem {
  return new Problem({
    status: 409,
    code: 'job_not_ready',
    title: `${jobCode} cannot be put on an itinerary`,
    detail,
    remedy: 'Release it, let it go, or give it a place first.',
    extra: { reason },
  });
}

function unknown(field: string, code: 'vehicle_unknown' | 'job_unknown', message: string): Problem {
  return new Problem({
    status: 422,
    code,
    title: message,
    fields: [{ field, code, message, remedy: 'Read the day again; it may have changed.' }],
  });
}
