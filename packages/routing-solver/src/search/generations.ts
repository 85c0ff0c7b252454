import type { Model } from '../model/model.ts';
import { highestHeat } from './annealing-heat.ts';
import type { BestPlan } from './best-plan.ts';
import type { createElites } from './elites.ts';
import type { createRouteExchange } from './exchange-routes.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';
import type { Recreate } from './recreate.ts';
import type { RouteState } from './routes.ts';
import type { Ruin } from './ruin.ts';

/** With fewer iterations for each job than this the whole run is one annealing: what it has found late is worth more than variety. */
const FEWEST_TO_DIVIDE = 2500;
/** With more jobs than this no run is a row of annealings: each child is better in a few places only, and there are too many places for the children that a run has. */
export const MOST_JOBS_TO_DIVIDE = 500;
const STARTS = 8;
/** Iterations for each job, and share of the run at most, of one start; the same for what comes after. */
const START_ITERATIONS = 600;
const MOST_OF_RUN = 0.05;
/** Share of the run after which it is no longer divided: an annealing that has cooled would be cut off when the estimate of iterations wavers. */
const LATEST_TO_DIVIDE = 0.1;
const CHILD_ITERATIONS = 60;
/** Starts are annealed from temperatures as different as this: a low one keeps more routes. */
const LEAST_START_HEAT = 0.1;
const CHILD_HEAT = 0.06;
/** Children in a row for each job without a better elite after which new starts find more than further children: each is better in one neighbourhood at most. */
const MOST_IN_VAIN = 0.2;
/** No new starts are made unless this many times as much of the run is left as they take. */
const LEFT_FOR_STARTS = 1.3;

interface Operators {
  readonly ruin: Ruin;
  readonly recreate: Recreate;
  readonly bestPlan: BestPlan;
  readonly random: Random;
  readonly elites: ReturnType<typeof createElites>;
  readonly routeExchange: ReturnType<typeof createRouteExchange>;
}

/**
 * A run as a row of annealings. A short run is one. A long one begins with several that share nothing, keeps what each of them found among
 * the elites, and then anneals children of two elites at low temperature: one search for a long time stays where it is, above all where
 * routes are long. When children are no better any more it begins again with starts that know nothing of what was found.
 */
export function createGenerations(
  model: Model,
  state: RouteState,
  { ruin, recreate, bestPlan, random, elites, routeExchange }: Operators,
  { pace }: Pace,
) {
  const { jobCount, guards } = model;
  /** Who must or must not ride together is not looked at when routes are exchanged. */
  const divides = !guards.company && jobCount <= MOST_JOBS_TO_DIVIDE;
  let wasDivided = false;
  /** Annealings of this row: its starts, then its children. */
  let begun = 0;
  let startedAt = pace.passed;
  let startHeat = 1;
  let inVain = 0;
  let bestObjective = Number.POSITIVE_INFINITY;

  const isStart = () => begun < STARTS;
  const mayBegin = () => pace.passed - startedAt < LATEST_TO_DIVIDE && pace.expected >= FEWEST_TO_DIVIDE * jobCount;
  const isDivided = () => divides && (wasDivided || mayBegin());

  /** Share of the run that the annealing under way may use; the estimate of what the budget allows changes while it runs. */
  function length(): number {
    const left = 1 - startedAt;
    if (!isDivided()) return left;
    const wanted = isStart() ? startLength() : (CHILD_ITERATIONS * jobCount) / pace.expected;
    return left < 1.5 * wanted ? left : wanted;
  }

  function startLength(): number {
    return Math.min(MOST_OF_RUN, (START_ITERATIONS * jobCount) / pace.expected);
  }

  /** True when another annealing has begun, from another solution. */
  function advance(): boolean {
    if (pace.passed < startedAt + length()) return false;
    elites.add(state.objective(), bestPlan.currentNodes());
    wasDivided = true;
    begun++;
    startedAt = pace.passed;
    if (!isStart() && isExhausted()) forgetElites();
    if (isStart()) startAfresh();
    else makeChild();
    return true;
  }

  /** True when children have been in vain for long, and enough of the run is left to begin again. */
  function isExhausted(): boolean {
    if (elites.bestObjective() < bestObjective) {
      bestObjective = elites.bestObjective();
      inVain = 0;
    } else inVain++;
    return inVain >= MOST_IN_VAIN * jobCount && 1 - pace.passed > LEFT_FOR_STARTS * STARTS * startLength();
  }

  function forgetElites(): void {
    elites.forget();
    begun = 0;
    inVain = 0;
    bestObjective = Number.POSITIVE_INFINITY;
  }

  function startAfresh(): void {
    startHeat = LEAST_START_HEAT ** random.unit();
    state.begin();
    for (let route = 0; route < model.routeCount; route++) if (state.stops[route]! > 0) ruin.empty(route);
    bestPlan.noteChanges();
    recreate.fill(() => true, bestPlan.noteChanges);
  }

  function makeChild(): void {
    const parents = elites.drawPair();
    if (!parents) return;
    bestPlan.become(parents[0], ruin);
    if (routeExchange.exchange(parents[1])) bestPlan.noteChanges();
  }

  /** Where the annealing begins, in average cost of a job; and how much of it has passed. */
  function heat(): number {
    if (!isStart()) return CHILD_HEAT;
    return Math.min(startHeat, highestHeat((length() * pace.expected) / jobCount));
  }

  function passed(): number {
    return Math.min(1, (pace.passed - startedAt) / length());
  }

  return { advance, heat, passed, isDivided };
}
