import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { groundLayers, SOURCE } from './style/ground-layers.ts';
import { labelLayers } from './style/label-layers.ts';
import { darkColours, lightColours } from './style/map-colours.ts';
import { roadLayers } from './style/road-layers.ts';

export interface MapStyleOptions {
  /** With placeholders, absolute: `http://127.0.0.1:4000/map/tiles/{z}/{x}/{y}.pbf`. */
  readonly tilesUrl: string;
  readonly theme: 'light' | 'dark';
  readonly attribution?: string;
  /** West, south, east, north: no tile is asked for outside. */
  readonly bounds?: readonly [number, number, number, number];
}

/** A complete MapLibre style (version 8) of the base map: no sprite, no glyph server, no address but `tilesUrl`. */
export function mapStyle(options: MapStyleOptions): StyleSpecification {
  const colours = options.theme === 'light' ? lightColours : darkColours;
  return {
    version: 8,
    name: `Roundsman ${options.theme}`,
    sources: {
      [SOURCE]: {
        type: 'vector',
        tiles: [options.tilesUrl],
        minzoom: 0,
        maxzoom: 16,
        attribution: options.attribution ?? '© OpenStreetMap contributors',
        ...(options.bounds ? { bounds: [...options.bounds] } : {}),
      },
    },
    layers: [...groundLayers(colours), ...roadLayers(colours), ...labelLayers(colours)],
  };
}
