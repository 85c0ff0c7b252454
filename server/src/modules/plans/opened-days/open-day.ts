import { areaFactorAt } from '@roundsman/delivery-rules';
import {
  evaluatePlan,
  type Insertion,
  type NewPlace,
  openRunningDay,
  type RunningDay,
  type Job as SolverJob,
  type TimeWindow,
} from '@roundsman/routing-solver';
import type { LonLat } from '@roundsman/units';
import { jobOfVisit, placesOf } from '../day-problem.ts';
import { type DayRoads, drivable } from '../day-roads.ts';
import { profileOf } from '../day-snapshot.ts';
import { measureTravel, profilesByUse } from '../day-travel.ts';
import type { Move, PricedMove } from '../price-move.ts';
import type { DayAsGiven, Reached, Span, VisitOfDay } from './day-as-given.ts';
import { keepsLinks, linkedJobs } from './keep-links.ts';
import { layOutDay, MOST_TRIED } from './lay-out-day.ts';
import type { PlacesWanted } from './messages.ts';
import { priceMeasured, priceMoves, withVisit } from './price-moves.ts';
import { linksOfVisit } from './visit-links.ts';

/** A day that is ready for questions. Instants are seconds of the epoch, UTC. */
export interface OpenedDay {
  /** About what it takes in memory. */
  readonly bytes: number;
  /** Visits for which no room was found. */
  readonly unplaced: number;
  /** The cheapest place in each window that keeps every rule, links between jobs too; null where there is none. */
  slots(roads: DayRoads, visit: VisitOfDay, windows: readonly Span[]): Promise<(Insertion | null)[]>;
  /** Feasible places, cheapest first; links between jobs are not looked at. */
  places(roads: DayRoads, visit: VisitOfDay, wanted: PlacesWanted): Promise<Insertion[]>;
  /** What moves of the visit would do to the routes that the day begins with. */
  moves(roads: DayRoads, visit: VisitOfDay, moves: readonly Move[]): Promise<PricedMove[]>;
  /** Driving, serving and resting; waiting for a window to open is time that something else may fill. */
  busy(): Span[];
}

/** Of each pair of places: seconds and meters of the problem, and both again in the running day, to and fro. */
const BYTES_A_PAIR = 24;
const BYTES_AN_ARC = 40;
const BYTES_A_JOB = 6000;
/** A customer asks for several dates, then holds one: the same place again. */
const MOST_NEW_PLACES = 16;

/** Everything about a day that questions have in common, done once: travel, the laying out, the compiled problem. */
export async function openDay(roads: DayRoads, given: DayAsGiven): Promise<OpenedDay> {
  const { day } = given;
  const travel = await measureTravel(roads, day);
  const { problem, epochSeconds, orders, unplaced } = layOutDay(given, travel);
  const linked = linkedJobs(problem);
  const points = pointsOfRows();
  const known = new Map<string, Promise<Reached>>();
  let compiled: RunningDay | null = null;
  let spans: Span[] | null = null;

  /** One place a row: jobs at one address may share one. */
  function pointsOfRows(): LonLat[] {
    const found: LonLat[] = [];
    for (const [place, { point }] of placesOf(day).entries()) found[travel.rows?.[place] ?? place] ??= point;
    return found;
  }

  function reach(by: DayRoads, { job, areaFactor }: VisitOfDay): Promise<Reached> {
    const key = `${job.point.lon} ${job.point.lat} ${areaFactor}`;
    const before = known.get(key);
    if (before) return before;
    const asked = measureNewPlace(by, job.point, areaFactor);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    if (known.size > MOST_NEW_PLACES) known.delete(known.keys().next().value!);
    return asked;
  }

  async function measureNewPlace(by: DayRoads, point: LonLat, areaFactor: number): Promise<Reached> {
    const [main, ...others] = profilesByUse(day);
    const both = async (profile: typeof main) => ({
      to: drivable(await by.travelTimes.matrix(points, [point], profile)),
      from: drivable(await by.travelTimes.matrix([point], points, profile)),
    });
    const { to, from } = await both(main);
    const away = new Set<typeof main>();
    for (const profile of others) {
      const own = await both(profile);
      const lost = (a: Int32Array, b: Int32Array) =>
        a.reduce((sum, each, at) => sum + Number(each >= 0 && b[at]! < 0), 0);
      if (lost(to.seconds, own.to.seconds) + lost(from.seconds, own.from.seconds) >= points.length) away.add(profile);
    }
    const slower = (seconds: Int32Array, factorAt: (row: number) => number) =>
      seconds.map((value, row) => (value <= 0 ? value : Math.max(1, Math.round(value * factorAt(row)))));
    return {
      away,
      place: {
        secondsTo: slower(to.seconds, () => areaFactor),
        metersTo: to.meters,
        secondsFrom: slower(from.seconds, (row) => areaFactorAt(day.areaFactors, points[row]!)),
        metersFrom: from.meters,
      },
    };
  }

  /** The visit as a job of the problem, and how it is reached; null: at a place that the problem has. */
  async function asJob(by: DayRoads, visit: VisitOfDay): Promise<{ job: SolverJob; place: NewPlace | undefined }> {
    const own = problem.jobs.find(({ id }) => id === visit.job.id);
    if (own) return { job: own, place: undefined };
    const { place, away } = await reach(by, visit);
    learnArea(visit.job.area);
    const forbidden = day.vehicles.filter((vehicle) => away.has(profileOf(vehicle))).map(({ id }) => id);
    return { job: jobOfVisit(day, visit.job, epochSeconds, forbidden), place };
  }

  /** Territories are kept as the postcodes of the day that lie in them: one that nobody asked for before joins them. */
  function learnArea(area: string | undefined): void {
    if (area === undefined) return;
    for (const [at, vehicle] of day.vehicles.entries()) {
      const areas = problem.vehicles[at]!.areas as string[] | undefined;
      if (!areas || areas.includes(area)) continue;
      if (vehicle.areas?.some((prefix) => area.startsWith(prefix))) areas.push(area);
    }
  }

  const running = () => {
    compiled ??= openRunningDay(problem, { routes: orders });
    return compiled;
  };
  function bestOf(job: SolverJob, window: TimeWindow, place: NewPlace | undefined): Insertion | null {
    const best = running().slots(job, [window], place)[0]?.best ?? null;
    return best && absolute(best);
  }
  const absolute = (insertion: Insertion): Insertion => ({
    ...insertion,
    serviceStartSeconds: insertion.serviceStartSeconds + epochSeconds,
    latestServiceStartSeconds: insertion.latestServiceStartSeconds + epochSeconds,
  });

  return {
    bytes:
      (problem.matrix.listed ? BYTES_AN_ARC * problem.matrix.seconds.length : BYTES_A_PAIR * points.length ** 2) +
      BYTES_A_JOB * (day.jobs.length + day.vehicles.length),
    unplaced,
    async slots(by, visit, windows) {
      const { job, place } = await asJob(by, visit);
      const links = linksOfVisit(day, visit.job, { problem, orders, job });
      const laid = links?.laid ?? { problem, orders, linked };
      const isPlain = links === null && linked.size === 0;
      return windows.map((asked) => {
        const window = insideOf(asked, visit.job.windows);
        const inProblem = window && {
          startSeconds: window.from - epochSeconds,
          endSeconds: window.to - epochSeconds,
        };
        const open = links && inProblem ? links.inside(inProblem) : inProblem;
        if (!open) return null;
        if (isPlain) return bestOf(job, open, place);
        const linkedJob = { ...(links?.job ?? job), windows: [open] };
        const found = running().places({ ...job, windows: [open] }, place);
        const best = found
          .filter(({ vehicleId }) => links?.suits(vehicleId) ?? true)
          .slice(0, MOST_TRIED)
          .find((each) => keepsLinks(laid, { job: linkedJob, place: each, travel: place ?? null }));
        return best ? absolute(best) : null;
      });
    },
    async places(by, visit, wanted) {
      const { job, place } = await asJob(by, visit);
      return choosePlaces(running().places(job, place), wanted).map(absolute);
    },
    async moves(by, visit, moves) {
      const isNew = !day.jobs.some(({ id }) => id === visit.job.id);
      const whole = isNew ? withVisit(day, visit) : day;
      // What is driven by way of hubs is not taken apart.
      if (problem.matrix.listed) return priceMeasured(by, whole, given.drafts, moves);
      const reached = isNew ? await reach(by, visit) : null;
      return priceMoves({ day: whole, drafts: given.drafts, travel, reached }, moves);
    },
    busy() {
      spans ??= evaluatePlan(problem, { routes: orders }).plan.routes.flatMap(({ stops }) =>
        stops.flatMap(({ arrivalSeconds, drivingSeconds, serviceStartSeconds, departureSeconds, kind }) => {
          const span = (from: number, to: number): Span => ({ from: from + epochSeconds, to: to + epochSeconds });
          return kind === 'start'
            ? []
            : [span(arrivalSeconds - drivingSeconds, arrivalSeconds), span(serviceStartSeconds, departureSeconds)];
        }),
      );
      return spans;
    },
  };
}

/** The part of a window in which the visit may begin: a job that it follows on another date leaves a span of its own. */
function insideOf({ from, to }: Span, spans: readonly Span[]): Span | null {
  if (spans.length === 0) return { from, to };
  const inside = spans.map((span) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to) }));
  return inside.find((span) => span.from <= span.to) ?? null;
}

/** The cheapest of each vehicle that are not behind it. */
function choosePlaces(found: readonly Insertion[], { ofVehicle, begun }: PlacesWanted): Insertion[] {
  const positions = new Map<string, Set<number>>();
  return found.filter(({ vehicleId, position, pickupPosition }) => {
    const taken = positions.get(vehicleId) ?? new Set<number>();
    positions.set(vehicleId, taken);
    if ((pickupPosition ?? position) < (begun.get(vehicleId) ?? 0)) return false;
    if (taken.size >= ofVehicle || taken.has(position)) return false;
    taken.add(position);
    return true;
  });
}
