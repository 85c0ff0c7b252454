import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, describe, expect, it } from 'vitest';
import { readExtract } from '../extract/index.ts';
import { sampleExtractPath } from '../sample-extract.ts';
import { collectMapFeatures } from './collect-map-features.ts';
import { TileCutter } from './cut-tile.ts';
import type { MapFeature } from './map-feature.ts';

/** The tile that holds a point. */
function tileAt(lon: number, lat: number, z: number): [number, number, number] {
  const side = 2 ** z;
  const x = Math.floor(((lon + 180) / 360) * side);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  return [z, x, y];
}
const vaduz = (z: number) => tileAt(9.5215, 47.1395, z);

describe('cutting the sample into tiles', () => {
  let features: MapFeature[];
  let cutter: TileCutter;
  beforeAll(async () => {
    features = collectMapFeatures(await readExtract(sampleExtractPath));
    cutter = new TileCutter(features);
  }, 60_000);
  const decode = (tile: Uint8Array | null) => new VectorTile(new PbfReader(tile!));

  it('gives tiles that any reader of vector tiles understands, with every layer near Vaduz', () => {
    const { layers } = decode(cutter.tile(...vaduz(13)));
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(['landuse', 'water', 'buildings', 'roads', 'places']));
    for (const layer of Object.values(layers)) {
      expect([layer.version, layer.extent]).toEqual([2, 4096]);
      for (let at = 0; at < layer.length; at++)
        expect(layer.feature(at).loadGeometry().flat().length).toBeGreaterThan(0);
    }
    expect(Object.keys(decode(cutter.tile(...vaduz(16))).layers)).toContain('addresses');
  });

  it('names streets, their class and their direction', () => {
    const { roads } = decode(cutter.tile(...vaduz(16))).layers;
    const properties = Array.from({ length: roads!.length }, (_, at) => roads!.feature(at).properties);
    expect(properties).toContainEqual(expect.objectContaining({ class: 'primary', name: 'Äulestrasse' }));
    expect(properties.some(({ oneway }) => oneway === 1)).toBe(true);
  });

  it('shows less from further away, and nothing where there is nothing', () => {
    const roadsAt = (z: number) => decode(cutter.tile(...vaduz(z))).layers.roads?.length ?? 0;
    expect(decode(cutter.tile(...vaduz(9))).layers.buildings).toBeUndefined();
    expect(roadsAt(8)).toBeLessThan(roadsAt(12));
    expect(cutter.tile(5, 0, 0)).toBeNull();
    expect(cutter.tile(16, 0, 0)).toBeNull();
  });

  it('keeps every tile of the country small enough to send at once', () => {
    for (const z of [8, 10, 12, 13, 14]) expect(cutter.tile(...vaduz(z))!.length).toBeLessThan(120_000);
  });

  it('draws forests with their clearings and each border once', () => {
    const withHoles = features.filter(
      ({ layer, geometry }) =>
        layer === 'landuse' &&
        geometry.type === 'MultiPolygon' &&
        geometry.coordinates.some((rings) => rings.length > 1),
    );
    expect(withHoles.length).toBeGreaterThan(10);
    const borders = features
      .filter(({ layer }) => layer === 'boundaries')
      .map(({ geometry }) => JSON.stringify(geometry));
    expect(new Set(borders).size).toBe(borders.length);
  });

  it('gives the same bytes again', () => {
    expect(cutter.tile(...vaduz(14))).toEqual(new TileCutter(features).tile(...vaduz(14)));
  });

  it.each([
    [17, 0, 0],
    [-1, 0, 0],
    [3, 8, 0],
    [3, 0, -1],
    [1.5, 0, 0],
    [3, Number.NaN, 0],
  ])('refuses the tile %d/%d/%d', (z, x, y) => {
    expect(() => cutter.tile(z, x, y)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  it('draws nothing for a map without features', () => {
    expect(new TileCutter([]).tile(0, 0, 0)).toBeNull();
  });
});
