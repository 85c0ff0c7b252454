import type { Itinerary, PlannedRoute } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import { type Database, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { branchOfVehicle } from '../fleet/index.ts';
import { changeJobState, currentPromises, makePromises, readJobsToPlan } from '../jobs/index.ts';
import {
  buildDayProblem,
  type DaySnapshot,
  type LinkedDay,
  linksOnDay,
  type Move,
  measureTravel,
  type PricedMove,
  priceMove,
  readDay,
  withLinks,
} from '../plans/index.ts';
import { createItinerary, jobsOf } from './create-itinerary.ts';
import { promiseAround } from './dispatch-itineraries.ts';
import { withOwnBreaks } from './own-breaks.ts';
import { getItineraries, listItineraries, routeOfItinerary } from './read-itineraries.ts';
import { rewriteRoute } from './write-route.ts';

export interface DayMove extends Move {
  readonly serviceDate: string;
}

/** A move priced against the day as it was read: what writing it needs. */
export interface PreparedDayMove {
  readonly move: DayMove;
  readonly priced: PricedMove;
  readonly branchId: string;
  /** Itinerary and revision of every route that the move touches. */
  readonly revisions: ReadonlyMap<string, number>;
}

interface ReadyDay {
  readonly itineraries: readonly Itinerary[];
  readonly day: DaySnapshot;
  readonly linked: LinkedDay;
}

const OPEN = new Set(['draft', 'dispatched', 'started', 'interrupted']);

/** Prices a move on the day's itineraries, outside of any transaction. Problems: 409 `stop_is_over`, 422 for unknown jobs, vehicles or stops. */
export async function prepareDayMove(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  move: DayMove,
): Promise<PreparedDayMove> {
  const { itineraries, day, linked } = await database.read(organisationId, (work) => readTouchedDay(work, move));
  const routes = itineraries.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []);
  refuseThePast(itineraries, move);
  const dayProblem = buildDayProblem(day, await measureTravel(roads, day));
  const priced = withLinks(priceMove(day, dayProblem, routes, move), linked);
  const touched = itineraries.filter(({ vehicleId }) => priced.routes.some((route) => route.vehicleId === vehicleId));
  return {
    move,
    priced,
    branchId: day.branchId,
    revisions: new Map(touched.map(({ id, revision }) => [id, revision])),
  };
}

/** Writes a prepared move. Problem 409 `day_changed` when a touched itinerary changed meanwhile. */
export async function moveOnDay(
  work: Work,
  { move, priced, branchId, revisions }: PreparedDayMove,
): Promise<Itinerary[]> {
  const before = (await listItineraries(work, move.serviceDate)).filter(({ state }) => OPEN.has(state));
  if (before.some(({ id, revision }) => revisions.has(id) && revisions.get(id) !== revision)) throw dayChanged();
  const [job] = await readJobsToPlan(work, [move.jobId]);
  if (!job) throw new Problem({ status: 404, code: 'job_unknown', title: 'There is no such job' });
  const source = before.find(({ stops }) => stops.some(({ kind, jobId }) => kind === 'job' && jobId === move.jobId));
  const target = before.find(({ vehicleId }) => vehicleId === move.vehicleId);
  const changesHands = source?.id !== target?.id || !source;
  if (changesHands && source)
    await changeJobState(work, move.jobId, 'unschedule', { data: { itineraryId: source.id } });
  const ids: string[] = [];
  // The source first: a job stands on one itinerary at a time, and the database holds us to it.
  const ordered = priced.routes.toSorted(
    (a, b) => Number(b.vehicleId === source?.vehicleId) - Number(a.vehicleId === source?.vehicleId),
  );
  for (const route of ordered) {
    const itinerary = before.find(({ vehicleId }) => vehicleId === route.vehicleId);
    if (itinerary) await rewriteRoute(work, itinerary.id, route);
    ids.push(
      itinerary?.id ?? (await createItinerary(work, { route, serviceDate: move.serviceDate, branchId, planId: null })),
    );
  }
  if (changesHands && move.vehicleId !== null) {
    await changeJobState(work, move.jobId, 'schedule', { data: { itineraryId: ids.at(-1)! } });
    if (target && target.state !== 'draft') await dispatchAdded(work, target.id, move.jobId, priced.routes);
  }
  return getItineraries(work, ids);
}

/** A job put on an itinerary that is out already is dispatched with it, and its customer gets a promise. */
export async function dispatchAdded(
  work: Work,
  itineraryId: string,
  jobId: string,
  routes: readonly PlannedRoute[],
): Promise<void> {
  await changeJobState(work, jobId, 'dispatch', { data: { itineraryId } });
  const [job] = await readJobsToPlan(work, [jobId]);
  const stop = routes
    .flatMap(({ stops }) => stops)
    .find((candidate) => candidate.kind === 'job' && candidate.jobId === jobId);
  const promised = (await currentPromises(work, [jobId])).get(jobId);
  const serviceAt = stop ? new Date(stop.serviceStart) : null;
  const holds = promised && serviceAt && promised.startsAt <= serviceAt && serviceAt <= promised.endsAt;
  if (!job || !serviceAt || holds) return;
  await makePromises(work, [
    { jobId, ...promiseAround(serviceAt, 7200, job), timeZone: job.zone ?? 'UTC', why: promised ? 'moved' : null },
  ]);
}

async function readTouchedDay(work: ReadWork, move: DayMove): Promise<ReadyDay> {
  const all = await listItineraries(work, move.serviceDate);
  const itineraries = all.filter(({ state }) => OPEN.has(state));
  const source = itineraries.find(({ stops }) => stops.some(({ jobId }) => jobId === move.jobId));
  const touched = itineraries.filter(({ id, vehicleId }) => id === source?.id || vehicleId === move.vehicleId);
  const routes = touched.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []);
  const vehicleIds = [
    ...new Set([...routes.map(({ vehicleId }) => vehicleId), ...(move.vehicleId ? [move.vehicleId] : [])]),
  ];
  // Jobs on the routes stand as they are, in whatever state: they are the frame that the move is judged in.
  const lockedStarts = routes.map((route) => ({ vehicleId: route.vehicleId, jobIds: jobsOf(route) }));
  const jobIds = [move.jobId];
  const whose = move.vehicleId ?? vehicleIds[0];
  const day = await readDay(work, {
    serviceDate: move.serviceDate,
    branchId: whose && (await branchOfVehicle(work, whose)),
    jobIds,
    vehicleIds,
    lockedStarts,
    linksAside: true,
  });
  return {
    itineraries: touched,
    day: await withOwnBreaks(work, { ...day, lockedStarts: [] }, touched, undefined),
    linked: await linkedDay(work, day, all),
  };
}

/** The links of these jobs with all that the date's itineraries hold, whoever drives them. */
export async function linkedDay(work: ReadWork, day: DaySnapshot, all: readonly Itinerary[]): Promise<LinkedDay> {
  const standing = all.filter(({ state }) => state !== 'cancelled');
  const jobIds = day.jobs.map(({ id }) => id);
  return {
    ...(await linksOnDay(work, jobIds)),
    routes: standing.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []),
  };
}

function refuseThePast(itineraries: readonly Itinerary[], move: DayMove): void {
  const stops = itineraries.flatMap((itinerary) => itinerary.stops.map((stop) => ({ stop, itinerary })));
  const moved = stops.find(({ stop }) => stop.kind === 'job' && stop.jobId === move.jobId)?.stop;
  if (moved && moved.state !== 'planned')
    throw stopIsOver(`The crew is ${moved.state === 'done' ? 'done with' : 'on its way to'} this job.`);
  const target = itineraries.find(({ vehicleId }) => vehicleId === move.vehicleId);
  const after = target?.stops.findIndex(({ id }) => id === move.afterStopId) ?? -1;
  const behind = target?.stops.slice(after + 1).find(({ state }) => state !== 'planned');
  if (behind) throw stopIsOver(`The crew has been at, or is on its way to, ${behind.label} already.`);
}

export function stopIsOver(detail: string): Problem {
  return new Problem({
    status: 409,
    code: 'stop_is_over',
    title: 'This part of the day has happened already',
    detail,
    remedy: 'Choose a place behind the crew’s current stop.',
  });
}

export function dayChanged(): Problem {
  return new Problem({
    status: 409,
    code: 'day_changed',
    title: 'An itinerary changed meanwhile',
    remedy: 'Look at it again, then move the stop.',
  });
}
