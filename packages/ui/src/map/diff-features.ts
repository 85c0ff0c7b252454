import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { GeoJSONSourceDiff } from 'maplibre-gl';

/** A feature that can be found again: `properties.id` is unique in its collection. Treat it as immutable. */
export type MapFeature<G extends Geometry = Geometry, P = Record<string, unknown>> = Feature<G, P & { id: string }>;
export type MapFeatures<G extends Geometry = Geometry, P = Record<string, unknown>> = FeatureCollection<
  G,
  P & { id: string }
>;

/** What to tell a source that shows `before` so that it shows `after`: nothing, a few features, or everything anew. */
export type FeatureChange = 'none' | 'all' | GeoJSONSourceDiff;

/**
 * Compares features by id and object identity: a changed feature is a new object. An id given twice, another order of
 * the same features (it decides what lies on top), or more than half changed make it `all`.
 */
export function diffFeatures(before: MapFeatures, after: MapFeatures): FeatureChange {
  if (before === after) return 'none';
  const old = byId(before);
  const young = byId(after);
  if (!old || !young) return 'all';
  // A feature added under an id already there takes its place, so changed and new ones are the same to the map.
  const add = after.features.filter((feature) => old.get(feature.properties.id) !== feature);
  const remove = [...old.keys()].filter((id) => !young.has(id));
  if (add.length === 0 && remove.length === 0) return sameOrder(before, after) ? 'none' : 'all';
  if ((add.length + remove.length) * 2 > Math.max(old.size, young.size)) return 'all';
  return { add, remove };
}

function byId(collection: MapFeatures): Map<string, MapFeature> | undefined {
  const found = new Map(collection.features.map((feature) => [feature.properties.id, feature]));
  return found.size === collection.features.length ? found : undefined;
}

function sameOrder(before: MapFeatures, after: MapFeatures): boolean {
  return before.features.every((feature, at) => feature === after.features[at]);
}
