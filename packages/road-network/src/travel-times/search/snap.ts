import { greatCircleMeters, type LonLat } from '@roundsman/units';
import Flatbush from 'flatbush';
import type { RoadGraph } from './road-graph.ts';

/** Beyond this a place has no road. */
export const NEAREST_LIMIT_METERS = 5_000;
const CANDIDATES = 24;
const METERS_PER_DEGREE = 111_195;

/** A place on a segment. */
export interface Snap {
  readonly segment: number;
  /** 0 at the segment's first point … 1 at its last, by length. */
  readonly fraction: number;
  readonly point: LonLat;
  readonly distanceMeters: number;
}

/** Finds the nearest piece of road; pieces are indexed on a plane where east and north are equally long in the middle of the map. */
export class RoadSnapper {
  readonly #graph: RoadGraph;
  readonly #tree: Flatbush | null;
  readonly #stretch: number;
  /** Per piece: its segment and its first point. */
  readonly #segmentOf: Int32Array;
  readonly #pointOf: Int32Array;

  constructor(graph: RoadGraph) {
    this.#graph = graph;
    const { lons, lats, firstPoint, segmentCount } = graph;
    const middleLat =
      lats.length > 0 ? (lats.reduce((a, b) => Math.min(a, b)) + lats.reduce((a, b) => Math.max(a, b))) / 2 : 0;
    this.#stretch = Math.cos((middleLat * Math.PI) / 180);
    const pieces = lats.length - segmentCount;
    this.#segmentOf = new Int32Array(Math.max(0, pieces));
    this.#pointOf = new Int32Array(Math.max(0, pieces));
    this.#tree = pieces > 0 ? new Flatbush(pieces) : null;
    let piece = 0;
    for (let segment = 0; segment < segmentCount; segment++) {
      for (let at = firstPoint[segment]!; at < firstPoint[segment + 1]! - 1; at++) {
        this.#segmentOf[piece] = segment;
        this.#pointOf[piece++] = at;
        const [xa, xb] = [lons[at]! * this.#stretch, lons[at + 1]! * this.#stretch];
        const [ya, yb] = [lats[at]!, lats[at + 1]!];
        this.#tree!.add(Math.min(xa, xb), Math.min(ya, yb), Math.max(xa, xb), Math.max(ya, yb));
      }
    }
    this.#tree?.finish();
  }

  /** The nearest segment that `speedOf` gives a speed, null when none lies within the limit. */
  snap(point: LonLat, speedOf: (segment: number) => number): Snap | null {
    const reach = NEAREST_LIMIT_METERS / METERS_PER_DEGREE;
    const pieces =
      this.#tree?.neighbors(
        point.lon * this.#stretch,
        point.lat,
        CANDIDATES,
        reach,
        (piece) => speedOf(this.#segmentOf[piece]!) > 0,
      ) ?? [];
    let best: { piece: number; share: number; point: LonLat; distance: number } | null = null;
    for (const piece of pieces) {
      const { point: foot, share } = this.#footOn(piece, point);
      const distance = greatCircleMeters(point, foot);
      if (!best || distance < best.distance) best = { piece, share, point: foot, distance };
    }
    if (!best || best.distance > NEAREST_LIMIT_METERS) return null;
    const segment = this.#segmentOf[best.piece]!;
    return {
      segment,
      fraction: this.#fractionAt(segment, best.piece, best.share),
      point: best.point,
      distanceMeters: best.distance,
    };
  }

  /** The nearest place on each of the segments within reach, nearest first, at most so many. */
  near(point: LonLat, speedOf: (segment: number) => number, count: number, reachMeters: number): Snap[] {
    const pieces =
      this.#tree?.neighbors(
        point.lon * this.#stretch,
        point.lat,
        CANDIDATES,
        reachMeters / METERS_PER_DEGREE,
        (piece) => speedOf(this.#segmentOf[piece]!) > 0,
      ) ?? [];
    const best = new Map<number, Snap>();
    for (const piece of pieces) {
      const segment = this.#segmentOf[piece]!;
      const { point: foot, share } = this.#footOn(piece, point);
      const distanceMeters = greatCircleMeters(point, foot);
      if (distanceMeters >= (best.get(segment)?.distanceMeters ?? Number.POSITIVE_INFINITY)) continue;
      best.set(segment, { segment, fraction: this.#fractionAt(segment, piece, share), point: foot, distanceMeters });
    }
    return [...best.values()].sort((a, b) => a.distanceMeters - b.distanceMeters).slice(0, count);
  }

  #footOn(piece: number, point: LonLat): { point: LonLat; share: number } {
    const { lons, lats } = this.#graph;
    const at = this.#pointOf[piece]!;
    const [dx, dy] = [(lons[at + 1]! - lons[at]!) * this.#stretch, lats[at + 1]! - lats[at]!];
    const [px, py] = [(point.lon - lons[at]!) * this.#stretch, point.lat - lats[at]!];
    const squared = dx * dx + dy * dy;
    const share = squared === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
    return { share, point: { lon: lons[at]! + (lons[at + 1]! - lons[at]!) * share, lat: lats[at]! + dy * share } };
  }

  #fractionAt(segment: number, piece: number, share: number): number {
    const { firstPoint } = this.#graph;
    let [before, whole] = [0, 0];
    for (let at = firstPoint[segment]!; at < firstPoint[segment + 1]! - 1; at++) {
      const length = this.#pieceLength(at);
      if (at < this.#pointOf[piece]!) before += length;
      else if (at === this.#pointOf[piece]) before += length * share;
      whole += length;
    }
    return whole === 0 ? 0 : Math.min(1, before / whole);
  }

  #pieceLength(at: number): number {
    const { lons, lats } = this.#graph;
    return Math.hypot((lons[at + 1]! - lons[at]!) * this.#stretch, lats[at + 1]! - lats[at]!);
  }
}
