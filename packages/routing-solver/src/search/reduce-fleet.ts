import type { Model } from '../model/model.ts';
import type { BestPlan } from './best-plan.ts';
import type { PlaceFinder } from './find-place.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';
import type { Recreate } from './recreate.ts';
import type { RouteState } from './routes.ts';
import type { Ruin } from './ruin.ts';

/** Shares of the budget: for all of this, and without a vehicle less before it gives up. */
export const MOST_OF_BUDGET = 0.5;
const PATIENCE = 0.2;
/** Driving does not matter yet, but some heat lets stops wander while the absent ones stay the same. In average cost of a job. */
const HEAT = 0.3;
/** More jobs are never left out at once: jobs that have hardly been left out so far would all go for one that has been often, and each costs time. */
const MOST_ABSENT = 10;

/**
 * Fewer vehicles, where the objective puts them before cost (SISR, section 5.3): a route is closed, what was in it may stay absent for a while,
 * and a change is accepted when those left out have been left out less often so far. When nobody is absent any more the plan with
 * one vehicle less is the best one, and the next route goes. At the end the state is the best plan again.
 * Where cost matters more, `keep` takes such a plan instead, and the best one stays what it was.
 */
export function reduceFleet(
  model: Model,
  state: RouteState,
  { finder, ruin, recreate, bestPlan, random }: Operators,
  { pace, next }: Pace,
  { until = MOST_OF_BUDGET, patience = PATIENCE, keep = bestPlan.store }: Effort = {},
): void {
  const { totals, absent } = state;
  const { best } = bestPlan;
  const absences = new Float64Array(model.jobCount).fill(1);
  const absentBefore = new Int32Array(model.jobCount);
  let countBefore = 0;
  let giveUpAt = pace.passed + patience;
  if (best.absent > 0 || !closeSmallestRoute()) return;
  let cost = totals.cost;
  while (pace.passed < Math.min(giveUpAt, until) && next()) {
    countBefore = totals.absent;
    for (let at = 0; at < countBefore; at++) absentBefore[at] = absent[at]!;
    state.begin();
    ruin.ruin();
    recreate.recreate(Number.POSITIVE_INFINITY, false);
    for (let at = 0; at < totals.absent; at++) absences[absent[at]!]!++;
    if (state.log.broken || !isAccepted()) {
      state.rollBack();
      continue;
    }
    cost = totals.cost;
    bestPlan.noteChanges();
    if (totals.absent > 0) continue;
    keep();
    giveUpAt = pace.passed + patience;
    if (!closeSmallestRoute()) break;
    cost = totals.cost;
  }
  finder.limitRoutes(model.routeCount);
  bestPlan.restore(ruin);

  function isAccepted(): boolean {
    if (totals.absent > Math.max(countBefore, MOST_ABSENT)) return false;
    const change = sumOf(absent, totals.absent) - sumOf(absentBefore, countBefore);
    if (change !== 0) return change < 0;
    const temperature = (HEAT * best.cost) / model.jobCount;
    return totals.cost < cost - temperature * Math.log(random.unit() + Number.MIN_VALUE);
  }

  function sumOf(jobs: Int32Array, count: number): number {
    let sum = 0;
    for (let at = 0; at < count; at++) sum += absences[jobs[at]!]!;
    return sum;
  }

  /** False when there is none that may close. */
  function closeSmallestRoute(): boolean {
    let smallest = -1;
    for (let route = 0; route < model.routeCount; route++) {
      if (state.stops[route] === 0 || model.locked[route]!.length > 0) continue;
      if (smallest < 0 || state.stops[route]! < state.stops[smallest]!) smallest = route;
    }
    if (smallest < 0 || totals.usedRoutes === 1) return false;
    state.begin();
    ruin.empty(smallest);
    bestPlan.noteChanges();
    finder.limitRoutes(totals.usedRoutes);
    return true;
  }
}

interface Effort {
  /** Share of the budget at which it ends at the latest. */
  readonly until?: number;
  /** Share of the budget that it goes on without a vehicle less. */
  readonly patience?: number;
  /** Called with the current plan each time when it has a vehicle less and nobody is absent. */
  readonly keep?: () => void;
}

export interface Operators {
  readonly finder: PlaceFinder;
  readonly ruin: Ruin;
  readonly recreate: Recreate;
  readonly bestPlan: BestPlan;
  readonly random: Random;
}
