import { sumUp } from '../evaluate/build-plan.ts';
import { judgeLinks } from '../evaluate/judge-links.ts';
import type { Plan, Unassigned } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { onNoVehicle } from '../rules/index.ts';
import { inRounds } from './in-rounds.ts';
import { hasTime } from './pace.ts';
import { createRandom } from './random.ts';
import type { Budget, CreateSearch, Progress, Search } from './search.ts';
import { separateLinks } from './separate-links.ts';

/** Searches one after the other, each with the links at other moments. */
const ROUNDS = 5;
/** Times that a plan is searched again without what does not keep its link; after that whoever follows stays out. Each is a whole search of a large problem. */
const MOST_REPAIRS = 8;
const MOST_REPAIRS_OF_MANY = 2;
const MANY_JOBS = 2000;

/**
 * Plans jobs that follow each other on whatever vehicles. The search itself knows routes that do not wait for one another, and stays as
 * fast as it is: links become windows, round after round drawn anew around the best plan so far.
 * @param createPlain searches a problem without links.
 */
export function createLinkedSearch(
  problem: Problem,
  options: NonNullable<Parameters<CreateSearch>[1]>,
  createPlain: CreateSearch,
): Search {
  const random = createRandom(options.seed ?? 1);
  let best: Plan | null = null;
  /** What the next round starts from: at first a plan that looked at no link. */
  let guide: Plan | null = null;
  let iterations = 0;
  let underWay: Search | null = null;

  function round(budget: Budget, mayGoOn: () => boolean): void {
    const separate = separateLinks(problem, guide, random);
    underWay = createPlain(separate, options);
    iterations += underWay.run(budget).iterations;
    const found = underWay.plan();
    underWay = null;
    const plan = withoutLooseEnds(problem, separate, found, createPlain, mayGoOn);
    if (!best || isBetter(plan, best)) best = plan;
    guide = guide ? best : found;
  }

  function run(budget: Budget): Progress {
    inRounds(ROUNDS, budget, (share) => round(share, () => hasTime(budget)));
    return progress();
  }

  function plan(): Plan {
    if (!best) round({ iterations: 0 }, () => true);
    return best!;
  }

  /** Of the best plan, or of the search under way where that is ahead. The first one looks at no link yet and only counts while there is no plan. */
  function progress(): Progress {
    const now = underWay?.progress() ?? nothingYet(problem);
    const known = best ? figuresOf(best) : now;
    return { ...(guide && isAhead(now, known) ? now : known), iterations: iterations + now.iterations };
  }

  return { run, plan, progress };
}

/**
 * Leaves out whatever does not keep its link (its leader is not planned, or locked to another time), and says why.
 * @param mayGoOn when not, what was taken out is placed nowhere else.
 */
function withoutLooseEnds(
  problem: Problem,
  separate: Problem,
  plan: Plan,
  createPlain: CreateSearch,
  mayGoOn: () => boolean,
): Plan {
  let kept = plan;
  const loose = new Set<string>();
  const followers = new Map(problem.jobs.flatMap(({ id, follows }) => (follows ? [[id, follows] as const] : [])));
  let repairs = problem.jobs.length > MANY_JOBS ? MOST_REPAIRS_OF_MANY : MOST_REPAIRS;
  for (; repairs >= 0; repairs--) {
    const known = loose.size;
    const found = judgeLinks(problem, kept.routes);
    for (const { jobId } of found) loose.add(jobId!);
    if (found.length > 0 && repairs === 0) for (const id of followers.keys()) loose.add(id);
    // What is locked stays, whatever it does to its link.
    if (loose.size === known) break;
    const jobs = separate.jobs.map((job) => (loose.has(job.id) ? onNoVehicle(job) : job));
    // Taking a stop out may leave a way that nobody can go: the search knows what of the rest still holds.
    const search = createPlain({ ...separate, jobs, givenPlan: { routes: kept.routes } });
    search.run({ iterations: 0, isStopped: () => !mayGoOn() });
    kept = search.plan();
  }
  const planned = new Set(kept.routes.flatMap(({ stops }) => stops.map(({ jobId }) => jobId)));
  const unassigned = kept.unassigned.map((each): Unassigned => {
    const follows = followers.get(each.jobId);
    if (!follows) return each;
    const detail = planned.has(follows.jobId)
      ? `No vehicle comes at a time that suits job ${follows.jobId}, which it follows. ${each.detail}`
      : `It follows job ${follows.jobId}, which is not planned.`;
    return { ...each, reason: 'follows', detail };
  });
  // What a locked job costs where it rides stands in the problem, not in what was made of it for the search.
  return sumUp(problem, kept.routes, unassigned);
}

export const nothingYet = ({ jobs }: Problem): Progress => ({
  iterations: 0,
  cost: 0,
  unplacedJobs: jobs.length,
  routes: 0,
});

export function figuresOf({ cost, unassigned, routes }: Plan): Omit<Progress, 'iterations'> {
  return { cost: cost.total, unplacedJobs: unassigned.length, routes: routes.length };
}

function isAhead(a: Omit<Progress, 'iterations'>, b: Omit<Progress, 'iterations'>): boolean {
  return a.unplacedJobs < b.unplacedJobs || (a.unplacedJobs === b.unplacedJobs && a.cost < b.cost);
}

function isBetter(a: Plan, b: Plan): boolean {
  const level = a.objective.findIndex((value, index) => value !== b.objective[index]);
  return level >= 0 && a.objective[level]! < b.objective[level]!;
}
