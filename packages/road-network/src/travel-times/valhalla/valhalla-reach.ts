import type { LonLat } from '@roundsman/units';
import { checkReach } from '../check-request.ts';
import type { ReachArea } from '../road-search.ts';
import type { RoadProfile } from '../travel-times.ts';
import { costing } from './costing.ts';
import { askOrNoWay, type ValhallaActor } from './valhalla-actor.ts';

type Polygon = [number, number][][];
type IsochroneReply = {
  features: {
    properties: { contour: number };
    geometry: { type: 'Polygon'; coordinates: Polygon } | { type: 'MultiPolygon'; coordinates: Polygon[] };
  }[];
};

/** Valhalla's isochrones, of every spot that it finds: no island of roads is left out for being small. */
export async function valhallaReach(
  actor: ValhallaActor,
  from: LonLat,
  minutes: readonly number[],
  profile: RoadProfile,
): Promise<ReachArea[]> {
  checkReach(from, minutes, profile);
  const spans = [...new Set(minutes)].sort((a, b) => a - b);
  const query = {
    ...costing(profile),
    locations: [from],
    contours: spans.map((time) => ({ time })),
    polygons: true,
    denoise: 0,
    generalize: 25,
  };
  const reply = await askOrNoWay(() => actor.isochrone(JSON.stringify(query)));
  const features = reply ? (JSON.parse(reply) as IsochroneReply).features : [];
  return minutes.map((span) => ({
    minutes: span,
    coordinates: features
      .filter(({ properties }) => properties.contour === span)
      .flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)),
  }));
}
