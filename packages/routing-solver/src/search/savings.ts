import { LIMITLESS, type Model } from '../model/model.ts';
import { costOfDrivingSecond, type Neighbours } from './neighbours.ts';
import type { RouteState } from './routes.ts';

/** Levels that savings are sorted by: finer differences do not matter, and a level and its pair then share one exact number. */
const LEVELS = 1 << 20;
/** Waiting counts this much of driving: 0 leaves many short routes where windows are tight, 0.3 gives up too much distance. */
const WAIT_WEIGHT = 0.07;

/**
 * A start for many stops at once (Clarke & Wright 1964): every stop begins as a chain of its own, and the end of one chain is joined to the head
 * of another in the order of what that saves, while windows and capacity hold for the kind of route that there is most of. Chains are
 * proposals: whoever puts them into routes checks every rule.
 */
export function buildChains(model: Model, state: RouteState, neighbours: Neighbours, reference: number): number[][] {
  const { jobNodes, nodeCount, firstStart, firstEnd, partner, closes, service, serviceProfile } = model;
  const { dimensions, amount, opening, eligible, abilityCount, ability, job: jobOf, softLimits, guards } = model;
  const { routeOf, arcCost, travelSeconds, openFrom } = state;
  const { width, successors, successorCount } = neighbours;
  const start = firstStart + reference;
  const end = firstEnd + reference;
  const services = serviceProfile[reference]! * nodeCount;
  const withTime = guards.time;
  // Where passing a limit costs, chains keep it all the same.
  const mostJobs = Math.min(model.maxJobs[reference]!, softLimits.jobs[reference] ?? LIMITLESS);
  const room = Array.from({ length: dimensions }, (_, d) => {
    const at = reference * dimensions + d;
    return Math.min(model.capacity[at]!, softLimits.capacity[at] ?? LIMITLESS);
  });
  const perWaiting = WAIT_WEIGHT * costOfDrivingSecond(model);

  /** −1 where a chain begins or ends. */
  const next = new Int32Array(jobNodes).fill(-1);
  const prev = new Int32Array(jobNodes).fill(-1);
  const departs = new Int32Array(jobNodes);
  const latest = new Int32Array(jobNodes);
  /** At the last stop of a chain its first one; at the first its last one, how many there are, and what they weigh. */
  const first = new Int32Array(jobNodes);
  const last = new Int32Array(jobNodes);
  const length = new Int32Array(jobNodes).fill(1);
  const load = amount.slice(0, jobNodes * dimensions);
  /** Who must or should ride with others, or without them, is left to `recreate`, which sees where those ride. */
  const { companyFirst } = model.rides;
  const isAlone = (job: number) => companyFirst[job] === companyFirst[job + 1];
  const joins = (node: number) =>
    partner[node]! < 0 &&
    isAlone(jobOf[node]!) &&
    routeOf[node]! < 0 &&
    eligible[jobOf[node]! * abilityCount + ability[reference]!] === 1;

  for (let node = 0; node < jobNodes; node++) {
    last[node] = node;
    first[node] = node;
    departs[node] =
      openFrom(node, model.opens[start]! + travelSeconds(reference, start, node)) + service[services + node]!;
    latest[node] = latestBefore(node, end, closes[end]!);
  }

  /** Latest arrival at a node from which the next one is reached by `bound`. */
  function latestBefore(node: number, after: number, bound: number): number {
    return Math.min(closes[node]!, bound - travelSeconds(reference, node, after) - service[services + node]!);
  }

  function fits(from: number, to: number): boolean {
    const head = first[from]!;
    if (head === to || next[from]! >= 0 || prev[to]! >= 0) return false;
    if (withTime && departs[from]! + travelSeconds(reference, from, to) > latest[to]!) return false;
    if (length[head]! + length[to]! > mostJobs) return false;
    for (let d = 0; d < dimensions; d++) {
      if (load[head * dimensions + d]! + load[to * dimensions + d]! > room[d]!) return false;
    }
    return true;
  }

  function join(from: number, to: number): void {
    const head = first[from]!;
    const tail = last[to]!;
    next[from] = to;
    prev[to] = from;
    last[head] = tail;
    first[tail] = head;
    length[head] = length[head]! + length[to]!;
    for (let d = 0; d < dimensions; d++) {
      load[head * dimensions + d] = load[head * dimensions + d]! + load[to * dimensions + d]!;
    }
    if (!withTime) return;
    for (let before = from, node = to; node >= 0; before = node, node = next[node]!) {
      const leaves =
        openFrom(node, departs[before]! + travelSeconds(reference, before, node)) + service[services + node]!;
      if (leaves === departs[node]) break;
      departs[node] = leaves;
    }
    for (let after = to, node = from; node >= 0; after = node, node = prev[node]!) {
      const bound = latestBefore(node, after, latest[after]!);
      if (bound === latest[node]) break;
      latest[node] = bound;
    }
  }

  /** Of a vehicle that does nothing before `from`. */
  function waiting(from: number, to: number): number {
    return Math.max(0, model.opens[to]! - departs[from]! - travelSeconds(reference, from, to));
  }

  /** Pairs worth joining, as −level · pairs + pair, so that sorting the numbers sorts the savings. */
  function rankPairs(): Float64Array {
    const pairs = jobNodes * width;
    const savings = new Float64Array(pairs);
    let most = 0;
    for (let from = 0; from < jobNodes; from++) {
      if (!joins(from)) continue;
      const home = arcCost(reference, from, end) + opening[reference]!;
      for (let at = from * width; at < from * width + successorCount[from]!; at++) {
        const to = successors[at]!;
        if (!joins(to)) continue;
        savings[at] =
          home + arcCost(reference, start, to) - arcCost(reference, from, to) - perWaiting * waiting(from, to);
        if (savings[at]! > most) most = savings[at]!;
      }
    }
    const ranked = new Float64Array(pairs);
    let count = 0;
    for (let at = 0; at < pairs; at++) {
      if (savings[at]! > 0) ranked[count++] = -Math.round((savings[at]! / most) * LEVELS) * pairs + at;
    }
    return ranked.subarray(0, count).sort();
  }

  const pairs = jobNodes * width;
  for (const rank of rankPairs()) {
    const at = ((rank % pairs) + pairs) % pairs;
    const from = Math.floor(at / width);
    const to = successors[at]!;
    if (fits(from, to)) join(from, to);
  }

  const chains: number[][] = [];
  for (let node = 0; node < jobNodes; node++) {
    if (!joins(node) || prev[node]! >= 0) continue;
    const chain: number[] = [];
    for (let each = node; each >= 0; each = next[each]!) chain.push(each);
    chains.push(chain);
  }
  return chains.sort((a, b) => b.length - a.length);
}
