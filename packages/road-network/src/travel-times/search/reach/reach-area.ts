import type { LonLat } from '@roundsman/units';
import { edgePositions, type RoadGraph } from '../road-graph.ts';
import type { TurnGraph } from '../turn-graph.ts';
import type { ReachedRoad } from './reached-roads.ts';
import { type Ring, traceRings } from './trace-rings.ts';

/** How far beside a road the area goes, and how fast the last steps are on foot: near the limit the strip narrows to nothing. */
const BESIDE_METERS = 150;
const WALKING_METERS_PER_SECOND = 1.4;
const LEAST_CELL_METERS = 60;
const MOST_CELLS = 600_000;
/** A courtyard of this size is no hole worth drawing. */
const LEAST_HOLE_SQUARE_METERS = 60_000;
const METERS_PER_DEGREE = 111_195;

/** The coordinates of a GeoJSON MultiPolygon (RFC 7946): `[lon, lat]`, outer rings against the clock, holes with it. */
export type ReachCoordinates = [number, number][][][];

interface Sample {
  readonly x: number;
  readonly y: number;
  /** How far the area goes around it. */
  readonly radius: number;
}

/**
 * The ground beside the reached roads: the union of discs around points of them, drawn as the zero line of "how far outside of every
 * disc" over a grid of 60 m, or as coarse as the extent asks for.
 */
export function reachArea(
  graph: RoadGraph,
  turns: TurnGraph,
  reached: readonly ReachedRoad[],
  limitTenths: number,
  centre: LonLat,
): ReachCoordinates {
  const stretch = Math.cos((centre.lat * Math.PI) / 180) * METERS_PER_DEGREE;
  const project = ([lon, lat]: readonly [number, number]) =>
    [(lon - centre.lon) * stretch, (lat - centre.lat) * METERS_PER_DEGREE] as const;
  const samples = reached.flatMap((road) =>
    sampleRoad(edgePositions(graph, turns.edgeOf[road.node]!).map(project), road, limitTenths),
  );
  if (samples.length === 0) return [];

  const grid = openGrid(samples);
  for (const sample of samples) stamp(grid, sample);
  const outwards = ([column, row]: readonly [number, number]): [number, number] => [
    round6(centre.lon + (grid.west + column * grid.cell) / stretch),
    round6(centre.lat + (grid.south + row * grid.cell) / METERS_PER_DEGREE),
  ];
  const leastHole = LEAST_HOLE_SQUARE_METERS / grid.cell ** 2;
  return groupRings(traceRings(grid.outside, grid.columns, grid.rows), leastHole).map((polygon) =>
    polygon.map((ring) => ring.map(outwards)),
  );
}

const round6 = (degrees: number) => Math.round(degrees * 1e6) / 1e6;

/** Points each 30 m of what of the road is reached in time. */
function sampleRoad(
  points: readonly (readonly [number, number])[],
  { passed, startTenths, endTenths }: ReachedRoad,
  limitTenths: number,
): Sample[] {
  const lengths = points.slice(1).map(([x, y], at) => Math.hypot(x - points[at]![0], y - points[at]![1]));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const first = passed * whole;
  const samples: Sample[] = [];
  let covered = 0;
  for (const [at, length] of lengths.entries()) {
    const steps = Math.max(1, Math.ceil(length / (LEAST_CELL_METERS / 2)));
    for (let step = at === 0 ? 0 : 1; step <= steps; step++) {
      const along = covered + (length * step) / steps;
      if (along < first) continue;
      const share = whole > first ? (along - first) / (whole - first) : 0;
      const left = (limitTenths - startTenths - share * (endTenths - startTenths)) / 10;
      const radius = Math.min(BESIDE_METERS, left * WALKING_METERS_PER_SECOND);
      if (radius <= 0) return samples;
      const [[ax, ay], [bx, by]] = [points[at]!, points[at + 1]!];
      samples.push({ x: ax + ((bx - ax) * step) / steps, y: ay + ((by - ay) * step) / steps, radius });
    }
    covered += length;
  }
  return samples;
}

interface Grid {
  readonly west: number;
  readonly south: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** Meters outside of the nearest disc, negative within; row by row from the south-west. */
  readonly outside: Float32Array;
}

function openGrid(samples: readonly Sample[]): Grid {
  let [west, south, east, north] = [0, 0, 0, 0];
  for (const { x, y } of samples) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  const cell = Math.max(LEAST_CELL_METERS, Math.sqrt(((east - west) * (north - south)) / MOST_CELLS));
  const margin = BESIDE_METERS + 3 * cell;
  const columns = Math.ceil((east - west + 2 * margin) / cell) + 1;
  const rows = Math.ceil((north - south + 2 * margin) / cell) + 1;
  const outside = new Float32Array(columns * rows).fill(2 * cell);
  return { west: west - margin, south: south - margin, cell, columns, rows, outside };
}

function stamp({ west, south, cell, columns, outside }: Grid, { x, y, radius }: Sample): void {
  const reach = radius + 2 * cell;
  const [firstColumn, lastColumn] = [Math.ceil((x - reach - west) / cell), Math.floor((x + reach - west) / cell)];
  const [firstRow, lastRow] = [Math.ceil((y - reach - south) / cell), Math.floor((y + reach - south) / cell)];
  for (let row = firstRow; row <= lastRow; row++) {
    const dy = south + row * cell - y;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const dx = west + column * cell - x;
      const beyond = Math.sqrt(dx * dx + dy * dy) - radius;
      const at = row * columns + column;
      if (beyond < outside[at]!) outside[at] = beyond;
    }
  }
}

/** Outer rings with the holes that lie in them. Rings of one contour never cross, so any point of a hole tells whose it is. */
function groupRings(rings: readonly Ring[], leastHole: number): Ring[][] {
  const sized = rings.map((ring) => ({ ring, area: signedArea(ring) }));
  const outer = sized.filter(({ area }) => area > 0).sort((a, b) => a.area - b.area);
  const polygons = outer.map(({ ring }) => [ring]);
  for (const { ring, area } of sized) {
    if (area >= 0 || -area < leastHole) continue;
    const owner = outer.findIndex(({ ring: around, area: size }) => size > -area && isInside(ring[0]!, around));
    polygons[owner]?.push(ring);
  }
  return polygons;
}

function signedArea(ring: Ring): number {
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at++)
    twice += ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1];
  return twice / 2;
}

function isInside([x, y]: readonly [number, number], ring: Ring): boolean {
  let inside = false;
  for (let at = 0; at + 1 < ring.length; at++) {
    const [[ax, ay], [bx, by]] = [ring[at]!, ring[at + 1]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
