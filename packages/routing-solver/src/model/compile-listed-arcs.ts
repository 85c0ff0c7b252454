import type { ListedArcs, TravelMatrix } from '../problem.ts';
import { type Arcs, NEVER } from './model.ts';

/** Arcs that are not listed are written here in turn: more than anybody asks for before reading the first. A power of two. */
const SCRATCH_SLOTS = 128;
/** A row's table is at least so many times as large as what it holds. */
const ROOM = 1.5;

/**
 * Sparse arcs: the neighbours of each place in a small hash table of its own, arcs from and to hubs by number. Places are numbered along a
 * chain of neighbours, so `to` itself is a good hash, and a table is as close in memory as the row of a matrix.
 */
export function compileListedArcs(matrix: TravelMatrix, { firstArc, to, hubs }: ListedArcs): Arcs {
  const { size, seconds, meters } = matrix;
  const placeCount = size + 2;
  const openPlace = size;
  const sparePlace = size + 1;
  const hubCount = hubs.length + 2;
  const hubAt = new Int32Array(placeCount).fill(-1);
  for (const [hub, place] of [...hubs, openPlace, sparePlace].entries()) hubAt[place] = hub;

  const tableFirst = new Int32Array(placeCount + 1);
  const tableMask = new Int32Array(placeCount);
  for (let from = 0; from < placeCount; from++) {
    const held = hubAt[from]! >= 0 ? 0 : 1 + firstArc[from + 1]! - firstArc[from]!;
    const room = held === 0 ? 0 : 2 ** Math.ceil(Math.log2(ROOM * held));
    tableMask[from] = room - 1;
    tableFirst[from + 1] = tableFirst[from]! + room;
  }
  const fromHubs = 2 * tableFirst[placeCount]!;
  const toHubs = fromHubs + 2 * placeCount * hubCount;
  const scratch = toHubs + 2 * placeCount * hubCount;
  const keys = new Int32Array(tableFirst[placeCount]!).fill(-1);
  const arcs = new Int32Array(scratch + SCRATCH_SLOTS);
  let scratchAt = 0;

  function slot(from: number, toPlace: number): number {
    const hub = hubAt[from]!;
    if (hub >= 0) return fromHubs + 2 * (toPlace * hubCount + hub);
    const toHub = hubAt[toPlace]!;
    if (toHub >= 0) return toHubs + 2 * (from * hubCount + toHub);
    const found = find(from, toPlace);
    return keys[found] === toPlace ? 2 * found : byWayOfHub(from, toPlace);
  }

  /** Where it is in the tables, or where it would be. */
  function find(from: number, toPlace: number): number {
    const first = tableFirst[from]!;
    const mask = tableMask[from]!;
    let at = toPlace & mask;
    while (keys[first + at] !== toPlace && keys[first + at] !== -1) at = (at + 1) & mask;
    return first + at;
  }

  function byWayOfHub(from: number, toPlace: number): number {
    let leastSeconds = NEVER;
    let leastMeters = NEVER;
    for (let hub = 0; hub < hubs.length; hub++) {
      const there = toHubs + 2 * (from * hubCount + hub);
      const onward = fromHubs + 2 * (toPlace * hubCount + hub);
      const allSeconds = arcs[there + 1]! + arcs[onward + 1]!;
      const allMeters = arcs[there]! + arcs[onward]!;
      if (allSeconds > leastSeconds || (allSeconds === leastSeconds && allMeters >= leastMeters)) continue;
      leastSeconds = allSeconds;
      leastMeters = allMeters;
    }
    scratchAt = (scratchAt + 2) & (SCRATCH_SLOTS - 1);
    arcs[scratch + scratchAt] = leastMeters;
    arcs[scratch + scratchAt + 1] = leastSeconds;
    return scratch + scratchAt;
  }

  let mostMeters = 0;
  let mostSeconds = 0;
  let allReachable = true;
  for (let from = 0; from < size; from++) {
    // A place is where it is, whether the list says so or not.
    if (hubAt[from]! < 0) keys[find(from, from)] = from;
    for (let arc = firstArc[from]!; arc < firstArc[from + 1]!; arc++) {
      const toPlace = to[arc]!;
      if (hubAt[from]! < 0 && hubAt[toPlace]! < 0) keys[find(from, toPlace)] = toPlace;
      const reachable = seconds[arc]! >= 0 && meters[arc]! >= 0;
      if (!reachable) allReachable = false;
      const at = slot(from, toPlace);
      arcs[at] = reachable ? meters[arc]! : NEVER;
      arcs[at + 1] = reachable ? seconds[arc]! : NEVER;
      if (reachable && meters[arc]! > mostMeters) mostMeters = meters[arc]!;
      if (reachable && seconds[arc]! > mostSeconds) mostSeconds = seconds[arc]!;
    }
  }
  // By way of a hub two of the longest may follow each other.
  const mostArcs = to.length < size * (size - 1) ? 2 : 1;
  return {
    placeCount,
    openPlace,
    sparePlace,
    arcs,
    arcsBack: arcs,
    slot,
    near: nearPlaces(size, firstArc, to),
    mostMeters: mostArcs * mostMeters,
    mostSeconds: mostArcs * mostSeconds,
    allReachable,
  };
}

/** By place, itself and those with an arc from or to it, each once and in their order. */
function nearPlaces(size: number, firstArc: ArrayLike<number>, to: ArrayLike<number>) {
  const lists: number[][] = Array.from({ length: size }, (_, place) => [place]);
  for (let from = 0; from < size; from++) {
    for (let arc = firstArc[from]!; arc < firstArc[from + 1]!; arc++) {
      if (to[arc] === from) continue;
      lists[from]!.push(to[arc]!);
      lists[to[arc]!]!.push(from);
    }
  }
  const first = new Int32Array(size + 1);
  const unique = lists.map((list) => Int32Array.from(new Set(list)).sort());
  for (const [at, list] of unique.entries()) first[at + 1] = first[at]! + list.length;
  const place = new Int32Array(first[size]!);
  for (const [at, list] of unique.entries()) place.set(list, first[at]!);
  return { first, place };
}
