import type { Model } from '../model/model.ts';
import type { RouteState } from './routes.ts';

/** Positions that look cheapest are scheduled to find out what they really cost; more find little that is better. */
const LENGTH = 3;

export type Shortlist = ReturnType<typeof createShortlist>;

/**
 * The cheapest positions found so far for one job. Where time costs nothing the first of them is the answer. Where it does (paid waiting,
 * overtime, lateness) prices are bounds until `settle` schedules the routes with the job in them.
 */
export function createShortlist(model: Model, state: RouteState) {
  const { firstStart, firstEnd, partner, guards } = model;
  const { next, routeOf, scheduler } = state;
  const length = guards.timeCost ? LENGTH : 1;
  const price = new Float64Array(length);
  /** Nodes after which the stop, and a shipment's delivery, go. */
  const after = new Int32Array(length);
  const secondAfter = new Int32Array(length);
  const trial = new Int32Array(model.nodeCount);
  const list = { count: 0, bar: Number.POSITIVE_INFINITY };
  /** The winner, after `settle`: -1 in `after` when there is none. */
  const winner = { after: -1, secondAfter: -1, price: Number.POSITIVE_INFINITY, timeCost: 0, waitingSeconds: 0 };

  function clear(): void {
    list.count = 0;
    list.bar = Number.POSITIVE_INFINITY;
  }

  /** Only prices below `list.bar` are worth offering. */
  function offer(atPrice: number, afterNode: number, secondAfterNode: number): void {
    for (let at = 0; at < list.count; at++) if (after[at] === afterNode && secondAfter[at] === secondAfterNode) return;
    let at = list.count < length ? list.count++ : length - 1;
    for (; at > 0 && price[at - 1]! > atPrice; at--) {
      price[at] = price[at - 1]!;
      after[at] = after[at - 1]!;
      secondAfter[at] = secondAfter[at - 1]!;
    }
    price[at] = atPrice;
    after[at] = afterNode;
    secondAfter[at] = secondAfterNode;
    if (list.count === length) list.bar = price[length - 1]!;
  }

  function settle(node: number): void {
    winner.after = -1;
    winner.price = Number.POSITIVE_INFINITY;
    for (let at = 0; at < list.count && price[at]! < winner.price; at++) {
      const before = after[at]!;
      if (!guards.timeCost) {
        win(at, price[at]!);
        return;
      }
      if (!schedules(node, before, secondAfter[at]!)) continue;
      scheduler!.settle();
      const { timeCost, waitingSeconds, slowSeconds } = scheduler!.result;
      const route = routeOf[before]!;
      const whole = price[at]! + state.waitingCost[route]! + timeCost - state.timeCost[route]!;
      if (whole >= winner.price) continue;
      win(at, whole);
      winner.timeCost = timeCost;
      winner.waitingSeconds = waitingSeconds + slowSeconds;
    }
  }

  function win(at: number, whole: number): void {
    winner.after = after[at]!;
    winner.secondAfter = secondAfter[at]!;
    winner.price = whole;
  }

  /** Runs the scheduler on the route of `before` with the stop, or the shipment's two stops, in it. */
  function schedules(node: number, before: number, second: number): boolean {
    const route = routeOf[before]!;
    const delivery = second >= 0 ? partner[node]! : -1;
    let length = 0;
    for (let each = firstStart + route; each < firstEnd; each = next[each]!) {
      if (each < firstStart) trial[length++] = each;
      if (each === before) trial[length++] = node;
      if (each === second || (each === before && second === node)) trial[length++] = delivery;
    }
    return scheduler!.run(route, trial, length);
  }

  return { list, winner, clear, offer, settle, schedules };
}
