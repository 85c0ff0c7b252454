import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { mapLayers } from './map-feature.ts';
import { mapStyle } from './map-style.ts';

describe.each(['light', 'dark'] as const)('the %s map style', (theme) => {
  const style = mapStyle({
    tilesUrl: 'http://127.0.0.1:4000/map/tiles/{z}/{x}/{y}.pbf',
    theme,
    bounds: [9.4, 47, 9.7, 47.3],
  });

  it('is valid by the MapLibre style specification', () => {
    expect(validateStyleMin(style)).toEqual([]);
  });

  it('asks for nothing but its tiles', () => {
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
    expect(Object.keys(style.sources)).toEqual(['map']);
  });

  it('draws every layer of the tiles and no other', () => {
    const drawn = new Set(style.layers.flatMap((layer) => ('source-layer' in layer ? [layer['source-layer']] : [])));
    expect([...drawn].sort()).toEqual([...mapLayers].sort());
  });

  it('keeps the attribution of the map data', () => {
    expect(style.sources.map).toMatchObject({ attribution: '© OpenStreetMap contributors' });
  });
});
