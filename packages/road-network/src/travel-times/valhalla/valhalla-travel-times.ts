import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { checkMatrixRequest, checkPoint, checkProfile, checkShapeRequest } from '../check-request.ts';
import { straightCoordinates } from '../straight-line.ts';
import type { NearestRoad, RoadProfile, RouteLeg, TravelMatrix, TravelTimes } from '../travel-times.ts';
import { decodePolyline } from './decode-polyline.ts';
import type { ValhallaActor } from './load-valhalla.ts';

/** Pairs per question: answers are JSON text, and a block of this size is about 1 MB of it. */
const BLOCK_PAIRS = 60_000;
const NEAREST_LIMIT_METERS = 5_000;

/** Queues at borders are not the same everywhere; nothing is added for them. */
const BORDERS = { country_crossing_cost: 0, country_crossing_penalty: 0 };

/**
 * Dimensions in meters, mass in metric tons, speed in km/h: a 3.5 t box van, a 12 t truck with tail-lift. Its customers live
 * in small streets: at Valhalla's usual 30 s of reluctance it would drive around the country to avoid one.
 */
const COSTINGS: Record<RoadProfile, { name: string; options: object }> = {
  car: { name: 'auto', options: BORDERS },
  van: { name: 'auto', options: { ...BORDERS, height: 2.9, width: 2.1, top_speed: 120 } },
  truck: {
    name: 'truck',
    options: {
      ...BORDERS,
      height: 3.6,
      width: 2.55,
      length: 9,
      weight: 12,
      axle_load: 8,
      top_speed: 85,
      low_class_penalty: 5,
    },
  },
};

function costing(profile: RoadProfile): object {
  const { name, options } = COSTINGS[profile];
  return { costing: name, costing_options: { [name]: options } };
}

export interface ValhallaActors {
  readonly version: string;
  /** One Dijkstra a source: by far the fastest for many pairs. Several, one a core, each in a thread of the pool. */
  readonly fast: readonly [ValhallaActor, ...ValhallaActor[]];
  /** Slower, bidirectional; asked again for pairs that the fast one left open. */
  readonly thorough: ValhallaActor;
}

type MatrixReply = { sources_to_targets: { durations: (number | null)[][]; distances: (number | null)[][] } };
type RouteReply = { trip: { legs: { summary: { time: number; length: number }; shape: string }[] } };
type LocateReply = {
  edges: { correlated_lon: number; correlated_lat: number; edge_info?: { names?: string[] } }[] | null;
}[];

export function valhallaTravelTimes(actors: ValhallaActors): TravelTimes {
  async function matrix(from: readonly LonLat[], to: readonly LonLat[], profile: RoadProfile): Promise<TravelMatrix> {
    checkMatrixRequest(from, to, profile);
    const answer: TravelMatrix = {
      rows: from.length,
      columns: to.length,
      seconds: new Int32Array(from.length * to.length).fill(-1),
      meters: new Int32Array(from.length * to.length).fill(-1),
    };
    const question = { answer, from, to, profile };
    const everything = { rows: [...from.keys()], columns: [...to.keys()] };
    if (!(await ask(actors.fast, question, everything))) {
      const withRoads = {
        rows: await nearRoads(actors.fast[0], from, profile),
        columns: await nearRoads(actors.fast[0], to, profile),
      };
      await ask(actors.fast, question, withRoads);
    }
    if (answer.seconds.includes(-1)) await ask([actors.thorough], question, await openPart(actors.thorough, question));
    return answer;
  }

  async function shape(points: readonly LonLat[], profile: RoadProfile): Promise<{ legs: RouteLeg[] }> {
    checkShapeRequest(points, profile);
    const whole = await askRoute(actors.fast[0], points, profile);
    if (whole) return { legs: whole };
    const legs: RouteLeg[] = [];
    for (const [index, to] of points.slice(1).entries()) {
      const from = points[index]!;
      const leg = points.length === 2 ? null : await askRoute(actors.fast[0], [from, to], profile);
      legs.push(leg?.[0] ?? { seconds: -1, meters: -1, coordinates: straightCoordinates(from, to) });
    }
    return { legs };
  }

  async function nearest(point: LonLat, profile: RoadProfile = 'van'): Promise<NearestRoad | null> {
    checkPoint(point, 'point');
    checkProfile(profile);
    const query = { ...costing(profile), locations: [point], verbose: true };
    const [located] = JSON.parse(await actors.fast[0].locate(JSON.stringify(query))) as LocateReply;
    const edge = located?.edges?.[0];
    if (!edge) return null;
    const onRoad = { lon: edge.correlated_lon, lat: edge.correlated_lat };
    const distanceMeters = greatCircleMeters(point, onRoad);
    if (distanceMeters > NEAREST_LIMIT_METERS) return null;
    return { point: onRoad, distanceMeters, name: edge.edge_info?.names?.[0] ?? null };
  }

  return {
    provider: {
      name: 'valhalla',
      label: `Valhalla ${actors.version} on the extract's roads`,
      approximate: false,
      note: null,
    },
    matrix,
    shape,
    nearest,
  };
}

interface Question {
  readonly answer: TravelMatrix;
  readonly from: readonly LonLat[];
  readonly to: readonly LonLat[];
  readonly profile: RoadProfile;
}

/** Some rows and columns of the question. */
interface Part {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Fills the part's pairs that are still open, in blocks shared out among the actors; false when one of its places has no road near. */
async function ask(actors: readonly ValhallaActor[], question: Question, part: Part): Promise<boolean> {
  if (part.columns.length === 0) return true;
  const mostRows = Math.max(1, Math.floor(BLOCK_PAIRS / part.columns.length));
  const rowsPerBlock = Math.min(mostRows, Math.max(1, Math.ceil(part.rows.length / actors.length)));
  const blocks: Part[] = [];
  for (let first = 0; first < part.rows.length; first += rowsPerBlock) {
    blocks.push({ rows: part.rows.slice(first, first + rowsPerBlock), columns: part.columns });
  }
  let allNearRoads = true;
  const work = async (actor: ValhallaActor) => {
    for (let block = blocks.shift(); block && allNearRoads; block = blocks.shift()) {
      if (!(await askBlock(actor, question, block))) allNearRoads = false;
    }
  };
  await Promise.all(actors.map(work));
  return allNearRoads;
}

async function askBlock(actor: ValhallaActor, question: Question, { rows, columns }: Part): Promise<boolean> {
  const { answer, from, to, profile } = question;
  const query = {
    ...costing(profile),
    sources: rows.map((row) => from[row]!),
    targets: columns.map((column) => to[column]!),
    verbose: false,
  };
  const reply = await askOrNoWay(() => actor.matrix(JSON.stringify(query)));
  if (!reply) return false;
  const { durations, distances } = (JSON.parse(reply) as MatrixReply).sources_to_targets;
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      const pair = row * answer.columns + column;
      const seconds = durations[i]![j] ?? null;
      const kilometers = distances[i]![j] ?? null;
      if (answer.seconds[pair] !== -1 || seconds === null || kilometers === null) return;
      answer.seconds[pair] = Math.round(seconds);
      answer.meters[pair] = Math.round(kilometers * 1000);
    });
  });
  return true;
}

/** The rows and columns, near a road, that still hold an open pair. */
async function openPart(actor: ValhallaActor, { answer, from, to, profile }: Question): Promise<Part> {
  const open = (row: number, column: number) => answer.seconds[row * answer.columns + column] === -1;
  const rowsNearRoads = await nearRoads(actor, from, profile);
  const columnsNearRoads = await nearRoads(actor, to, profile);
  const rows = rowsNearRoads.filter((row) => columnsNearRoads.some((column) => open(row, column)));
  return { rows, columns: columnsNearRoads.filter((column) => rows.some((row) => open(row, column))) };
}

/** The indices of the points that have a road near. */
async function nearRoads(actor: ValhallaActor, points: readonly LonLat[], profile: RoadProfile): Promise<number[]> {
  const reply = await actor.locate(JSON.stringify({ ...costing(profile), locations: points }));
  const located = JSON.parse(reply) as LocateReply;
  return [...points.keys()].filter((index) => (located[index]?.edges?.length ?? 0) > 0);
}

async function askRoute(
  actor: ValhallaActor,
  points: readonly LonLat[],
  profile: RoadProfile,
): Promise<RouteLeg[] | null> {
  const query = {
    ...costing(profile),
    locations: points.map(({ lon, lat }) => ({ lon, lat, type: 'break' })),
    directions_type: 'none',
    shape_format: 'polyline6',
  };
  const reply = await askOrNoWay(() => actor.route(JSON.stringify(query)));
  if (!reply) return null;
  return (JSON.parse(reply) as RouteReply).trip.legs.map(({ summary, shape }) => ({
    seconds: Math.round(summary.time),
    meters: Math.round(summary.length * 1000),
    coordinates: decodePolyline(shape),
  }));
}

/** "No road near" and "no path" are answers (null), everything else is a fault. */
async function askOrNoWay(ask: () => Promise<string>): Promise<string | null> {
  try {
    return await ask();
  } catch (fault) {
    if (/no path|no suitable edges|no data found|unconnected/i.test((fault as Error).message)) return null;
    throw fault;
  }
}
