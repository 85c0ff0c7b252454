import type { RoadProfile, Roads } from '@roundsman/road-network';
import type { TravelMatrix } from '@roundsman/routing-solver';
import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { placesOf } from './day-problem.ts';
import { type DayRoads, type DayTravel, drivable, type ProfileTravel } from './day-roads.ts';
import type { DaySnapshot } from './day-snapshot.ts';

/** Fewer make worse plans, more cost memory: 12 bytes each, with every place its own. */
const NEIGHBOURS = 150;
/** Besides where vehicles start and end: ways between places far from one another go by way of them. */
const SPREAD_HUBS = 28;
/** Pairs that one question to the roads may hold. */
const MOST_PAIRS = 5_000_000;

/**
 * The travel of a day too large for a matrix: arcs from each place to its nearest neighbours, by our own search over the extract, and from and to some
 * hubs, by the roads in use. Jobs at one address share a row.
 */
export async function measureListed(
  roads: DayRoads,
  day: DaySnapshot,
  [main, ...others]: readonly [RoadProfile, ...RoadProfile[]],
): Promise<DayTravel> {
  const { points, rows } = distinctPoints(placesOf(day).map(({ point }) => point));
  const hubs = chooseHubs(points, homesOf(day, rows));
  const near = await roads.search.neighbours(points, main, Math.min(NEIGHBOURS, points.length - 1));
  const around = await hubTravel(roads, points, hubs, main);
  const profiles = new Map<RoadProfile, ProfileTravel>([[main, { timeFactor: 1, unreachable: new Set() }]]);
  for (const profile of others) {
    const own = await hubTravel(roads, points, hubs, profile);
    profiles.set(profile, compareByHubs(own, around, hubs.length, rows));
  }
  return { matrix: listArcs(points.length, hubs, near, around), rows, profiles, lastKnown: around.lastKnown };
}

function distinctPoints(all: readonly LonLat[]): { points: LonLat[]; rows: Int32Array } {
  const rowOf = new Map<string, number>();
  const points: LonLat[] = [];
  const rows = Int32Array.from(all, (point) => {
    const key = `${point.lon} ${point.lat}`;
    const row = rowOf.get(key) ?? points.push(point) - 1;
    rowOf.set(key, row);
    return row;
  });
  return { points, rows };
}

/** Wherever vehicles start and end: every route drives there. */
function homesOf({ vehicles, locations }: DaySnapshot, rows: Int32Array): number[] {
  const homes = new Set(vehicles.flatMap(({ startLocationId, endLocationId }) => [startLocationId, endLocationId]));
  return [...new Set(locations.flatMap(({ id }, at) => (homes.has(id) ? rows[at]! : [])))];
}

/** The homes, then always the place farthest from all that are chosen. */
function chooseHubs(points: readonly LonLat[], homes: readonly number[]): number[] {
  const hubs = [...homes];
  const away = Float64Array.from(points, () => Number.POSITIVE_INFINITY);
  const nearer = (hub: number) => {
    for (const [at, point] of points.entries()) away[at] = Math.min(away[at]!, greatCircleMeters(point, points[hub]!));
  };
  for (const home of homes) nearer(home);
  while (hubs.length < Math.min(points.length, homes.length + SPREAD_HUBS)) {
    const farthest = away.reduce((best, each, at) => (each > away[best]! ? at : best), 0);
    if (away[farthest] === 0) break;
    hubs.push(farthest);
    nearer(farthest);
  }
  return hubs;
}

interface HubTravel {
  /** Hub by hub, to every place; and from every place, place by place. */
  readonly out: { readonly seconds: Int32Array; readonly meters: Int32Array };
  readonly into: { readonly seconds: Int32Array; readonly meters: Int32Array };
  readonly lastKnown: boolean;
}

async function hubTravel(
  roads: Pick<DayRoads, 'travelTimes'>,
  points: readonly LonLat[],
  hubs: readonly number[],
  profile: RoadProfile,
): Promise<HubTravel> {
  const ends = hubs.map((hub) => points[hub]!);
  const step = Math.max(1, Math.floor(MOST_PAIRS / points.length));
  const out = arrays(hubs.length * points.length);
  const into = arrays(hubs.length * points.length);
  let lastKnown = false;
  for (let first = 0; first < ends.length; first += step) {
    const some = ends.slice(first, first + step);
    const there = await roads.travelTimes.matrix(some, points, profile);
    const back = await roads.travelTimes.matrix(points, some, profile);
    lastKnown ||= there.lastKnown === true || back.lastKnown === true;
    for (const name of ['seconds', 'meters'] as const) {
      out[name].set(there[name], first * points.length);
      for (let at = 0; at < back[name].length; at++)
        into[name][Math.floor(at / some.length) * hubs.length + first + (at % some.length)] = back[name][at]!;
    }
  }
  return { out: drivable(out), into: drivable(into), lastKnown };
}

const arrays = (length: number) => ({ seconds: new Int32Array(length), meters: new Int32Array(length) });

function listArcs(
  size: number,
  hubs: readonly number[],
  near: Awaited<ReturnType<Roads['search']['neighbours']>>,
  around: HubTravel,
): TravelMatrix {
  const { count } = near;
  const hubAt = new Map(hubs.map((hub, at) => [hub, at]));
  const most = size * (count + hubs.length + 1) + hubs.length * size;
  const to = new Int32Array(most);
  const travel = arrays(most);
  const firstArc = new Int32Array(size + 1);
  let arc = 0;
  const add = (target: number, seconds: number, meters: number) => {
    to[arc] = target;
    travel.seconds[arc] = seconds;
    travel.meters[arc++] = meters;
  };
  for (let row = 0; row < size; row++) {
    const hub = hubAt.get(row);
    if (hub === undefined) listOrdinary(row);
    else
      for (let target = 0; target < size; target++) {
        const at = hub * size + target;
        if (target === row) add(target, 0, 0);
        else add(target, around.out.seconds[at]!, around.out.meters[at]!);
      }
    firstArc[row + 1] = arc;
  }
  const listed = { firstArc, to: to.slice(0, arc), hubs };
  return { size, seconds: travel.seconds.slice(0, arc), meters: travel.meters.slice(0, arc), listed };

  function listOrdinary(row: number): void {
    const targets = new Map<number, readonly [number, number]>([[row, [0, 0]]]);
    for (let at = row * count; at < (row + 1) * count && near.place[at]! >= 0; at++)
      targets.set(near.place[at]!, [near.seconds[at]!, near.meters[at]!]);
    for (const [at, hub] of hubs.entries()) {
      const pair = row * hubs.length + at;
      targets.set(hub, [around.into.seconds[pair]!, around.into.meters[pair]!]);
    }
    for (const target of [...targets.keys()].sort((a, b) => a - b)) add(target, ...targets.get(target)!);
  }
}

/** As the full comparison does it, on the ways from and to hubs. */
function compareByHubs(own: HubTravel, main: HubTravel, hubs: number, rows: Int32Array): ProfileTravel {
  let [ownSum, mainSum] = [0, 0];
  const size = main.out.seconds.length / hubs;
  const lost = new Int32Array(size);
  const compare = (mine: Int32Array, others: Int32Array, placeOf: (at: number) => number) => {
    for (const [at, seconds] of others.entries()) {
      if (seconds < 0) continue;
      if (mine[at]! < 0) lost[placeOf(at)]! += 1;
      else {
        ownSum += mine[at]!;
        mainSum += seconds;
      }
    }
  };
  compare(own.out.seconds, main.out.seconds, (at) => at % size);
  compare(own.into.seconds, main.into.seconds, (at) => Math.floor(at / hubs));
  const unreachable = new Set([...rows.keys()].filter((place) => lost[rows[place]!]! >= hubs));
  return { timeFactor: mainSum === 0 ? 1 : ownSum / mainSum, unreachable };
}
