import { setImmediate } from 'node:timers/promises';
import type { Roads } from '@roundsman/road-network';
import { createSearch, type Plan, type Problem as SolverProblem } from '@roundsman/routing-solver';
import { buildDayProblem, type DayTravel, measureTravel, orderOfRoute } from '../plans/index.ts';
import type { SlotDay } from './read-slot-day.ts';

/** A date with everything that is known of it laid on its vehicles, the visit asked about left out. */
export interface LaidOutDay {
  /** With the visit asked about as its last job, if there is one. */
  readonly problem: SolverProblem;
  readonly epochSeconds: number;
  readonly plan: Plan;
}

/** Enough that whatever has an obvious place finds it; a day of 200 visits takes tens of milliseconds. */
const LEAST_ITERATIONS = 40;
const ITERATIONS_A_JOB = 2;

/**
 * Lays out what the date holds, beginning from the draft itineraries: a short search with a fixed seed, so that the same
 * date gives the same answer. A long one might find room for a visit more; nothing is offered that this one did not find.
 * @param asked whether the last job of the snapshot is only asked about.
 */
export async function layOutDay(
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  { day, drafts }: SlotDay & { readonly day: NonNullable<SlotDay['day']> },
  asked: boolean,
): Promise<LaidOutDay> {
  const travel: DayTravel = await measureTravel(roads, day);
  const known = asked ? day.jobs.slice(0, -1) : day.jobs;
  const given = drafts.map((route) => orderOfRoute({ ...day, jobs: known }, route));
  const { problem, epochSeconds } = buildDayProblem(day, travel);
  // Laying out a day keeps the processor: who waits for something short goes first.
  await setImmediate();
  const before = { ...problem, jobs: problem.jobs.slice(0, known.length), givenPlan: { routes: given } };
  const search = createSearch(before, { seed: 1 });
  search.run({ iterations: LEAST_ITERATIONS + ITERATIONS_A_JOB * known.length });
  return { problem, epochSeconds, plan: search.plan() };
}

/** The plan as orders of stops, which is how a running day is opened. */
export const ordersOf = ({ routes }: Plan) =>
  routes.map(({ vehicleId, shiftIndex, stops }) => ({
    vehicleId,
    shiftIndex,
    stops: stops.map(({ kind, jobId }) => (jobId === undefined ? { kind } : { kind, jobId })),
  }));
