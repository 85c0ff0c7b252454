import { assemblePlan } from '../evaluate/build-plan.ts';
import { judgeDocks } from '../evaluate/judge-docks.ts';
import { judgeLinks } from '../evaluate/judge-links.ts';
import { readOrder } from '../evaluate/read-order.ts';
import { compileModel } from '../model/compile-model.ts';
import type { Plan } from '../plan.ts';
import type { Job, Problem } from '../problem.ts';
import { inRounds } from '../search/in-rounds.ts';
import { figuresOf, nothingYet } from '../search/linked-search.ts';
import { hasTime } from '../search/pace.ts';
import { createRandom } from '../search/random.ts';
import type { Budget, CreateSearch, Progress, Search } from '../search/search.ts';
import { inTurns } from './in-turns.ts';
import { leaveInTurn } from './leave-in-turn.ts';
import { loadingsAt, withoutDock } from './loadings.ts';
import { turnName } from './turn-name.ts';
import { drawTurns, type Turns, withinHours } from './turns.ts';

/** As many times routes are given other turns at the docks, where they are short. */
const ROUNDS = 5;
/** Times that a plan is searched again without the loadings that find no dock; after that nobody loads there. Each is a whole search of a large problem. */
const MOST_REPAIRS = 8;
const MOST_REPAIRS_OF_MANY = 2;
const MANY_JOBS = 2000;

/**
 * Plans for places where only so many vehicles load at once. The search itself knows routes that do not wait for one another: who leaves
 * when is fitted to its plan afterwards, which is free as long as routes can leave at other moments and serve alike. Where that is not
 * enough, each shift that starts there gets a turn of its own before which it may not leave, drawn anew around the best plan so far.
 * @param createPlain searches a problem without docks.
 */
export function createDockedSearch(
  problem: Problem,
  options: NonNullable<Parameters<CreateSearch>[1]>,
  createPlain: CreateSearch,
): Search {
  const random = createRandom(options.seed ?? 1);
  let turns: Turns = withinHours(problem);
  let search: Search | null = null;
  let best: Plan | null = null;
  /** Of searches that are over. */
  let iterations = 0;

  function round(budget: Budget): void {
    search ??= createPlain(guided(inTurns(problem, turns), best), options);
    search.run(budget);
    const plan = fitted(problem, search.plan(), turns);
    if (!best || isBetter(problem, plan, best)) best = plan;
    // Where every vehicle finds a dock, the same search goes on; else another one begins.
    if (missing(problem, plan) === 0) return;
    iterations += search.progress().iterations;
    turns = drawTurns(problem, best, random);
    search = null;
  }

  function run(budget: Budget): Progress {
    inRounds(ROUNDS, budget, round);
    best = withoutDockless(problem, best!, createPlain, () => hasTime(budget));
    return progress();
  }

  function plan(): Plan {
    if (!best) run({ iterations: 0 });
    return best!;
  }

  /** Of the best plan; until there is one, of the search under way, which knows no docks. */
  function progress(): Progress {
    const now = search?.progress() ?? nothingYet(problem);
    return { ...(best ? figuresOf(best) : now), iterations: iterations + now.iterations };
  }

  return { run, plan, progress };
}

/** The plan with everybody leaving in turn. */
function fitted(problem: Problem, plan: Plan, turns: Turns): Plan {
  const held = holdLinked(problem, plan);
  const model = compileModel(held);
  const orders = new Map(
    plan.routes.map((order) => {
      const { route, nodes } = readOrder(held, model, order);
      return [route, nodes] as const;
    }),
  );
  const routes = leaveInTurn(held, orders, turns);
  const byRoute = Array.from({ length: model.routeCount }, (_, route) => orders.get(route) ?? []);
  const assembled = assemblePlan(problem, model, routes, byRoute);
  const reasons = new Map(plan.unassigned.map((each) => [each.jobId, each]));
  // Locked stops are served whenever their route comes: one that left later would take a leader along. Then the docks are missed instead.
  if (judgeLinks(problem, assembled.routes).length > judgeLinks(problem, plan.routes).length) return plan;
  return { ...assembled, unassigned: assembled.unassigned.map((each) => reasons.get(each.jobId) ?? each) };
}

/** Jobs with links are served when the plan says: who leaves at another moment must not come sooner to them. */
function holdLinked(problem: Problem, plan: Plan): Problem {
  const followed = new Set(problem.jobs.flatMap(({ follows }) => (follows ? [follows.jobId] : [])));
  if (followed.size === 0) return problem;
  const starts = new Map(
    plan.routes.flatMap(({ stops }) =>
      stops.flatMap(({ kind, jobId, serviceStartSeconds }) =>
        jobId === undefined || kind === 'shipment_pickup' ? [] : [[jobId, serviceStartSeconds] as const],
      ),
    ),
  );
  const hold = (job: Job): Job => {
    const at = starts.get(job.id);
    if (at === undefined || !(job.follows || followed.has(job.id))) return job;
    return { ...job, windows: [{ startSeconds: at, endSeconds: at }] };
  };
  return { ...problem, jobs: problem.jobs.map(hold) };
}

const guided = (problem: Problem, guide: Plan | null): Problem =>
  guide ? { ...problem, givenPlan: { routes: guide.routes } } : problem;

const missing = (problem: Problem, { routes }: Plan) =>
  (problem.docks ?? []).reduce((sum, dock) => sum + withoutDock(problem, dock, routes).length, 0);

function isBetter(problem: Problem, a: Plan, b: Plan): boolean {
  const [ofA, ofB] = [a, b].map((plan) => judgeDocks(problem, plan.routes).length);
  if (ofA !== ofB) return ofA! < ofB!;
  const level = a.objective.findIndex((value, index) => value !== b.objective[index]);
  return level >= 0 && a.objective[level]! < b.objective[level]!;
}

/**
 * Leaves out the loadings that find no dock where they must, and says so of their jobs.
 * @param mayGoOn when not, what was taken out is placed nowhere else.
 */
function withoutDockless(problem: Problem, plan: Plan, createPlain: CreateSearch, mayGoOn: () => boolean): Plan {
  let kept = plan;
  const shut = new Set<string>();
  let repairs = problem.jobs.length > MANY_JOBS ? MOST_REPAIRS_OF_MANY : MOST_REPAIRS;
  for (; repairs >= 0; repairs--) {
    const known = shut.size;
    const broken = judgeDocks(problem, kept.routes);
    for (const { vehicleId, shiftIndex } of broken) shut.add(turnName(vehicleId, shiftIndex));
    if (broken.length > 0 && repairs === 0) for (const name of loadingWhereTheyMust(problem, kept)) shut.add(name);
    // What is locked stays, whether it finds a dock or not.
    if (shut.size === known) return kept;
    // Who finds a dock now has it as its turn; the shifts of the others are over before they begin.
    const leaving = new Map(
      kept.routes.map((route) => [turnName(route.vehicleId, route.shiftIndex), route.startSeconds]),
    );
    for (const { id, shifts } of problem.vehicles) {
      for (const [index, { endSeconds }] of shifts.entries())
        if (shut.has(turnName(id, index)) || !leaving.has(turnName(id, index)))
          leaving.set(turnName(id, index), endSeconds);
    }
    const turns = { leaving, reloads: withinHours(problem).reloads };
    const search = createPlain(guided(inTurns(problem, turns), kept), { seed: 1 });
    search.run({ iterations: 0, isStopped: () => !mayGoOn() });
    const before = new Set(kept.unassigned.map(({ jobId }) => jobId));
    const next = fitted(problem, search.plan(), turns);
    const detail = 'No dock is free when a vehicle could be loaded for it.';
    kept = {
      ...next,
      unassigned: next.unassigned.map((each) =>
        before.has(each.jobId)
          ? (kept.unassigned.find(({ jobId }) => jobId === each.jobId) ?? each)
          : { jobId: each.jobId, reason: 'dock', detail },
      ),
    };
  }
  return kept;
}

/** Shifts of the plan that load at a dock which must be free. */
function loadingWhereTheyMust({ docks = [] }: Problem, { routes }: Plan): string[] {
  return docks
    .filter(({ price }) => price === undefined)
    .flatMap((dock) => loadingsAt(dock, routes))
    .map(({ route }) => turnName(routes[route]!.vehicleId, routes[route]!.shiftIndex));
}
