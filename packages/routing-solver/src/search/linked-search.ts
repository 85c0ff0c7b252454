import { judgeLinks } from '../evaluate/judge-links.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { inRounds } from './in-rounds.ts';
import { createRandom } from './random.ts';
import type { Budget, CreateSearch, Progress, Search } from './search.ts';
import { separateLinks } from './separate-links.ts';

/** Searches one after the other, each with the links at other moments. */
const ROUNDS = 5;

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

  function round(budget: Budget): void {
    const separate = separateLinks(problem, guide, random);
    const search = createPlain(separate, options);
    iterations += search.run(budget).iterations;
    const found = search.plan();
    const plan = withoutLooseEnds(problem, separate, found, createPlain);
    if (!best || isBetter(plan, best)) best = plan;
    guide = guide ? best : found;
  }

  function run(budget: Budget): Progress {
    inRounds(ROUNDS, budget, round);
    return progress();
  }

  function plan(): Plan {
    if (!best) round({ iterations: 0 });
    return best!;
  }

  function progress(): Progress {
    const known = plan();
    return {
      iterations,
      cost: known.cost.total,
      unplacedJobs: known.unassigned.length,
      routes: known.routes.length,
    };
  }

  return { run, plan, progress };
}

/** Leaves out whatever does not keep its link (its leader is not planned, or locked to another time), and says why. */
function withoutLooseEnds(problem: Problem, separate: Problem, plan: Plan, createPlain: CreateSearch): Plan {
  let kept = plan;
  const loose = new Set<string | undefined>();
  for (let left = problem.jobs.length; left > 0; left--) {
    const found = judgeLinks(problem, kept.routes);
    if (found.length === 0) break;
    for (const { jobId } of found) loose.add(jobId);
    const jobs = separate.jobs.map((job) => (loose.has(job.id) ? { ...job, allowedVehicleIds: [] } : job));
    // Taking a stop out may leave a way that nobody can go: the search knows what of the rest still holds.
    const search = createPlain({ ...separate, jobs, givenPlan: { routes: kept.routes } });
    search.run({ iterations: 0 });
    kept = search.plan();
  }
  const planned = new Set(kept.routes.flatMap(({ stops }) => stops.map(({ jobId }) => jobId)));
  const followers = new Map(problem.jobs.map(({ id, follows }) => [id, follows]));
  return {
    ...kept,
    unassigned: kept.unassigned.map((each) => {
      const follows = followers.get(each.jobId);
      if (!follows) return each;
      const detail = planned.has(follows.jobId)
        ? `No vehicle comes at a time that suits job ${follows.jobId}, which it follows. ${each.detail}`
        : `It follows job ${follows.jobId}, which is not planned.`;
      return { ...each, reason: 'follows', detail };
    }),
  };
}

function isBetter(a: Plan, b: Plan): boolean {
  const level = a.objective.findIndex((value, index) => value !== b.objective[index]);
  return level >= 0 && a.objective[level]! < b.objective[level]!;
}
