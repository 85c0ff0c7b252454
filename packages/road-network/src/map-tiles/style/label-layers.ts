import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from '@maplibre/maplibre-gl-style-spec';
import { SOURCE } from './ground-layers.ts';
import type { MapColours } from './map-colours.ts';

/** Drawn by the browser's own fonts: without a glyph server any name here makes MapLibre use them. */
const FONT = ['sans-serif'];

/** Names from the least to the most important: what stands later wins the room. */
export function labelLayers(colours: MapColours): LayerSpecification[] {
  const halo = { 'text-halo-color': colours.halo, 'text-halo-width': 1.4 };
  const placeSizes = (small: number, large: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    9,
    small,
    15,
    large,
  ];
  const place = (
    id: string,
    kinds: readonly string[],
    size: ExpressionSpecification,
    quiet: boolean,
    minzoom: number,
  ): LayerSpecification => ({
    id: `place-${id}`,
    type: 'symbol',
    source: SOURCE,
    'source-layer': 'places',
    minzoom,
    filter: ['in', ['get', 'kind'], ['literal', [...kinds]]],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size,
      'text-max-width': 7,
      'text-letter-spacing': quiet ? 0.02 : 0.01,
      'symbol-sort-key': ['get', 'rank'],
    },
    paint: { 'text-color': quiet ? colours.quietText : colours.placeText, ...halo },
  });
  return [
    oneWayArrows(colours),
    {
      id: 'house-numbers',
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'addresses',
      minzoom: 16.3,
      layout: {
        'text-field': ['get', 'number'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 16, 9, 19, 12],
      },
      paint: { 'text-color': colours.quietText, 'text-halo-color': colours.halo, 'text-halo-width': 1 },
    },
    {
      ...alongLine('water-names', 'water', colours),
      minzoom: 12,
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['has', 'name']],
      paint: { 'text-color': colours.waterText, ...halo },
    },
    {
      ...alongLine('service-names', 'roads', colours),
      minzoom: 16,
      filter: ['in', ['get', 'class'], ['literal', ['service', 'pedestrian', 'path', 'track']]],
    },
    { ...alongLine('street-names', 'roads', colours), minzoom: 14, filter: ['==', ['get', 'class'], 'residential'] },
    {
      ...alongLine('road-names', 'roads', colours),
      minzoom: 12.5,
      filter: [
        'in',
        ['get', 'class'],
        ['literal', ['motorway', 'trunk', 'primary', 'secondary', 'tertiary']],
      ] satisfies FilterSpecification,
    },
    {
      id: 'peaks',
      type: 'symbol',
      source: SOURCE,
      'source-layer': 'places',
      minzoom: 12,
      filter: ['==', ['get', 'kind'], 'peak'],
      layout: {
        'text-field': [
          'concat',
          '▴ ',
          ['get', 'name'],
          ['case', ['has', 'elevation'], ['concat', '\n', ['to-string', ['get', 'elevation']], ' m'], ''],
        ],
        'text-font': FONT,
        'text-size': 10.5,
        'text-max-width': 9,
      },
      paint: { 'text-color': colours.quietText, ...halo },
    },
    place('locality', ['locality', 'isolated_dwelling', 'neighbourhood'], placeSizes(9, 11), true, 14),
    place('hamlet', ['hamlet', 'suburb'], placeSizes(9.5, 12.5), true, 12),
    place('village', ['village'], placeSizes(10.5, 16), false, 9),
    place('town', ['town', 'city'], placeSizes(13, 19), false, 5),
  ];
}

function alongLine(id: string, layer: string, colours: MapColours): SymbolLayerSpecification {
  return {
    id,
    type: 'symbol',
    source: SOURCE,
    'source-layer': layer,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': ['interpolate', ['linear'], ['zoom'], 12, 9.5, 18, 13],
      'text-max-angle': 30,
      'text-padding': 4,
    },
    paint: { 'text-color': colours.roadText, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
  };
}

function oneWayArrows(colours: MapColours): LayerSpecification {
  return {
    id: 'one-way',
    type: 'symbol',
    source: SOURCE,
    'source-layer': 'roads',
    minzoom: 15.5,
    filter: ['has', 'oneway'],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 140,
      'text-field': ['case', ['==', ['get', 'oneway'], 1], '→', '←'],
      'text-font': FONT,
      'text-size': 11,
      'text-keep-upright': false,
      'text-rotation-alignment': 'map',
    },
    paint: { 'text-color': colours.quietText, 'text-opacity': 0.8 },
  };
}
