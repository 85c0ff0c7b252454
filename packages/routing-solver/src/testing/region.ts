import type { Job, Problem, TravelMatrix, Vehicle } from '../problem.ts';
import { createRandom, type Random } from '../search/random.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

const WIDTH_METERS = 120_000;
const HEIGHT_METERS = 90_000;
const DEPOTS = 4;
/** Besides the depots. */
const SPREAD_HUBS = 28;
const STOPS_PER_TOWN = 150;
const DAY_START = 8 * 3600;
const SHIFT = { startSeconds: DAY_START, endSeconds: DAY_START + 9 * 3600 };

/**
 * A day of a whole region, the same for the same seed: towns of different size and stops between them, four depots, one stop in three with a
 * window of three hours. Travel is listed for the nearest `neighbours` of each place and for hubs; no full matrix is ever made.
 */
export function makeRegion(size: {
  readonly stops: number;
  readonly neighbours: number;
  readonly seed: number;
}): Problem {
  const random = createRandom(size.seed);
  const points = drawPoints(size.stops, random);
  const depots = spreadOver(points, DEPOTS, []);
  const hubs = spreadOver(points, SPREAD_HUBS, depots);
  const isDepot = new Set(depots);
  const jobs = points.flatMap((_, place): Job[] => (isDepot.has(place) ? [] : [drawJob(place, random)]));
  return {
    places: points.map((_, index) => ({ id: `place-${index}`, matrixIndex: index })),
    matrix: listNearest(points, size.neighbours, hubs),
    capacityDimensions: ['pieces'],
    jobs,
    vehicles: Array.from({ length: Math.ceil(size.stops / 36) }, (_, index) => makeVehicle(index, depots)),
  };
}

function drawPoints(count: number, random: Random): Point[] {
  const towns = Array.from({ length: Math.ceil(count / STOPS_PER_TOWN) }, () => ({
    x: random.unit() * WIDTH_METERS,
    y: random.unit() * HEIGHT_METERS,
    radius: 800 + random.unit() * 4000,
  }));
  return Array.from({ length: count + DEPOTS }, () => {
    if (random.unit() < 0.25) return { x: random.unit() * WIDTH_METERS, y: random.unit() * HEIGHT_METERS };
    const town = towns[random.below(towns.length)]!;
    const angle = random.unit() * 2 * Math.PI;
    const away = town.radius * Math.sqrt(-Math.log(1 - random.unit()));
    return { x: town.x + away * Math.cos(angle), y: town.y + away * Math.sin(angle) };
  });
}

/** Points as far from one another, and from those taken before, as can be: each next the farthest. All in turn, `taken` first. */
function spreadOver(points: readonly Point[], count: number, taken: readonly number[]): number[] {
  const chosen = taken.length > 0 ? [...taken] : [nearestToMiddle(points)];
  const away = Float64Array.from(points, () => Number.POSITIVE_INFINITY);
  const nearer = (to: number) => {
    for (const [at, point] of points.entries()) away[at] = Math.min(away[at]!, metersBetween(point, points[to]!));
  };
  for (const each of chosen) nearer(each);
  while (chosen.length < Math.min(points.length, taken.length + count)) {
    const farthest = away.reduce((best, each, at) => (each > away[best]! ? at : best), 0);
    chosen.push(farthest);
    nearer(farthest);
  }
  return chosen;
}

function nearestToMiddle(points: readonly Point[]): number {
  const middle = { x: WIDTH_METERS / 2, y: HEIGHT_METERS / 2 };
  return points.reduce(
    (best, point, at) => (metersBetween(point, middle) < metersBetween(points[best]!, middle) ? at : best),
    0,
  );
}

/** Roads are a third longer than the straight line. */
function metersBetween(a: Point, b: Point): number {
  return 1.33 * Math.hypot(a.x - b.x, a.y - b.y);
}

/** Slow through streets, faster from two kilometers on. */
function secondsFor(meters: number): number {
  return Math.min(meters, 2000) / 8 + Math.max(0, meters - 2000) / 16;
}

function drawJob(place: number, random: Random): Job {
  const opens = DAY_START + random.below(7) * 3600;
  return {
    id: `job-${place}`,
    kind: 'delivery',
    placeIndex: place,
    serviceSeconds: 120 + 30 * random.below(7),
    amounts: [1 + random.below(5)],
    ...(random.below(3) === 0 && { windows: [{ startSeconds: opens, endSeconds: opens + 3 * 3600 }] }),
  };
}

function makeVehicle(index: number, depots: readonly number[]): Vehicle {
  return {
    id: `vehicle-${index}`,
    startPlaceIndex: depots[index % depots.length]!,
    shifts: [SHIFT],
    capacities: [180],
    cost: { fixed: 60, perKilometer: 0.6 },
  };
}

function listNearest(points: readonly Point[], neighbours: number, hubs: readonly number[]): TravelMatrix {
  const isHub = new Set(hubs);
  const around = createGrid(points, neighbours);
  const firstArc = new Int32Array(points.length + 1);
  const lists: Int32Array[] = [];
  for (const from of points.keys()) {
    const to = isHub.has(from)
      ? Int32Array.from(points.keys())
      : Int32Array.from(new Set([from, ...hubs, ...around(from)])).sort();
    lists.push(to);
    firstArc[from + 1] = firstArc[from]! + to.length;
  }
  const to = new Int32Array(firstArc[points.length]!);
  const meters = new Int32Array(to.length);
  const seconds = new Int32Array(to.length);
  for (const [from, list] of lists.entries()) {
    for (const [at, each] of list.entries()) {
      const arc = firstArc[from]! + at;
      const distance = metersBetween(points[from]!, points[each]!);
      to[arc] = each;
      meters[arc] = Math.ceil(distance);
      seconds[arc] = Math.ceil(secondsFor(distance));
    }
  }
  return { size: points.length, seconds, meters, listed: { firstArc, to, hubs } };
}

/** The nearest points of each, found in rings of squares around it. */
function createGrid(points: readonly Point[], count: number): (from: number) => number[] {
  const side = Math.sqrt((WIDTH_METERS * HEIGHT_METERS * 4) / points.length);
  const column = ({ x }: Point) => Math.floor(x / side);
  const line = ({ y }: Point) => Math.floor(y / side);
  const squares = Map.groupBy(points.keys(), (at) => `${column(points[at]!)},${line(points[at]!)}`);
  return (from) => {
    const point = points[from]!;
    const found: number[] = [];
    const wanted = Math.min(count, points.length - 1);
    let enoughAt = Number.POSITIVE_INFINITY;
    for (let ring = 0; ring <= enoughAt; ring++) {
      for (let x = column(point) - ring; x <= column(point) + ring; x++) {
        for (let y = line(point) - ring; y <= line(point) + ring; y++) {
          if (Math.max(Math.abs(x - column(point)), Math.abs(y - line(point))) !== ring) continue;
          for (const each of squares.get(`${x},${y}`) ?? []) if (each !== from) found.push(each);
        }
      }
      // Nearer ones may be in rings that a circle around the square still touches.
      if (found.length >= wanted && enoughAt === Number.POSITIVE_INFINITY)
        enoughAt = Math.ceil((ring + 1) * Math.SQRT2);
    }
    const away = (at: number) => metersBetween(point, points[at]!);
    return found.sort((a, b) => away(a) - away(b)).slice(0, wanted);
  };
}
