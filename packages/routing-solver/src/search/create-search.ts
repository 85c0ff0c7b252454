import { createDockedSearch } from '../docks/docked-search.ts';
import { buildPlan, planOfNothing } from '../evaluate/build-plan.ts';
import { feasibleGivenRoutes } from '../evaluate/given-plan.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Model } from '../model/model.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { assertValid } from '../validate/index.ts';
import { createBestPlan } from './best-plan.ts';
import { layChains } from './construct.ts';
import { dissolveRoutes } from './dissolve-routes.ts';
import { createElites } from './elites.ts';
import { createRouteExchange } from './exchange-routes.ts';
import { createTailExchange } from './exchange-tails.ts';
import { createPlaceFinder } from './find-place.ts';
import { createFleetTrial, TRIALS_END } from './fleet-trial.ts';
import { createGenerations, MOST_JOBS_TO_DIVIDE } from './generations.ts';
import { createLinkedSearch, nothingYet } from './linked-search.ts';
import { createPace, hasTime, type Pace } from './pace.ts';
import { createRandom } from './random.ts';
import { createRecreate } from './recreate.ts';
import { MOST_OF_BUDGET, reduceFleet } from './reduce-fleet.ts';
import { createRoutes } from './routes.ts';
import { createRuin } from './ruin.ts';
import type { Budget, CreateSearch, Progress, Search, SearchOptions } from './search.ts';
import { createSetUp, type SetUp } from './set-up.ts';

/** Tails of routes that are tried to exchange before each ruin. Nearly all fall at the first look. */
const TAIL_EXCHANGES = 3;
/** Temperature at the end of an annealing, in average cost of a job. */
const FINAL_HEAT = 0.02;

export const createSearch: CreateSearch = (problem, options = {}) => {
  assertValid(problem);
  // Searches that draw windows try orders of their own: what another one found does not fit.
  if (problem.docks?.length) return createDockedSearch(problem, { seed: options.seed ?? 1 }, createUndockedSearch);
  return createUndockedSearch(problem, options);
};

const createUndockedSearch: CreateSearch = (problem, options = {}) => {
  const linked = problem.jobs.some(({ follows }) => follows);
  if (linked) return createLinkedSearch(problem, { seed: options.seed ?? 1 }, createPlainSearch);
  return createPlainSearch(problem, options);
};

/** Is set up by its first run, which may end before that is over. */
const createPlainSearch: CreateSearch = (problem, options = {}) => {
  const setUp = createSetUp(problem);
  let search: Search | null = null;
  let wasRun = false;

  function begin(mayGoOn: () => boolean): Search | null {
    const ready = setUp(mayGoOn);
    return ready && createReadySearch(ready, options);
  }

  function run(budget: Budget): Progress {
    wasRun = true;
    search ??= begin(() => hasTime(budget));
    return search?.run(budget) ?? nothingYet(problem);
  }

  function plan(): Plan {
    if (!wasRun) search ??= begin(() => true);
    return search?.plan() ?? planAsGiven(problem);
  }

  return { run, progress: () => search?.progress() ?? nothingYet(problem), plan };
};

/** What is locked and what still holds of a given plan. */
function planAsGiven(problem: Problem): Plan {
  if (!problem.givenPlan && !problem.lockedStarts?.length) return planOfNothing(problem);
  const model = compileModel(problem);
  return buildPlan(problem, model, feasibleGivenRoutes(problem, model));
}

function createReadySearch({ problem, model, neighbours }: SetUp, { seed = 1, exchange }: SearchOptions): Search {
  const random = createRandom(seed);
  const state = createRoutes(model);
  const finder = createPlaceFinder(model, state, neighbours, random);
  const ruin = createRuin(model, state, neighbours, random);
  const recreate = createRecreate(model, state, finder, random);
  const bestPlan = createBestPlan(model, state);
  const elites = createElites(random);
  const routeExchange = createRouteExchange(model, state, neighbours, ruin, recreate, random);
  const tails = createTailExchange(model, state, neighbours, random);
  const operators = { finder, ruin, recreate, bestPlan, random, elites, routeExchange };
  const vehiclesFirst = comesBeforeCost(model);
  const { best } = bestPlan;
  let iterations = 0;
  let begun = false;
  let constructed = false;
  let underWay: Pace['pace'] | null = null;

  /** As much of a first plan as there is time for; what is absent then is put in when there is more. */
  function construct(mayGoOn: () => boolean): void {
    if (!begun) {
      begun = true;
      state.begin();
      state.takeOver(model.locked);
      if (problem.givenPlan) state.takeOver(feasibleGivenRoutes(problem, model));
      else layChains(model, state, neighbours);
      bestPlan.noteChanges();
    }
    constructed = recreate.fill(mayGoOn, bestPlan.noteChanges);
    if (constructed) dissolveRoutes(state, ruin, recreate, mayGoOn, bestPlan.noteChanges);
    bestPlan.store();
  }

  function run(budget: Budget): Progress {
    const mayGoOn = () => hasTime(budget);
    if (!constructed) construct(mayGoOn);
    if (!constructed || model.jobCount === 0 || model.routeCount === 0) return progress();
    const budgeted = createPace(budget, model.jobCount);
    const { pace, next } = budgeted;
    underWay = pace;
    if (vehiclesFirst) {
      reduceFleet(model, state, operators, budgeted);
      if (best.absent === 0) finder.limitRoutes(best.usedRoutes);
    } else finder.limitRoutes(model.routeCount);
    const averageCost = costOfBest() / Math.max(1, model.jobCount - best.absent);
    const coldest = FINAL_HEAT * averageCost;
    let temperature = 0;
    let checks = -1;
    let current = state.objective();
    let round = 1;
    const triesFewer = !vehiclesFirst && model.jobCount > MOST_JOBS_TO_DIVIDE;
    const annealings = (triesFewer ? createFleetTrial : createGenerations)(model, state, operators, budgeted);
    /** While vehicles come first nobody meets, because how long that takes differs from search to search; nor while fewer are tried. */
    const meetFrom = vehiclesFirst ? MOST_OF_BUDGET : triesFewer ? TRIALS_END : 0;
    const meetingAt = (each: number) => meetFrom + ((1 - meetFrom) * each) / exchange!.rounds;
    /** At each share of the budget once, however far it has run meanwhile. */
    const meetOthers = () => {
      for (; round < exchange!.rounds && pace.passed >= meetingAt(round); round++) {
        const better = exchange!.meet(best.objective, bestPlan.allNodes(), mayGoOn);
        if (better) learn(better, annealings.isDivided());
      }
      current = state.objective();
    };
    const drawBar = () => current - temperature * Math.log(random.unit() + Number.MIN_VALUE);
    const settle = (bar: number) => {
      const objective = state.objective();
      if (state.log.broken || objective >= bar) {
        state.rollBack();
        return;
      }
      current = objective;
      bestPlan.noteChanges();
      if (objective < best.objective - 1e-9) bestPlan.store();
    };
    while (next()) {
      if (checks !== pace.checks) {
        checks = pace.checks;
        if (exchange) meetOthers();
        if (annealings.advance()) current = state.objective();
        const passed = annealings.passed();
        temperature = Math.max(annealings.heat() * averageCost, coldest) ** (1 - passed) * coldest ** passed;
      }
      for (let each = tails.isPossible ? TAIL_EXCHANGES : 0; each > 0; each--) {
        state.begin();
        const bar = drawBar();
        if (tails.exchange(bar - current)) settle(bar);
      }
      state.begin();
      ruin.ruin();
      const bar = drawBar();
      if (recreate.recreate(bar, false)) settle(bar);
      else state.rollBack();
    }
    iterations += pace.done;
    underWay = null;
    return progress();
  }

  /** A better solution of another search: an elite where there are such, else the one to go on from. */
  function learn(nodes: readonly number[], asElite: boolean): void {
    const own = asElite ? bestPlan.currentNodes() : null;
    bestPlan.adopt(nodes, ruin);
    if (!own) return;
    elites.add(best.objective, nodes);
    bestPlan.become(own, ruin);
  }

  /** Without what the objective asks for the use of a vehicle as such. */
  function costOfBest(): number {
    return best.cost - best.usedRoutes * model.perUsedRoute;
  }

  function progress(): Progress {
    return {
      iterations: iterations + (underWay?.done ?? 0),
      cost: costOfBest() * model.moneyPerUnit,
      unplacedJobs: best.absent,
      routes: best.usedRoutes,
    };
  }

  function plan(): Plan {
    if (!begun) construct(() => true);
    const orders = Array.from({ length: model.routeCount }, (_, route) => bestPlan.sequence(route));
    return buildPlan(problem, model, orders);
  }

  return { run, progress, plan };
}

/** True when one vehicle less is worth any detour. */
function comesBeforeCost({ perUsedRoute, mostMeters, perMeter, jobCount }: Model): boolean {
  return perUsedRoute > 0 && perUsedRoute >= jobCount * mostMeters * (perMeter[0] ?? 0);
}
