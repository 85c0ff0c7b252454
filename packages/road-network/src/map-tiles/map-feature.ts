import type { Geometry } from 'geojson';

export type MapLayer = 'water' | 'landuse' | 'buildings' | 'roads' | 'railways' | 'boundaries' | 'places' | 'addresses';

/** In the order they are written into a tile. */
export const mapLayers: readonly MapLayer[] = [
  'landuse',
  'water',
  'buildings',
  'roads',
  'railways',
  'boundaries',
  'places',
  'addresses',
];

/** One thing to draw, from its first zoom on. */
export interface MapFeature {
  readonly layer: MapLayer;
  readonly minZoom: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  readonly geometry: Geometry;
}

/** How a thing is drawn, before it has a shape. */
export type Drawing = Omit<MapFeature, 'geometry'>;
