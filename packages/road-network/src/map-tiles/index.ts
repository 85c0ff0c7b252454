/** The base map: features from the extract, cut into vector tiles on demand. */
export { collectMapFeatures } from './collect-map-features.ts';
export { MAX_TILE_ZOOM, MIN_TILE_ZOOM, TileCutter } from './cut-tile.ts';
export { boundsOfFeatures } from './feature-bounds.ts';
export type { MapFeature } from './map-feature.ts';
export type { MapTiles } from './map-tiles.ts';
