import type { Model } from '../model/model.ts';
import { highestHeat } from './annealing-heat.ts';
import type { Pace } from './pace.ts';
import { type Operators, reduceFleet } from './reduce-fleet.ts';
import type { RouteState } from './routes.ts';

/** Iterations for each job that a run has at least: with 200 both trials are too short to tell. */
const LEAST_ITERATIONS = 500;
/** How many it has is known from what it does between these shares of it: before, the compiler is still at work. */
const COUNTED_FROM = 0.02;
const DECIDED_AT = 0.03;
/** Share of the run at most for a plan with as few vehicles as can be, and for going on without one less. */
const MOST_FOR_FEWER = 0.04;
const PATIENCE = 0.015;
/** Share of the run of each of the two trials: with 0.06 they did not tell which plan ends cheaper. */
const TRIAL = 0.1;
/** Where both are over. Searches that meet wait until then. */
export const TRIALS_END = DECIDED_AT + MOST_FOR_FEWER + 2 * TRIAL;
/** Of the vehicles saved a trial gets so many back: with the fewest of all the ways are long. */
const GIVEN_BACK = 0.3;
/** Share of the vehicles at least that must be saved for a trial with fewer. */
const LEAST_SAVED = 0.02;
/** Where the plan of the trial without a limit goes on: hot enough to change, not so hot that the trial was for nothing. */
const HEAT_OF_THE_REST = 0.6;

/**
 * A run over many jobs as one annealing; a long one after two short ones as a trial, of which the second may use few vehicles only. While it is
 * hot a plan opens many routes, and as it cools it can hardly close one: where the cheapest plans have fewer, only a limit finds them, and
 * elsewhere a limit makes plans dearer. Nothing that costs less than both trials was found that tells the two apart.
 */
export function createFleetTrial(model: Model, state: RouteState, operators: Operators, budgeted: Pace) {
  const { jobCount, routeCount } = model;
  const { finder, ruin, bestPlan } = operators;
  const { best } = bestPlan;
  const { pace } = budgeted;
  let stage: 'undecided' | 'without limit' | 'with few' | 'rest' = 'undecided';
  let startedAt = pace.passed;
  let startHeat = 1;
  let few: { readonly nodes: readonly number[]; readonly routes: number } | null = null;
  let limit = routeCount;
  let withoutLimit = Number.POSITIVE_INFINITY;
  let countedFrom: { readonly passed: number; readonly done: number } | null = null;

  function length(): number {
    return isTrial() ? TRIAL : 1 - startedAt;
  }

  function isTrial(): boolean {
    return stage === 'without limit' || stage === 'with few';
  }

  /** True when another annealing has begun, from another solution. */
  function advance(): boolean {
    // What another search found may use more.
    if (state.totals.usedRoutes > limit) limitRoutes(routeCount);
    if (stage === 'undecided') return isCounted() && decide();
    if (!isTrial() || pace.passed < startedAt + length()) return false;
    if (stage === 'without limit') endWithoutLimit();
    else endWithFew();
    return true;
  }

  function isCounted(): boolean {
    if (pace.passed >= COUNTED_FROM) countedFrom ??= { passed: pace.passed, done: pace.done };
    return pace.passed >= DECIDED_AT;
  }

  /** Iterations for each job that the whole run has at the pace it was counted at. */
  function iterationsForEachJob({ passed, done }: NonNullable<typeof countedFrom>): number {
    return pace.passed > passed ? (pace.done - done) / (pace.passed - passed) / jobCount : 0;
  }

  function decide(): boolean {
    begin('rest', 0, 1);
    if (best.absent > 0 || iterationsForEachJob(countedFrom!) < LEAST_ITERATIONS) return false;
    // From the plan as it is: what heat has loosened is closed as well.
    reduceFleet(model, state, operators, budgeted, {
      until: pace.passed + MOST_FOR_FEWER,
      patience: PATIENCE,
      keep: () => {
        few = { nodes: bestPlan.currentNodes(), routes: state.totals.usedRoutes };
      },
    });
    begin(savesEnough() ? 'without limit' : 'rest', pace.passed, 1);
    return true;
  }

  function savesEnough(): boolean {
    return few !== null && best.usedRoutes - few.routes >= LEAST_SAVED * best.usedRoutes;
  }

  function endWithoutLimit(): void {
    withoutLimit = best.objective;
    if (savesEnough()) tryFew(few!);
    else goOnWithBest();
  }

  function tryFew({ nodes, routes }: NonNullable<typeof few>): void {
    limitRoutes(routes + Math.round(GIVEN_BACK * (best.usedRoutes - routes)));
    bestPlan.become(nodes, ruin);
    begin('with few', pace.passed, 1);
  }

  function endWithFew(): void {
    if (best.objective < withoutLimit) begin('rest', pace.passed, 1);
    else {
      limitRoutes(routeCount);
      goOnWithBest();
    }
  }

  function goOnWithBest(): void {
    bestPlan.restore(ruin);
    begin('rest', pace.passed, HEAT_OF_THE_REST);
  }

  function limitRoutes(count: number): void {
    limit = count;
    finder.limitRoutes(count);
  }

  function begin(next: typeof stage, at: number, heatAtStart: number): void {
    stage = next;
    startedAt = at;
    startHeat = heatAtStart;
  }

  /** Where the annealing begins, in average cost of a job; and how much of it has passed. */
  function heat(): number {
    return Math.min(startHeat, highestHeat((length() * pace.expected) / jobCount));
  }

  function passed(): number {
    return Math.min(1, (pace.passed - startedAt) / length());
  }

  return { advance, heat, passed, isDivided: () => false };
}
