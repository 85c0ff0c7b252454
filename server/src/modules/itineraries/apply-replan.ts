import type { Itinerary, PlannedRoute } from '@roundsman/api-contract';
import { itineraryStates, transition } from '@roundsman/delivery-rules';
import { and, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { changeJobStates, currentPromises, makePromises, readJobsToPlan, stateActorOf } from '../jobs/index.ts';
import type { DaySnapshot, Standing } from '../plans/index.ts';
import { createItineraries, jobsOf } from './create-itinerary.ts';
import { promiseAround } from './dispatch-itineraries.ts';
import { listItineraries } from './read-itineraries.ts';
import { begunStops, openItineraries } from './running-day.ts';
import { itineraries, stops } from './schema.ts';
import { rewriteRoute } from './write-route.ts';

/** A promise made anew is as wide as the one it takes the place of is usually. */
const PROMISE_WIDTH_SECONDS = 7200;

/** Itineraries that are no longer as a plan of the running day saw them, by code. Empty = it still holds. */
export async function changesSince(work: ReadWork, day: DaySnapshot): Promise<string[]> {
  const { serviceDate, branchId, standing = [] } = day;
  const all = await listItineraries(work, serviceDate, branchId);
  const now = new Map(openItineraries(all).map((each) => [each.id, each]));
  const known = new Set(standing.map(({ itineraryId }) => itineraryId));
  const changed = standing.filter((before) => !isSame(before, now.get(before.itineraryId)));
  const added = [...now.values()].filter(({ id }) => !known.has(id));
  const codes = new Map(all.map(({ id, code }) => [id, code]));
  return [
    ...changed.map(({ itineraryId }) => codes.get(itineraryId) ?? 'an itinerary'),
    ...added.map(({ code }) => code),
  ];
}

function isSame(before: Standing, now: Itinerary | undefined): boolean {
  return now !== undefined && now.revision === before.revision && begunStops(now) === before.begunStops;
}

/**
 * Changes the day's itineraries to what a plan of the running day says, and nothing else: crews get a new revision where their order is another
 * one, customers a new promise where the one they have cannot be kept. Jobs left over go back to be planned.
 */
export async function applyReplan(
  work: Work,
  day: DaySnapshot,
  routes: readonly PlannedRoute[],
  planId: string,
): Promise<string[]> {
  const open = openItineraries(await listItineraries(work, day.serviceDate, day.branchId));
  const routeOf = new Map(routes.map((route) => [route.vehicleId, route]));
  const carrierOf = new Map(open.flatMap((each) => restOf(each).map((jobId) => [jobId, each] as const)));
  const targetOf = new Map(routes.flatMap((route) => jobsOf(route).map((jobId) => [jobId, route.vehicleId] as const)));
  const leaving = [...carrierOf].filter(([jobId, { vehicleId }]) => targetOf.get(jobId) !== vehicleId);
  await mustMove(
    work,
    leaving.map(([jobId]) => jobId),
    'unschedule',
    planId,
  );
  // A job stands on one itinerary at a time, and the database holds us to it: first off, then on.
  for (const itinerary of open) {
    const gone = new Set(leaving.filter(([, { id }]) => id === itinerary.id).map(([jobId]) => jobId));
    if (gone.size > 0) await takeOff(work, itinerary, gone);
  }
  const ids: string[] = [];
  for (const itinerary of open) {
    const route = routeOf.get(itinerary.vehicleId!) ?? behindOf(itinerary);
    if (orderOf(route.stops) === orderOf(itinerary.stops)) continue;
    ids.push(itinerary.id);
    if (route.stops.length === 0) await cancelEmpty(work, itinerary);
    else await rewriteRoute(work, itinerary.id, withBegun(day, route));
  }
  const { serviceDate, branchId } = day;
  const isNew = (route: PlannedRoute) =>
    !open.some(({ vehicleId }) => vehicleId === route.vehicleId) && jobsOf(route).length > 0;
  const drafts = routes.filter(isNew).map((route) => ({ route, serviceDate, branchId, planId }));
  ids.push(...(await createItineraries(work, drafts)));
  const coming = [...targetOf].filter(([jobId, vehicleId]) => {
    const was = carrierOf.get(jobId);
    return day.jobs.some(({ id }) => id === jobId) && was?.vehicleId !== vehicleId;
  });
  await mustMove(
    work,
    coming.map(([jobId]) => jobId),
    'schedule',
    planId,
  );
  const isOut = new Set(open.filter(({ state }) => state !== 'draft').map(({ vehicleId }) => vehicleId));
  const handedOver = coming.filter(([, vehicleId]) => isOut.has(vehicleId)).map(([jobId]) => jobId);
  await mustMove(work, handedOver, 'dispatch', planId);
  await promiseAnew(
    work,
    routes.filter(({ vehicleId }) => isOut.has(vehicleId)),
    new Set(day.jobs.map(({ id }) => id)),
  );
  return ids;
}

const restOf = (itinerary: Itinerary) =>
  itinerary.stops
    .slice(begunStops(itinerary))
    .flatMap(({ kind, jobId }) => (kind === 'job' && jobId !== null ? [jobId] : []));

/** Two routes with the same order are the same to a crew: small shifts of planned times are no news. */
const orderOf = (list: PlannedRoute['stops']) => list.map(({ kind, jobId }) => `${kind} ${jobId ?? ''}`).join('\n');

async function mustMove(
  work: Work,
  jobIds: readonly string[],
  event: 'unschedule' | 'schedule' | 'dispatch',
  planId: string,
): Promise<void> {
  const by = event === 'dispatch' ? stateActorOf(work.actor) : 'planner';
  const { refused } = await changeJobStates(work, jobIds, event, { by, data: { planId } });
  if (refused.length === 0) return;
  throw new Problem({
    status: 409,
    code: 'plan_is_stale',
    title: 'The day changed since this plan was made',
    detail: refused[0]!.message,
    remedy: 'Plan the rest of the day again.',
  });
}

/** Off the route; what a crew may have seen stays as dropped, since its word on it still counts. */
async function takeOff(work: Work, itinerary: Itinerary, gone: ReadonlySet<string>): Promise<void> {
  const ids = itinerary.stops
    .filter(({ state, jobId }) => state === 'planned' && jobId !== null && gone.has(jobId))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  if (itinerary.state === 'draft') await work.db.delete(stops).where(isAmong(stops.id, ids));
  else await work.db.update(stops).set({ state: 'dropped' }).where(isAmong(stops.id, ids));
}

/** What is left of an itinerary whose vehicle is out of service: what it has done. */
function behindOf(itinerary: Itinerary): PlannedRoute {
  const behind = itinerary.stops.slice(0, begunStops(itinerary));
  const sum = (pick: (stop: PlannedRoute['stops'][number]) => number) =>
    behind.reduce((all, stop) => all + pick(stop), 0);
  return {
    vehicleId: itinerary.vehicleId!,
    departure: itinerary.departure,
    end: behind.at(-1)?.departure ?? itinerary.departure,
    start: itinerary.start,
    finish: null,
    returnDriveSeconds: 0,
    returnDriveMeters: 0,
    stops: behind,
    figures: {
      ...itinerary.figures,
      driveSeconds: sum(({ driveSeconds }) => driveSeconds),
      driveMeters: sum(({ driveMeters }) => driveMeters),
    },
  };
}

/** A route's figures are of what is still to be driven; the itinerary's are of the whole day. */
function withBegun(day: DaySnapshot, route: PlannedRoute): PlannedRoute {
  const begun = day.vehicles.find(({ id }) => id === route.vehicleId)?.begun;
  if (!begun) return route;
  const { figures } = route;
  return {
    ...route,
    figures: {
      ...figures,
      driveSeconds: figures.driveSeconds + begun.driveSeconds,
      driveMeters: figures.driveMeters + begun.driveMeters,
      cost: { ...figures.cost, amountMinor: figures.cost.amountMinor + begun.costMinor },
    },
  };
}

/** An itinerary that has nothing left and never began: a draft goes, a dispatched one is called off. */
async function cancelEmpty(work: Work, { id, state }: Itinerary): Promise<void> {
  if (state === 'draft') {
    await work.db.delete(itineraries).where(eq(itineraries.id, id));
    work.emit({ type: 'itinerary.replaced', subject: { kind: 'itinerary', id } });
    return;
  }
  const answer = transition(itineraryStates, state, 'cancel', stateActorOf(work.actor));
  if (!answer.allowed) return;
  await work.db
    .update(itineraries)
    .set({ state: answer.to, cancelledAt: work.now, updatedAt: work.recordedAt })
    .where(and(eq(itineraries.id, id)));
  await work.db
    .update(stops)
    .set({ state: 'dropped' })
    .where(and(eq(stops.itineraryId, id), eq(stops.state, 'planned')));
  work.emit({ type: 'itinerary.cancelled', subject: { kind: 'itinerary', id } });
}

/** Customers whose promise the new route cannot keep get another one; those whose promise holds hear nothing. */
async function promiseAnew(work: Work, routes: readonly PlannedRoute[], jobIds: ReadonlySet<string>): Promise<void> {
  const visits = routes.flatMap((route) =>
    route.stops.filter(({ kind, jobId }) => kind === 'job' && jobId !== null && jobIds.has(jobId)),
  );
  const ids = visits.map(({ jobId }) => jobId!);
  const jobs = new Map((await readJobsToPlan(work, ids)).map((job) => [job.id, job]));
  const promised = await currentPromises(work, ids);
  const anew = visits.flatMap(({ jobId, serviceStart }) => {
    const [job, promise, at] = [jobs.get(jobId!), promised.get(jobId!), new Date(serviceStart)];
    if (!job || (promise && promise.startsAt <= at && at <= promise.endsAt)) return [];
    const why = promise ? 'moved' : null;
    return [{ jobId: job.id, ...promiseAround(at, PROMISE_WIDTH_SECONDS, job), timeZone: job.zone ?? 'UTC', why }];
  });
  if (anew.length > 0) await makePromises(work, anew);
}
