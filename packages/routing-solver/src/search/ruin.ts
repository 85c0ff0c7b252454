import { type Model, NodeKind } from '../model/model.ts';
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import type { RouteState } from './routes.ts';

/** Names and values of Christiaens & Vanden Berghe, "Slack Induction by String Removals", Transportation Science 2020. */
const AVERAGE_REMOVED = 10;
const LONGEST_STRING = 10;
const SPLIT_RATE = 0.5;
const SPLIT_GROWTH = 0.01;
/** Strings leave a route that nobody needs alive: too much must go at once before the plan gets better. */
const WHOLE_ROUTE_RATE = 0.05;

/**
 * Takes strings of neighbouring stops out of neighbouring routes. A shipment always goes out with both stops; what is locked stays.
 * Jobs taken out join `state.absent`.
 */
export function createRuin(model: Model, state: RouteState, neighbours: Neighbours, random: Random) {
  const { firstStart, firstEnd, firstNode, jobCount, partner, job: jobOf, kind, locked, routeCount } = model;
  const { next, prev, routeOf, stops, totals } = state;
  const { nearest, nearestCount, nearestWidth } = neighbours;

  /** What stays where it is: locked stops, and the delivery of what a locked pickup has on board, once it has a place. */
  const isFixed = new Uint8Array(model.nodeCount);
  for (const nodes of locked) {
    for (const node of nodes) {
      isFixed[node] = 1;
      if (partner[node]! >= 0) isFixed[partner[node]!] = 1;
    }
  }
  const ruinedAt = new Int32Array(routeCount).fill(-1);
  const chosen = new Int32Array(model.nodeCount);
  const withReloads = model.guards.reloads;
  const withTogether = model.guards.together;
  const { companyFirst, companion, isTogether, companyPrice } = model.rides;
  let round = 0;

  function ruin(): void {
    if (random.unit() < WHOLE_ROUTE_RATE) {
      emptyAny();
      return;
    }
    round++;
    const averageStops = totals.placedStops / Math.max(1, totals.usedRoutes);
    const longest = Math.min(LONGEST_STRING, averageStops);
    const mostStrings = (4 * AVERAGE_REMOVED) / (1 + longest) - 1;
    let strings = Math.floor(random.unit() * mostStrings + 1);
    const seed = firstNode[random.below(jobCount)]!;
    const from = (partner[seed]! >= 0 && random.unit() < 0.5 ? partner[seed]! : seed) * nearestWidth;
    const to = from + nearestCount[from / nearestWidth]!;
    for (let at = from; at < to && strings > 0; at++) {
      const node = nearest[at]!;
      const route = routeOf[node]!;
      if (route < 0 || ruinedAt[route] === round || isFixed[node] === 1) continue;
      ruinedAt[route] = round;
      const most = Math.min(stops[route]!, longest);
      const length = Math.max(1, Math.floor(random.unit() * most + 1));
      state.touch(route);
      if (length > 1 && length < stops[route]! && random.unit() < SPLIT_RATE) removeSplitString(route, node, length);
      else removeString(route, node, length);
      strings--;
    }
  }

  function emptyAny(): void {
    const route = routeOf[firstNode[random.below(jobCount)]!]!;
    if (route >= 0) empty(route);
  }

  /** Takes all out of a route that may go out. */
  function empty(route: number): void {
    let count = 0;
    for (let node = next[firstStart + route]!; node < firstEnd; node = next[node]!) chosen[count++] = node;
    state.touch(route);
    takeOut(route, count, -1, -1);
  }

  /** `length` stops in a row, `node` among them at random. */
  function removeString(route: number, node: number, length: number): void {
    const first = windowAround(node, length);
    const before = prev[first]!;
    let count = 0;
    let after = first;
    for (; count < length && after < firstEnd; after = next[after]!) chosen[count++] = after;
    takeOut(route, count, before, after);
  }

  /** A string of `length` + m stops of which m in a row stay. */
  function removeSplitString(route: number, node: number, length: number): void {
    let kept = 1;
    while (length + kept < stops[route]! && random.unit() < SPLIT_GROWTH) kept++;
    const first = windowAround(node, length + kept);
    const keepFrom = 1 + random.below(length - 1);
    let count = 0;
    let position = 0;
    for (let each = first; position < length + kept && each < firstEnd; each = next[each]!, position++) {
      if (position < keepFrom || position >= keepFrom + kept) chosen[count++] = each;
    }
    takeOut(route, count, -1, -1);
  }

  /** First node of a window of `length` stops that holds `node`, placed at random within the route. */
  function windowAround(node: number, length: number): number {
    let ahead = 0;
    for (let each = next[node]!; each < firstEnd && ahead < length - 1; each = next[each]!) ahead++;
    const leastBack = length - 1 - ahead;
    let back = leastBack + random.below(length - leastBack);
    let first = node;
    while (back > 0 && prev[first]! < firstStart) {
      first = prev[first]!;
      back--;
    }
    return first;
  }

  /** @param before the gap's ends when what is chosen lies in a row, −1 otherwise. */
  function takeOut(route: number, count: number, before: number, after: number): void {
    let inRow = before >= 0;
    for (let index = 0; index < count; index++) {
      const node = chosen[index]!;
      if (routeOf[node] !== route || isFixed[node] === 1 || kind[node] === NodeKind.reload) {
        inRow = false;
        continue;
      }
      const other = partner[node]!;
      if (other >= 0) {
        inRow = false;
        state.remove(other);
      }
      state.remove(node);
      state.addAbsent(jobOf[node]!);
      if (withTogether && takeOutCompanions(route, jobOf[node]!)) inRow = false;
    }
    if (withReloads && dropIdleReloads(route)) inRow = false;
    if (inRow) state.settleRemoval(route, before, after);
    else state.settleRoute(route);
  }

  /** Who must ride with a job goes out with it, or neither could move to another route. */
  function takeOutCompanions(route: number, job: number): boolean {
    let found = false;
    for (let at = companyFirst[job]!; at < companyFirst[job + 1]!; at++) {
      if (isTogether[at] === 0 || companyPrice[at]! < Number.POSITIVE_INFINITY) continue;
      const first = firstNode[companion[at]!]!;
      const second = partner[first]!;
      const last = second >= 0 ? second : first;
      if (routeOf[last] !== route || isFixed[last] === 1) continue;
      if (second >= 0) state.remove(first);
      state.remove(last);
      state.addAbsent(companion[at]!);
      found = true;
    }
    return found;
  }

  /** Reloads between which nothing is left to load or unload. */
  function dropIdleReloads(route: number): boolean {
    let dropped = false;
    let loading = firstStart + route;
    for (let node = next[loading]!; node < firstEnd; node = next[node]!) {
      if (kind[node] !== NodeKind.reload) continue;
      const idle = prev[node] === loading || next[node]! >= firstEnd;
      if (idle && isFixed[node] === 0) {
        // `next` of a node taken out still leads on.
        state.remove(node);
        dropped = true;
      } else loading = node;
    }
    return dropped;
  }

  return { ruin, empty };
}

export type Ruin = ReturnType<typeof createRuin>;
