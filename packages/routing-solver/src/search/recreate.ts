import { type Model, NodeKind } from '../model/model.ts';
import type { PlaceFinder } from './find-place.ts';
import type { Random } from './random.ts';
import type { RouteState } from './routes.ts';

/** Jobs of the first plan between two looks at whether there is time for more. */
const JOBS_BETWEEN_LOOKS = 16;

/**
 * Puts absent jobs back, each at its cheapest place, in an order drawn anew each time (the orders and weights of SISR: random, big, far,
 * near, and for windows narrow, early, late). What fits nowhere stays absent.
 */
export function createRecreate(model: Model, state: RouteState, finder: PlaceFinder, random: Random) {
  const { jobCount, firstNode, partner, opens, closes, amount, dimensions, kind, arcs, slot, place, guards } = model;
  const { unplacedWeight } = model;
  const { absent, totals } = state;
  const order = new Int32Array(jobCount);
  const keys = new Float64Array(jobCount);
  const size = sizes();
  const distance = distancesFromStarts();
  const withPriority = unplacedWeight.some((weight) => weight !== unplacedWeight[0]);
  const weights = [4, guards.capacity ? 4 : 0, 2, 1, guards.time ? 2 : 0, guards.time ? 2 : 0, guards.time ? 2 : 0];
  const allWeights = weights.reduce((sum, weight) => sum + weight, 0);

  /** Share of each vehicle's capacity that a job takes, the tightest dimension, averaged over nothing: a plain ranking. */
  function sizes(): Float64Array {
    const total = new Float64Array(dimensions).fill(1);
    for (let job = 0; job < jobCount; job++) {
      for (let d = 0; d < dimensions; d++) total[d] = total[d]! + amount[firstNode[job]! * dimensions + d]!;
    }
    return Float64Array.from({ length: jobCount }, (_, job) => {
      let share = 0;
      for (let d = 0; d < dimensions; d++) share += amount[firstNode[job]! * dimensions + d]! / total[d]!;
      return share;
    });
  }

  function distancesFromStarts(): Float64Array {
    const startPlaces = new Set<number>();
    for (let route = 0; route < model.routeCount; route++) startPlaces.add(place[model.firstStart + route]!);
    return Float64Array.from({ length: jobCount }, (_, job) => {
      const node = partner[firstNode[job]!]! >= 0 ? partner[firstNode[job]!]! : firstNode[job]!;
      let least = Number.POSITIVE_INFINITY;
      for (const start of startPlaces) least = Math.min(least, arcs[slot(start, place[node]!)]!);
      return least;
    });
  }

  function keyOf(criterion: number, job: number): number {
    const first = firstNode[job]!;
    const node = kind[first] === NodeKind.shipmentPickup ? first + 1 : first;
    switch (criterion) {
      case 0:
        return random.unit();
      case 1:
        return -size[job]!;
      case 2:
        return -distance[job]!;
      case 3:
        return distance[job]!;
      case 4:
        return closes[node]! - opens[node]!;
      case 5:
        return opens[node]!;
      default:
        return -closes[node]!;
    }
  }

  function drawCriterion(): number {
    let draw = random.unit() * allWeights;
    for (let criterion = 0; criterion < weights.length; criterion++) {
      draw -= weights[criterion]!;
      if (draw < 0) return criterion;
    }
    return 0;
  }

  function sortAbsent(count: number): void {
    const criterion = drawCriterion();
    // What is worth more goes first most of the time, so that it does not lose its room to something cheaper.
    const byPriority = withPriority && random.unit() < 0.5;
    for (let index = 0; index < count; index++) {
      const job = absent[index]!;
      keys[job] = byPriority ? keyOf(criterion, job) - unplacedWeight[job]! * 1e9 : keyOf(criterion, job);
    }
    for (let index = 0; index < count; index++) {
      const job = absent[index]!;
      let at = index;
      for (; at > 0 && keys[order[at - 1]!]! > keys[job]!; at--) order[at] = order[at - 1]!;
      order[at] = job;
    }
  }

  /**
   * False when it stopped on the way: cost reached `limit`. What is still to come only adds to it, where no detour is faster or shorter than
   * the direct way, and what stays out costs more than what is put in.
   * @param thorough what fits at none of its neighbours is tried everywhere; else only now and then.
   */
  function recreate(limit = Number.POSITIVE_INFINITY, thorough = true): boolean {
    const count = totals.absent;
    sortAbsent(count);
    totals.absent = 0;
    finder.drawPass(thorough);
    for (let index = 0; index < count; index++) {
      const job = order[index]!;
      if (!finder.find(job)) {
        absent[totals.absent++] = job;
        continue;
      }
      finder.insert(job);
      totals.unplaced -= unplacedWeight[job]!;
      if (totals.cost >= limit) return false;
    }
    return true;
  }

  /**
   * The same for a first plan: every job is a change of its own, so that it can end at any time and what would break a route stays out.
   * @returns false when it ended early; what it did not come to is absent.
   */
  function fill(mayGoOn: () => boolean, noteChanges: () => void): boolean {
    const count = totals.absent;
    sortAbsent(count);
    totals.absent = 0;
    finder.drawPass(true);
    for (let index = 0; index < count; index++) {
      if (index % JOBS_BETWEEN_LOOKS === 0 && !mayGoOn()) {
        for (let rest = index; rest < count; rest++) absent[totals.absent++] = order[rest]!;
        return false;
      }
      const job = order[index]!;
      state.begin();
      if (finder.find(job)) {
        finder.insert(job);
        if (!state.log.broken) {
          totals.unplaced -= unplacedWeight[job]!;
          noteChanges();
          continue;
        }
        state.rollBack();
      }
      absent[totals.absent++] = job;
    }
    return true;
  }

  return { recreate, fill };
}

export type Recreate = ReturnType<typeof createRecreate>;
