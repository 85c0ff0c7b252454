import { type Model, NodeKind } from '../model/model.ts';
import { createTravelByHour } from './travel-by-hour.ts';

export type RouteClock = ReturnType<typeof createRouteClock>;

/** How long each thing of a route lasts, and when it can begin. Times are model seconds. */
export function createRouteClock(model: Model) {
  const { arcs, slot, place, opens, gapFirst, gaps, service, serviceProfile, nodeCount, kind, release } = model;
  const { travelFactor, breaks, guards } = model;
  const { gaps: withGaps, travelFactors } = guards;
  const hours = guards.hourly ? createTravelByHour(model) : null;
  const withRelease = release.some((ready) => ready > 0);

  function arcSeconds(from: number, to: number): number {
    return arcs[slot(place[from]!, place[to]!) + 1]!;
  }

  /** How long the drive over an arc of so many seconds lasts. */
  function lastingDrive(route: number, drive: number, leaving: number): number {
    if (hours) return hours.lasting(route, drive, leaving);
    return travelFactors ? Math.round(drive * travelFactor[route]!) : drive;
  }

  /** When to leave so as to arrive by then; `travel` is how long the drive lasts where the hour does not matter. */
  function leavingBy(route: number, drive: number, travel: number, arriving: number): number {
    return hours ? hours.leavingBy(route, drive, arriving) : arriving - travel;
  }

  /** How long an event lasts: service at a node, or break −1 − `node` of the model. */
  function lasting(route: number, node: number): number {
    return node < 0 ? breaks[3 * (-1 - node) + 2]! : service[serviceProfile[route]! * nodeCount + node]!;
  }

  /** Earliest service start at or after `at`; past `closes` it is `at` itself. */
  function openFrom(node: number, at: number): number {
    let start = Math.max(at, opens[node]!);
    if (withGaps) {
      for (let gap = gapFirst[node]!; gap < gapFirst[node + 1]!; gap++) {
        if (start > gaps[2 * gap]! && start < gaps[2 * gap + 1]!) start = gaps[2 * gap + 1]!;
      }
    }
    return start;
  }

  /** Goods of the loading that begins before stop `from` are there no earlier. */
  function readyToLoad(sequence: Int32Array, from: number, length: number): number {
    if (!withRelease) return 0;
    let ready = 0;
    for (let index = from; index < length && kind[sequence[index]!] !== NodeKind.reload; index++) {
      ready = Math.max(ready, release[sequence[index]!]!);
    }
    return ready;
  }

  return { arcSeconds, lastingDrive, leavingBy, lasting, openFrom, readyToLoad };
}
