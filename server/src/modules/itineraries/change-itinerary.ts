import type { Consequences, Itinerary } from '@roundsman/api-contract';
import { itineraryStates, transition } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import type { RouteOrder } from '@roundsman/routing-solver';
import { and, eq, isNull } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { type Database, newId, Problem, type Work } from '../../platform/index.ts';
import { changeJobStates, stateActorOf } from '../jobs/index.ts';
import { orderWithout, stopsOfJob } from '../plans/index.ts';
import {
  OPEN_STATES,
  type OpenDay,
  type PreparedArrangement,
  prepareArrangement,
  writeArrangement,
} from './arrange-day.ts';
import { dayChanged } from './move-on-day.ts';
import type { ItineraryBreaks } from './own-breaks.ts';
import { getItinerary, listItineraries } from './read-itineraries.ts';
import { itineraries, itineraryVehicles, stops } from './schema.ts';

type Travel = Pick<Roads, 'travelTimes' | 'search'>;

/** Where in the target's order something comes: behind this stop, first (null), or at the end (undefined). */
export type Behind = string | null | undefined;

/** A new itinerary of a vehicle that has none on the date. Problem 409 `vehicle_has_itinerary`. */
export async function prepareItinerary(
  database: Database,
  roads: Travel,
  organisationId: string,
  wish: { readonly serviceDate: string; readonly vehicleId: string; readonly jobIds: readonly string[] },
): Promise<PreparedArrangement> {
  const { serviceDate, vehicleId, jobIds } = wish;
  return prepareArrangement(
    database,
    roads,
    organisationId,
    { serviceDate, vehicleIds: [vehicleId], jobIds },
    (open) => {
      const present = open.itineraries.find((itinerary) => itinerary.vehicleId === vehicleId);
      if (present) throw hasItinerary(present);
      return [
        ...losing(open, jobIds, vehicleId),
        { vehicleId, stops: jobIds.flatMap((id) => stopsOfJob(open.day, id)) },
      ];
    },
  );
}

/** Jobs put on an itinerary together, in the order given. Those that stand elsewhere leave there. */
export async function prepareJobs(
  database: Database,
  roads: Travel,
  organisationId: string,
  wish: {
    readonly serviceDate: string;
    readonly vehicleId: string | null;
    readonly jobIds: readonly string[];
    readonly behind: Behind;
  },
): Promise<PreparedArrangement> {
  const { serviceDate, vehicleId, jobIds, behind } = wish;
  const vehicleIds = vehicleId === null ? [] : [vehicleId];
  return prepareArrangement(database, roads, organisationId, { serviceDate, vehicleIds, jobIds }, (open) => {
    const orders = losing(open, jobIds, vehicleId);
    return vehicleId === null ? orders : [...orders, insertJobs(open, vehicleId, jobIds, behind)];
  });
}

/** What is still to be done of an itinerary, the other way round. */
export async function prepareReversal(
  database: Database,
  roads: Travel,
  organisationId: string,
  itinerary: Itinerary,
): Promise<PreparedArrangement> {
  const vehicleId = vehicleOf(itinerary);
  const { serviceDate } = itinerary;
  const visits = itinerary.stops.filter(({ kind }) => kind === 'job');
  const done = visits.filter(({ state }) => state !== 'planned').map(({ jobId }) => jobId!);
  const open = visits.filter(({ state }) => state === 'planned').map(({ jobId }) => jobId!);
  return prepareArrangement(
    database,
    roads,
    organisationId,
    { serviceDate, vehicleIds: [vehicleId], jobIds: [] },
    ({ day }) => [{ vehicleId, stops: [...done, ...open.toReversed()].flatMap((jobId) => stopsOfJob(day, jobId)) }],
  );
}

/** The same visits in another order, which must name each of them once. Problem 422 `order_incomplete`. */
export async function prepareOrder(
  database: Database,
  roads: Travel,
  organisationId: string,
  itinerary: Itinerary,
  jobIds: readonly string[],
): Promise<PreparedArrangement> {
  const vehicleId = vehicleOf(itinerary);
  const present = itinerary.stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId ? [jobId] : []));
  const missing = present.filter((jobId) => !jobIds.includes(jobId));
  if (missing.length > 0 || new Set(jobIds).size !== jobIds.length || jobIds.length !== present.length)
    throw orderIncomplete();
  const wish = { serviceDate: itinerary.serviceDate, vehicleIds: [vehicleId], jobIds: [] };
  return prepareArrangement(database, roads, organisationId, wish, ({ day }) => [
    { vehicleId, stops: jobIds.flatMap((jobId) => stopsOfJob(day, jobId)) },
  ]);
}

/** Breaks of this itinerary's own, instead of its vehicle's usual ones; null: those again. */
export async function prepareBreaks(
  database: Database,
  roads: Travel,
  organisationId: string,
  itinerary: Itinerary,
  breaks: ItineraryBreaks['breaks'],
): Promise<PreparedArrangement> {
  const vehicleId = vehicleOf(itinerary);
  const wish = {
    serviceDate: itinerary.serviceDate,
    vehicleIds: [vehicleId],
    jobIds: [],
    breaks: { vehicleId, breaks },
  };
  return prepareArrangement(database, roads, organisationId, wish, ({ orderOf }) => [orderOf(vehicleId)]);
}

export async function setBreaks(
  work: Work,
  itineraryId: string,
  breaks: ItineraryBreaks['breaks'],
  prepared: PreparedArrangement,
): Promise<Itinerary> {
  await work.db
    .update(itineraries)
    .set({ breaks: breaks && [...breaks] })
    .where(eq(itineraries.id, itineraryId));
  await writeArrangement(work, prepared);
  return getItinerary(work, itineraryId);
}

/**
 * Prices the visits of an itinerary as another vehicle would drive them. Problems: 409 `vehicle_has_itinerary`,
 * `itinerary_is_out` once its crew has begun.
 */
export async function prepareVehicle(
  database: Database,
  roads: Travel,
  organisationId: string,
  itinerary: Itinerary,
  vehicleId: string,
): Promise<PreparedArrangement> {
  const from = vehicleOf(itinerary);
  if (itinerary.state !== 'draft' && itinerary.state !== 'dispatched') throw isOut(itinerary);
  const jobIds = itinerary.stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId ? [jobId] : []));
  const wish = { serviceDate: itinerary.serviceDate, vehicleIds: [from, vehicleId], jobIds };
  return prepareArrangement(database, roads, organisationId, wish, (open) => {
    const present = open.itineraries.find((other) => other.vehicleId === vehicleId && other.id !== itinerary.id);
    if (present) throw hasItinerary(present);
    return [{ vehicleId, stops: open.orderOf(from).stops }];
  });
}

/** Hands an itinerary to another vehicle, at the times that one needs. Its crew stays. Problem 409 `day_changed`. */
export async function changeVehicle(
  work: Work,
  itineraryId: string,
  vehicleId: string,
  prepared: PreparedArrangement,
): Promise<Itinerary> {
  const itinerary = await getItinerary(work, itineraryId);
  const day = await listItineraries(work, itinerary.serviceDate);
  const isTaken = day.some((other) => other.vehicleId === vehicleId && OPEN_STATES.has(other.state));
  if (isTaken || (itinerary.state !== 'draft' && itinerary.state !== 'dispatched')) throw dayChanged();
  await work.db
    .delete(itineraryVehicles)
    .where(and(eq(itineraryVehicles.itineraryId, itineraryId), isNull(itineraryVehicles.toAt)));
  const { organisationId } = work;
  const fromAt = new Date(itinerary.departure);
  await work.db.insert(itineraryVehicles).values({ organisationId, id: newId(), itineraryId, vehicleId, fromAt });
  const revisions = new Map([[itineraryId, itinerary.revision]]);
  await writeArrangement(work, { ...prepared, revisions });
  return getItinerary(work, itineraryId);
}

/**
 * Takes an itinerary off the day: its jobs are free again. A draft goes, one that a crew may have seen stays as cancelled.
 * Problem 409 `wrong_state` once it has started.
 */
export async function removeItinerary(work: Work, itineraryId: string): Promise<void> {
  await work.db.select({ id: itineraries.id }).from(itineraries).where(eq(itineraries.id, itineraryId)).for('update');
  const itinerary = await getItinerary(work, itineraryId);
  const answer = transition(itineraryStates, itinerary.state, 'cancel', stateActorOf(work.actor));
  if (!answer.allowed) throw new Problem({ status: 409, code: 'wrong_state', title: answer.why });
  const jobIds = itinerary.stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId ? [jobId] : []));
  const { refused } = await changeJobStates(work, jobIds, 'unschedule', { data: { itineraryId } });
  if (refused[0]) throw new Problem({ status: 409, code: 'wrong_state', title: refused[0].message });
  if (itinerary.state === 'draft') {
    await work.db.delete(itineraries).where(eq(itineraries.id, itineraryId));
  } else {
    const open = itinerary.stops.filter(({ state }) => state === 'planned').map(({ id }) => id);
    if (open.length > 0) await work.db.update(stops).set({ state: 'dropped' }).where(isAmong(stops.id, open));
    await work.db
      .update(itineraries)
      .set({ state: answer.to, cancelledAt: work.now, updatedAt: work.recordedAt, revision: itinerary.revision + 1 })
      .where(eq(itineraries.id, itineraryId));
  }
  work.emit({
    type: 'itinerary.cancelled',
    subject: { kind: 'itinerary', id: itineraryId },
    data: { jobs: jobIds.length },
  });
}

/** What orders of visits would do to the day, itinerary or none. Changes nothing. */
export async function previewOrders(
  database: Database,
  roads: Travel,
  organisationId: string,
  wish: {
    readonly serviceDate: string;
    readonly orders: readonly { readonly vehicleId: string; readonly jobIds: readonly string[] }[];
  },
): Promise<Consequences> {
  const vehicleIds = wish.orders.map(({ vehicleId }) => vehicleId);
  const jobIds = [...new Set(wish.orders.flatMap((order) => order.jobIds))];
  const { priced } = await prepareArrangement(
    database,
    roads,
    organisationId,
    { serviceDate: wish.serviceDate, vehicleIds, jobIds },
    (open) => [
      ...losing(open, jobIds, vehicleIds),
      ...wish.orders.map((order) => ({
        vehicleId: order.vehicleId,
        stops: order.jobIds.flatMap((id) => stopsOfJob(open.day, id)),
      })),
    ],
  );
  return priced;
}

/** The itineraries that jobs leave, without them. */
function losing(open: OpenDay, jobIds: readonly string[], except: string | null | readonly string[]): RouteOrder[] {
  const gone = new Set(jobIds);
  const kept = new Set([except].flat());
  return open.itineraries
    .filter(({ vehicleId, stops: own }) => !kept.has(vehicleId) && own.some(({ jobId }) => jobId && gone.has(jobId)))
    .map(({ vehicleId }) => orderWithout(open.orderOf(vehicleId!), gone));
}

function insertJobs(open: OpenDay, vehicleId: string, jobIds: readonly string[], behind: Behind): RouteOrder {
  const order = orderWithout(open.orderOf(vehicleId), new Set(jobIds));
  const coming = jobIds.flatMap((jobId) => stopsOfJob(open.day, jobId));
  const at =
    behind === undefined ? order.stops.length : behind === null ? 0 : placeBehind(open, vehicleId, order, behind);
  return { vehicleId, stops: [...order.stops.slice(0, at), ...coming, ...order.stops.slice(at)] };
}

function placeBehind({ routes }: OpenDay, vehicleId: string, order: RouteOrder, stopId: string): number {
  const own = routes.find((route) => route.vehicleId === vehicleId)?.stops ?? [];
  const index = own.findIndex(({ id }) => id === stopId);
  if (index < 0) throw stopUnknown();
  const left = new Set(order.stops.map(({ kind, jobId }) => `${kind === 'shipment_pickup'} ${jobId}`));
  return own.slice(0, index + 1).filter(({ kind, jobId }) => left.has(`${kind === 'pickup'} ${jobId}`)).length;
}

function vehicleOf({ code, vehicleId }: Itinerary): string {
  if (vehicleId !== null) return vehicleId;
  throw new Problem({
    status: 409,
    code: 'no_vehicle',
    title: `${code} has no vehicle`,
    remedy: 'Give it one first.',
  });
}

function hasItinerary({ code }: Itinerary): Problem {
  return new Problem({
    status: 409,
    code: 'vehicle_has_itinerary',
    title: `The vehicle has ${code} on this date`,
    remedy: 'Add jobs to that itinerary, or remove it first.',
  });
}

function isOut({ code, state }: Itinerary): Problem {
  return new Problem({ status: 409, code: 'itinerary_is_out', title: `${code} is ${state}: its crew has begun` });
}

function stopUnknown(): Problem {
  const message = 'This stop is not on that itinerary';
  const remedy = 'Read the day again; it may have changed.';
  const fields = [{ field: 'afterStopId', code: 'stop_unknown', message, remedy }];
  return new Problem({ status: 422, code: 'stop_unknown', title: message, remedy, fields });
}

function orderIncomplete(): Problem {
  const message = 'The order must name each of the itinerary’s jobs once';
  const remedy = 'Read it again, then send all its jobs; add or take off others by their own calls.';
  const fields = [{ field: 'jobIds', code: 'order_incomplete', message, remedy }];
  return new Problem({ status: 422, code: 'order_incomplete', title: message, remedy, fields });
}
