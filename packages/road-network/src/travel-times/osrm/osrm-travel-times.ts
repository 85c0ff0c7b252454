import type { LonLat } from '@roundsman/units';
import { type OutsideService, serviceFault } from '../../outside-service/index.ts';
import { RoadError } from '../../road-error.ts';
import { checkMatrixRequest, checkPoint, checkProfile, checkShapeRequest } from '../check-request.ts';
import { type BlockOutcome, cutIntoBlocks, type MatrixPart, workThroughBlocks } from '../matrix-blocks.ts';
import { straightCoordinates } from '../straight-line.ts';
import type { RoadProfile, RouteLeg, TravelMatrix, TravelTimes } from '../travel-times.ts';
import { askOsrm, type NearestAnswer, type RouteAnswer, type TableAnswer, type Waypoint } from './osrm-answers.ts';

const NEAREST_LIMIT_METERS = 5_000;
/** What an OSRM allows that nobody configured otherwise: 100 places in a table; a way of fewer keeps addresses short. */
const LIMITS = { columns: 50, pairs: 2_500 };
const PLACES_ON_A_WAY = 100;
const QUESTIONS_AT_ONCE = [1, 2, 3, 4];

const hasRoad = ({ distance }: Waypoint) => distance <= NEAREST_LIMIT_METERS;

/** One OSRM for all vehicles, or one for each where the address holds `{profile}`. */
export function osrmOverHttp(service: OutsideService): TravelTimes {
  async function matrix(from: readonly LonLat[], to: readonly LonLat[], profile: RoadProfile): Promise<TravelMatrix> {
    checkMatrixRequest(from, to, profile);
    const answer: TravelMatrix = {
      rows: from.length,
      columns: to.length,
      seconds: new Int32Array(from.length * to.length).fill(-1),
      meters: new Int32Array(from.length * to.length).fill(-1),
    };
    const whole = await workThroughBlocks(
      cutIntoBlocks({ rows: [...from.keys()], columns: [...to.keys()] }, LIMITS, 1),
      QUESTIONS_AT_ONCE,
      (_worker, block) => askBlock(service, answer, { from, to, profile }, block),
    );
    if (whole) return answer;
    throw new RoadError({
      code: 'too_large',
      message: `${service.label} refuses even a table of a single pair.`,
      remedy: 'Start osrm-routed with a larger --max-table-size.',
    });
  }

  async function shape(points: readonly LonLat[], profile: RoadProfile): Promise<{ legs: RouteLeg[] }> {
    checkShapeRequest(points, profile);
    const legs: RouteLeg[] = [];
    for (let first = 0; first < points.length - 1; first += PLACES_ON_A_WAY - 1) {
      legs.push(...(await shapeOf(service, points.slice(first, first + PLACES_ON_A_WAY), profile)));
    }
    return { legs };
  }

  return {
    provider: {
      name: 'osrm_http',
      label: service.label,
      approximate: false,
      note: service.url.includes('{profile}')
        ? null
        : 'One OSRM answers for every kind of vehicle: limits of height and weight are not looked at. An address with {profile} asks one for each.',
    },
    matrix,
    shape,
    async nearest(point, profile = 'van') {
      checkPoint(point, 'point');
      checkProfile(profile);
      const answer = await askOsrm<NearestAnswer>(service, {
        service: 'nearest',
        profile,
        points: [point],
        options: { number: '1' },
      });
      const road = typeof answer === 'string' ? undefined : answer.waypoints[0];
      if (!road || !hasRoad(road)) return null;
      const [lon, lat] = road.location;
      return { point: { lon, lat }, distanceMeters: Math.round(road.distance), name: road.name || null };
    },
  };
}

async function askBlock(
  service: OutsideService,
  { seconds, meters, columns: width }: TravelMatrix,
  { from, to, profile }: { from: readonly LonLat[]; to: readonly LonLat[]; profile: RoadProfile },
  { rows, columns }: MatrixPart,
): Promise<BlockOutcome> {
  const table = await askOsrm<TableAnswer>(service, {
    service: 'table',
    profile,
    points: [...rows.map((row) => from[row]!), ...columns.map((column) => to[column]!)],
    options: {
      sources: rows.map((_, at) => at).join(';'),
      destinations: columns.map((_, at) => rows.length + at).join(';'),
      annotations: 'duration,distance',
      generate_hints: 'false',
    },
  });
  if (table === 'too_large') return 'too_large';
  if (table === 'no_way') return 'done';
  if (!fits(table, rows.length, columns.length))
    throw serviceFault(service, `sent no table of ${rows.length} × ${columns.length}`);
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const duration = table.durations[i]![j] ?? null;
      const distance = table.distances[i]![j] ?? null;
      if (duration === null || distance === null || !hasRoad(table.sources[i]!) || !hasRoad(table.destinations[j]!))
        return;
      seconds[row * width + column] = Math.round(duration);
      meters[row * width + column] = Math.round(distance);
    });
  });
  return 'done';
}

function fits({ durations, distances, sources, destinations }: Partial<TableAnswer>, rows: number, columns: number) {
  const matrixFits = (lines: unknown) =>
    Array.isArray(lines) &&
    lines.length === rows &&
    lines.every((line) => Array.isArray(line) && line.length === columns);
  return matrixFits(durations) && matrixFits(distances) && sources?.length === rows && destinations?.length === columns;
}

/** The whole way at once; where OSRM finds none, leg by leg. */
async function shapeOf(
  service: OutsideService,
  points: readonly LonLat[],
  profile: RoadProfile,
): Promise<readonly RouteLeg[]> {
  const answer = await askOsrm<RouteAnswer>(service, {
    service: 'route',
    profile,
    points,
    options: { overview: 'false', steps: 'true', geometries: 'geojson', generate_hints: 'false' },
  });
  if (typeof answer === 'string') {
    if (points.length === 2) return [noWay(points[0]!, points[1]!)];
    const middle = Math.floor(points.length / 2);
    return [
      ...(await shapeOf(service, points.slice(0, middle + 1), profile)),
      ...(await shapeOf(service, points.slice(middle), profile)),
    ];
  }
  const legs = answer.routes?.[0]?.legs;
  if (legs?.length !== points.length - 1 || answer.waypoints?.length !== points.length)
    throw serviceFault(service, `sent no way of ${points.length - 1} legs`);
  return legs.map((leg, at): RouteLeg => {
    if (!hasRoad(answer.waypoints[at]!) || !hasRoad(answer.waypoints[at + 1]!))
      return noWay(points[at]!, points[at + 1]!);
    return { seconds: Math.round(leg.duration), meters: Math.round(leg.distance), coordinates: joined(leg.steps) };
  });
}

const noWay = (from: LonLat, to: LonLat): RouteLeg => ({
  seconds: -1,
  meters: -1,
  coordinates: straightCoordinates(from, to),
});

/** The steps' lines as one; each begins where the one before ends. At least two positions. */
function joined(steps: RouteAnswer['routes'][0]['legs'][number]['steps']): [number, number][] {
  const line: [number, number][] = [];
  for (const position of steps.flatMap(({ geometry }) => geometry.coordinates)) {
    const last = line.at(-1);
    if (last?.[0] !== position[0] || last[1] !== position[1]) line.push(position);
  }
  if (line.length === 1) line.push(line[0]!);
  return line;
}
