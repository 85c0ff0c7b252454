import type { LonLat } from '@roundsman/units';
import {
  checkMatrixRequest,
  checkNeighbourhoods,
  checkPoint,
  checkProfile,
  checkReach,
  checkShapeRequest,
  checkTrack,
} from '../check-request.ts';
import { giveWay, isLong, ONE_SEARCH, Stretches, takingTurns } from '../give-way.ts';
import type { RoadSearch } from '../road-search.ts';
import { straightCoordinates } from '../straight-line.ts';
import type { NearestRoad, RoadProfile, RouteLeg, TravelTimes } from '../travel-times.ts';
import { connectedNodes } from './connected-edges.ts';
import { matchTrack } from './match-track.ts';
import { nearestPlaces } from './nearest-places.ts';
import type { ProfileRoads, Way } from './profile-roads.ts';
import { reachArea, reachedRoads } from './reach/index.ts';
import { edgePositions, type RoadGraph } from './road-graph.ts';
import { RoadSnapper, type Snap } from './snap.ts';

/** Travel times from our own search. `openProfile` is called once a profile, at its first question. */
export function searchTravelTimes(
  graph: RoadGraph,
  openProfile: (profile: RoadProfile) => Promise<ProfileRoads>,
): TravelTimes & RoadSearch {
  const snapper = new RoadSnapper(graph);
  const opened = new Map<RoadProfile, Promise<OpenedProfile>>();

  async function profileRoads(profile: RoadProfile): Promise<OpenedProfile> {
    checkProfile(profile);
    const known = opened.get(profile);
    if (known) return known;
    const opening = openProfile(profile).then((roads) => ({
      roads,
      speedOf: segmentSpeeds(graph, roads),
      snaps: new Map<string, Snap | null>(),
    }));
    opened.set(profile, opening);
    opening.catch(() => opened.delete(profile));
    return opening;
  }
  const inTurn = takingTurns();
  const snapOne = (point: LonLat, { speedOf, snaps }: OpenedProfile) => {
    const key = `${point.lon} ${point.lat}`;
    const known = snaps.get(key);
    if (known !== undefined) return known;
    const snap = snapper.snap(point, speedOf);
    if (snaps.size >= MOST_SNAPS) snaps.delete(snaps.keys().next().value!);
    snaps.set(key, snap);
    return snap;
  };
  async function snapAll(points: readonly LonLat[], own: OpenedProfile): Promise<(Snap | null)[]> {
    const stretches = new Stretches();
    const all: (Snap | null)[] = [];
    for (const point of points) {
      all.push(snapOne(point, own));
      if (stretches.isOver(ONE_SEARCH)) await giveWay();
    }
    return all;
  }

  return {
    provider: {
      name: 'extract_search',
      label: "Own search over the extract's roads",
      approximate: false,
      note:
        graph.conditionalSigns === 0
          ? null
          : `Turn restrictions that hold at times only are not obeyed: ${graph.conditionalSigns} in this extract.`,
    },
    async matrix(from, to, profile) {
      checkMatrixRequest(from, to, profile);
      const pairs = from.length * to.length;
      const fill = async () => {
        const seconds = new Int32Array(pairs).fill(-1);
        const meters = new Int32Array(pairs).fill(-1);
        if (pairs > 0) {
          const own = await profileRoads(profile);
          await own.roads.fillMatrix(await snapAll(from, own), await snapAll(to, own), seconds, meters);
        }
        return { rows: from.length, columns: to.length, seconds, meters };
      };
      return isLong(from.length, to.length) ? inTurn(fill) : fill();
    },
    async shape(points, profile) {
      checkShapeRequest(points, profile);
      const own = await profileRoads(profile);
      const snaps = await snapAll(points, own);
      const legs = points.slice(1).map((to, index): RouteLeg => {
        const from = points[index]!;
        const [start, end] = [snaps[index], snaps[index + 1]];
        const way = start && end ? own.roads.findWay(start, end) : null;
        if (!way || way.nodes.length === 0)
          return { seconds: -1, meters: -1, coordinates: straightCoordinates(from, to) };
        return {
          seconds: Math.round(way.seconds / 10),
          meters: Math.round(way.meters / 10),
          coordinates: drawWay(graph, own.roads, way, start!, end!),
        };
      });
      return { legs };
    },
    async neighbours(places, profile, count) {
      checkNeighbourhoods(places, profile, count);
      const own = await profileRoads(profile);
      return inTurn(async () => ({ count, ...(await nearestPlaces(own.roads, await snapAll(places, own), count)) }));
    },
    async matchTrack(fixes, profile) {
      checkTrack(fixes, profile);
      const own = await profileRoads(profile);
      return inTurn(() => matchTrack(own.roads, snapper, own.speedOf, fixes));
    },
    async reach(from, minutes, profile) {
      checkReach(from, minutes, profile);
      const own = await profileRoads(profile);
      const snap = snapper.snap(from, own.speedOf);
      if (!snap) return minutes.map((span) => ({ minutes: span, coordinates: [] }));
      const reached = reachedRoads(own.roads, snap, Math.max(...minutes) * 600);
      return minutes.map((span) => ({
        minutes: span,
        coordinates: reachArea(graph, own.roads.graph, reached, span * 600, from),
      }));
    },
    async nearest(point, profile = 'van'): Promise<NearestRoad | null> {
      checkPoint(point, 'point');
      const own = await profileRoads(profile);
      const snap = snapper.snap(point, own.speedOf);
      if (!snap) return null;
      return {
        point: snap.point,
        distanceMeters: snap.distanceMeters,
        name: graph.names[graph.name[snap.segment]!] ?? null,
      };
    },
  };
}

interface OpenedProfile {
  readonly roads: ProfileRoads;
  /** km/h of a segment where a vehicle may start or end, else 0. */
  readonly speedOf: (segment: number) => number;
  /** Where places lie on the roads: those of a day are asked for with every new one. */
  readonly snaps: Map<string, Snap | null>;
}

const MOST_SNAPS = 30_000;

function segmentSpeeds(graph: RoadGraph, { graph: turns }: ProfileRoads): (segment: number) => number {
  const connected = connectedNodes(turns);
  const speeds = new Float32Array(graph.segmentCount);
  turns.edgeOf.forEach((edge, node) => {
    if (!connected[node]) return;
    const kilometersPerHour = (turns.meters[node]! / turns.seconds[node]!) * 3.6;
    speeds[edge >> 1] = Math.max(speeds[edge >> 1]!, kilometersPerHour, 0.1);
  });
  return (segment) => speeds[segment]!;
}

/** The way's edges one after another; the first and the last one are cut where the places lie. */
function drawWay(graph: RoadGraph, roads: ProfileRoads, way: Way, from: Snap, to: Snap): [number, number][] {
  const edges = way.nodes.map((node) => roads.graph.edgeOf[node]!);
  const coordinates: [number, number][] = [];
  edges.forEach((edge, at) => {
    const positions = edgePositions(graph, edge);
    const passedAtStart = at === 0 ? passed(edge, from) : 0;
    const passedAtEnd = at === edges.length - 1 ? passed(edge, to) : 1;
    for (const position of cutLine(positions, passedAtStart, passedAtEnd)) {
      const last = coordinates.at(-1);
      if (last?.[0] !== position[0] || last?.[1] !== position[1]) coordinates.push(position);
    }
  });
  if (coordinates.length === 1) coordinates.push(coordinates[0]!);
  return coordinates;
}

const passed = (edge: number, { fraction }: Snap) => (edge & 1 ? 1 - fraction : fraction);

/** The part of a line between two shares of its length. */
function cutLine(positions: readonly [number, number][], start: number, end: number): [number, number][] {
  if (start <= 0 && end >= 1) return [...positions];
  const stretch = Math.cos((positions[0]![1] * Math.PI) / 180);
  const lengths = positions
    .slice(1)
    .map(([lon, lat], at) => Math.hypot((lon - positions[at]![0]) * stretch, lat - positions[at]![1]));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const [first, last] = [start * whole, end * whole];
  const cut: [number, number][] = [pointAlong(positions, lengths, first)];
  let covered = 0;
  for (const [at, length] of lengths.entries()) {
    covered += length;
    if (covered > first && covered < last) cut.push(positions[at + 1]!);
  }
  cut.push(pointAlong(positions, lengths, last));
  return cut;
}

function pointAlong(
  positions: readonly [number, number][],
  lengths: readonly number[],
  along: number,
): [number, number] {
  let covered = 0;
  for (const [at, length] of lengths.entries()) {
    if (covered + length >= along && length > 0) {
      const share = (along - covered) / length;
      const [[lonA, latA], [lonB, latB]] = [positions[at]!, positions[at + 1]!];
      return [lonA + (lonB - lonA) * share, latA + (latB - latA) * share];
    }
    covered += length;
  }
  return positions.at(-1)!;
}
