import type { Position } from 'geojson';
import type { Bounds } from '../extract/index.ts';
import type { MapFeature } from './map-feature.ts';

/** West, south, east, north. */
export function boundsOf({ geometry }: MapFeature): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const widen = ([lon, lat]: Position) => {
    box[0] = Math.min(box[0], lon!);
    box[1] = Math.min(box[1], lat!);
    box[2] = Math.max(box[2], lon!);
    box[3] = Math.max(box[3], lat!);
  };
  if (geometry.type === 'Point') widen(geometry.coordinates);
  else if (geometry.type === 'LineString') geometry.coordinates.forEach(widen);
  else if (geometry.type === 'Polygon') geometry.coordinates[0]!.forEach(widen);
  else if (geometry.type === 'MultiPolygon') for (const polygon of geometry.coordinates) polygon[0]!.forEach(widen);
  return box;
}

export function boundsOfFeatures(features: readonly MapFeature[]): Bounds {
  return features
    .map(boundsOf)
    .reduce(
      (all, one) => [
        Math.min(all[0], one[0]),
        Math.min(all[1], one[1]),
        Math.max(all[2], one[2]),
        Math.max(all[3], one[3]),
      ],
      [180, 90, -180, -90],
    );
}
