import {
  evaluatePlan,
  type Insertion,
  type NewPlace,
  openRunningDay,
  type RunningDay,
  type Job as SolverJob,
  type TimeWindow,
} from '@roundsman/routing-solver';
import { buildDayProblem, type DayProblem, jobOfVisit } from '../day-problem.ts';
import type { DayRoads, DayTravel } from '../day-roads.ts';
import { profileOf } from '../day-snapshot.ts';
import type { Move, PricedMove } from '../price-move.ts';
import type { DayAsGiven, Span, VisitOfDay } from './day-as-given.ts';
import { keepsLinks, linkedJobs } from './keep-links.ts';
import { type LaidOut, MOST_TRIED } from './lay-out-day.ts';
import type { PlacesWanted } from './messages.ts';
import { priceMeasured, priceMoves, withVisit } from './price-moves.ts';
import type { Reach } from './reach-place.ts';
import { linksOfVisit } from './visit-links.ts';

/** A day that is ready for questions. Instants are seconds of the epoch, UTC. */
export interface OpenedDay {
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

/** What questions about a day are answered from. */
export interface DayAtHand {
  readonly given: DayAsGiven;
  readonly travel: DayTravel;
  readonly laidOut: LaidOut;
  readonly reach: Reach;
  /** Prepared already where the day was just laid out: the running day answers from this very problem. */
  readonly prepared?: { readonly dayProblem: DayProblem; readonly running: RunningDay };
}

/** Everything about a day that questions have in common, prepared by the first of them: the compiled problem. */
export function openDay({ given, travel, laidOut, reach, prepared }: DayAtHand): OpenedDay {
  const { day } = given;
  const { orders } = laidOut;
  const { problem, epochSeconds } = prepared?.dayProblem ?? buildDayProblem(day, travel);
  const linked = linkedJobs(problem);
  let compiled = prepared?.running ?? null;
  let spans: Span[] | null = null;

  /** The visit as a job of the problem, and how it is reached; null: at a place that the problem has. */
  async function asJob(by: DayRoads, visit: VisitOfDay): Promise<{ job: SolverJob; place: NewPlace | undefined }> {
    const own = problem.jobs.find(({ id }) => id === visit.job.id);
    if (own) return { job: own, place: undefined };
    const { place, away } = await reach(by, visit.job.point, visit.areaFactor);
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
    unplaced: laidOut.unplaced.length,
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
      const reached = isNew ? await reach(by, visit.job.point, visit.areaFactor) : null;
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
