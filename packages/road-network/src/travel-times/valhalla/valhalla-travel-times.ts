import { greatCircleMeters, type LonLat } from '@roundsman/units';
import { checkMatrixRequest, checkPoint, checkProfile, checkShapeRequest } from '../check-request.ts';
import type { BlockLimits } from '../matrix-blocks.ts';
import type { ReachSearch } from '../road-search.ts';
import { straightCoordinates } from '../straight-line.ts';
import type { NearestRoad, RoadProfile, RouteLeg, TravelTimes, TravelTimesProvider } from '../travel-times.ts';
import { costing } from './costing.ts';
import { decodePolyline } from './decode-polyline.ts';
import { askOrNoWay, type ValhallaActor } from './valhalla-actor.ts';
import { valhallaMatrix } from './valhalla-matrix.ts';
import { valhallaReach } from './valhalla-reach.ts';

const NEAREST_LIMIT_METERS = 5_000;

export interface ValhallaActors {
  /** In this process one Dijkstra a source, by far the fastest for many pairs. Several: they answer at the same time. */
  readonly fast: readonly [ValhallaActor, ...ValhallaActor[]];
  /** Slower, bidirectional; asked again for pairs that the fast one left open. */
  readonly thorough: ValhallaActor | null;
  readonly limits: BlockLimits & { /** In one route, and in one locate. */ readonly places: number };
}

type RouteReply = { trip: { legs: { summary: { time: number; length: number }; shape: string }[] } };
type LocateReply = {
  edges: { correlated_lon: number; correlated_lat: number; edge_info?: { names?: string[] } }[] | null;
}[];

export function valhallaTravelTimes(provider: TravelTimesProvider, actors: ValhallaActors): TravelTimes & ReachSearch {
  const [actor] = actors.fast;

  /** In stretches that one route may hold; where one of them has no way, leg by leg. */
  async function shape(points: readonly LonLat[], profile: RoadProfile): Promise<{ legs: RouteLeg[] }> {
    checkShapeRequest(points, profile);
    const legs: RouteLeg[] = [];
    for (let first = 0; first < points.length - 1; first += actors.limits.places - 1) {
      legs.push(...(await shapeOf(points.slice(first, first + actors.limits.places), profile)));
    }
    return { legs };
  }

  async function shapeOf(points: readonly LonLat[], profile: RoadProfile): Promise<RouteLeg[]> {
    const whole = await askRoute(actor, points, profile);
    if (whole) return whole;
    const legs: RouteLeg[] = [];
    for (const [index, to] of points.slice(1).entries()) {
      const from = points[index]!;
      const leg = points.length === 2 ? null : await askRoute(actor, [from, to], profile);
      legs.push(leg?.[0] ?? { seconds: -1, meters: -1, coordinates: straightCoordinates(from, to) });
    }
    return legs;
  }

  async function nearest(point: LonLat, profile: RoadProfile = 'van'): Promise<NearestRoad | null> {
    checkPoint(point, 'point');
    checkProfile(profile);
    const query = { ...costing(profile), locations: [point], verbose: true };
    const reply = await askOrNoWay(() => actor.locate(JSON.stringify(query)));
    const edge = reply ? (JSON.parse(reply) as LocateReply)[0]?.edges?.[0] : undefined;
    if (!edge) return null;
    const onRoad = { lon: edge.correlated_lon, lat: edge.correlated_lat };
    const distanceMeters = greatCircleMeters(point, onRoad);
    if (distanceMeters > NEAREST_LIMIT_METERS) return null;
    return { point: onRoad, distanceMeters, name: edge.edge_info?.names?.[0] ?? null };
  }

  return {
    provider,
    async matrix(from, to, profile) {
      checkMatrixRequest(from, to, profile);
      return valhallaMatrix(actors, from, to, profile);
    },
    shape,
    nearest,
    reach: (from, minutes, profile) => valhallaReach(actor, from, minutes, profile),
  };
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
