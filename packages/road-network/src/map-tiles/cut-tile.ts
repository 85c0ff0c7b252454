import { type GeoJSONVTTile, geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import Flatbush from 'flatbush';
import type { Feature, FeatureCollection } from 'geojson';
import { RoadError } from '../road-error.ts';
import { boundsOf } from './feature-bounds.ts';
import { type MapFeature, type MapLayer, mapLayers } from './map-feature.ts';

export const MIN_TILE_ZOOM = 0;
export const MAX_TILE_ZOOM = 16;

const EXTENT = 4096;
const BUFFER = 64;
/** Cut tiles kept in memory; 20 kB each at most in a town. */
const CACHED_TILES = 2_000;

/** Cuts tiles on demand: an index finds the features of a tile, nothing else is held but the tiles asked for last. */
export class TileCutter {
  readonly #features: readonly MapFeature[];
  readonly #index: Flatbush;
  readonly #cut = new Map<string, Uint8Array | null>();

  constructor(features: readonly MapFeature[]) {
    this.#features = features;
    this.#index = new Flatbush(Math.max(1, features.length));
    for (const feature of features) this.#index.add(...boundsOf(feature));
    if (features.length === 0) this.#index.add(0, 0, 0, 0);
    this.#index.finish();
  }

  /** Uncompressed protobuf, null when nothing is drawn there. @throws RoadError `bad_request` */
  tile(z: number, x: number, y: number): Uint8Array | null {
    checkTile(z, x, y);
    const name = `${z}/${x}/${y}`;
    const known = this.#cut.get(name);
    if (known !== undefined) {
      this.#cut.delete(name);
      this.#cut.set(name, known);
      return known;
    }
    const tile = this.#make(z, x, y);
    this.#cut.set(name, tile);
    if (this.#cut.size > CACHED_TILES) this.#cut.delete(this.#cut.keys().next().value!);
    return tile;
  }

  #make(z: number, x: number, y: number): Uint8Array | null {
    const byLayer = new Map<MapLayer, Feature[]>();
    const visible = (index: number) => index < this.#features.length && this.#features[index]!.minZoom <= z;
    for (const index of this.#index.search(...tileBounds(z, x, y), visible).sort((a, b) => a - b)) {
      const { layer, properties, geometry } = this.#features[index]!;
      const list = byLayer.get(layer) ?? [];
      list.push({ type: 'Feature', properties, geometry });
      byLayer.set(layer, list);
    }
    const layers: Record<string, GeoJSONVTTile> = {};
    for (const layer of mapLayers) {
      const features = byLayer.get(layer);
      if (!features) continue;
      const collection: FeatureCollection = { type: 'FeatureCollection', features };
      const options = { maxZoom: MAX_TILE_ZOOM, extent: EXTENT, buffer: BUFFER, tolerance: 3, clip: true };
      const tile = geoJSONToTile(collection, z, x, y, options);
      if (tile.features.length > 0) layers[layer] = tile;
    }
    if (Object.keys(layers).length === 0) return null;
    return fromGeojsonVt(layers, { version: 2, extent: EXTENT });
  }
}

function checkTile(z: number, x: number, y: number): void {
  const onGrid = Number.isInteger(z) && z >= MIN_TILE_ZOOM && z <= MAX_TILE_ZOOM;
  const side = 2 ** z;
  const inside = (at: number) => Number.isInteger(at) && at >= 0 && at < side;
  if (onGrid && inside(x) && inside(y)) return;
  throw new RoadError({
    code: 'bad_request',
    field: onGrid ? (inside(x) ? 'y' : 'x') : 'z',
    message: `There is no tile ${z}/${x}/${y}.`,
    remedy: `Ask for zoom ${MIN_TILE_ZOOM} … ${MAX_TILE_ZOOM}, and x and y from 0 to 2^zoom − 1.`,
  });
}

/** West, south, east, north of a tile with its buffer (Web Mercator). */
function tileBounds(z: number, x: number, y: number): [number, number, number, number] {
  const margin = BUFFER / EXTENT;
  const side = 2 ** z;
  const lon = (column: number) => (column / side) * 360 - 180;
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / side))) * 180) / Math.PI;
  return [lon(x - margin), lat(y + 1 + margin), lon(x + 1 + margin), lat(y - margin)];
}
