import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
} from '@maplibre/maplibre-gl-style-spec';
import { SOURCE } from './ground-layers.ts';
import type { MapColours } from './map-colours.ts';

/** Width in pixels at the zooms 8, 12, 14, 16 and 18. */
const WIDTHS = {
  motorway: [1.2, 3.4, 6.5, 13, 30],
  main: [0.9, 2.8, 5.4, 11, 27],
  middle: [0.5, 1.9, 4.4, 9.5, 24],
  street: [0, 0.9, 3, 7.5, 20],
  service: [0, 0, 1.2, 4, 10],
} as const;

type RoadSize = keyof typeof WIDTHS;

const CLASSES: Record<RoadSize, readonly string[]> = {
  service: ['service', 'pedestrian'],
  street: ['residential'],
  middle: ['secondary', 'tertiary'],
  main: ['trunk', 'primary'],
  motorway: ['motorway'],
};
const SIZES = Object.keys(CLASSES) as RoadSize[];

/** Roads from thin to thick, all edges below all surfaces so that crossings stay open; then rails and borders. */
export function roadLayers(colours: MapColours): LayerSpecification[] {
  return [
    ...railLayers(colours),
    thinLine('paths', ['path'], colours.path, [1.2, 1.4], [0.5, 1.6], 14),
    thinLine('tracks', ['track'], colours.track, [4, 1.6], [0.6, 2.4], 13),
    ...SIZES.map((size) => roadEdge(size, colours)),
    ...SIZES.map((size) => roadSurface(size, colours)),
    {
      id: 'boundaries',
      type: 'line',
      source: SOURCE,
      'source-layer': 'boundaries',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.boundary,
        'line-opacity': ['match', ['get', 'level'], 2, 0.75, 0.4],
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          6,
          ['match', ['get', 'level'], 2, 1, 0.4],
          14,
          ['match', ['get', 'level'], 2, 2.2, 1],
        ],
        'line-dasharray': [4, 2.5],
      },
    },
  ];
}

function roadEdge(size: RoadSize, colours: MapColours): LayerSpecification {
  const main = size === 'main' || size === 'motorway';
  return {
    id: `road-edge-${size}`,
    type: 'line',
    source: SOURCE,
    'source-layer': 'roads',
    minzoom: main ? 7 : size === 'middle' ? 9 : size === 'street' ? 12 : 14,
    filter: ofClass(CLASSES[size]),
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: {
      'line-color': main ? colours.roadMainEdge : colours.roadEdge,
      'line-width': widths(size, main ? 1.6 : 1.2),
      'line-opacity': tunnelOpacity,
    },
  };
}

function roadSurface(size: RoadSize, colours: MapColours): LayerSpecification {
  const main = size === 'main' || size === 'motorway';
  return {
    id: `road-${size}`,
    type: 'line',
    source: SOURCE,
    'source-layer': 'roads',
    filter: ofClass(CLASSES[size]),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': main ? colours.roadMain : colours.road,
      'line-width': widths(size, 0),
      'line-opacity': tunnelOpacity,
    },
  };
}

function thinLine(
  id: string,
  classes: readonly string[],
  color: string,
  dashes: readonly [number, number],
  [thin, thick]: readonly [number, number],
  minzoom: number,
): LayerSpecification {
  return {
    id,
    type: 'line',
    source: SOURCE,
    'source-layer': 'roads',
    minzoom,
    filter: ofClass(classes),
    paint: {
      'line-color': color,
      'line-width': ['interpolate', ['linear'], ['zoom'], minzoom, thin, 18, thick],
      'line-dasharray': [...dashes],
    },
  };
}

function railLayers(colours: MapColours): LayerSpecification[] {
  const width = (factor: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    9,
    0.6 * factor,
    14,
    1.6 * factor,
    17,
    3 * factor,
  ];
  const opacity: ExpressionSpecification = ['case', ['get', 'tunnel'], 0.3, ['get', 'side'], 0.5, 1];
  return [
    {
      id: 'rail',
      type: 'line',
      source: SOURCE,
      'source-layer': 'railways',
      paint: { 'line-color': colours.rail, 'line-width': width(1), 'line-opacity': opacity },
    },
    {
      id: 'rail-sleepers',
      type: 'line',
      source: SOURCE,
      'source-layer': 'railways',
      minzoom: 14,
      paint: {
        'line-color': colours.rail,
        'line-width': width(2.6),
        'line-dasharray': [0.15, 2.2],
        'line-opacity': opacity,
      },
    },
  ];
}

const tunnelOpacity: ExpressionSpecification = ['case', ['to-boolean', ['get', 'tunnel']], 0.4, 1];

function ofClass(classes: readonly string[]): FilterSpecification {
  return ['in', ['get', 'class'], ['literal', [...classes]]];
}

/** Junction links and driveways are drawn at two thirds of their class. */
function widths(size: RoadSize, edge: number): ExpressionSpecification {
  const [z8, z12, z14, z16, z18] = WIDTHS[size];
  const at = (width: number): ExpressionSpecification => [
    'case',
    ['any', ['to-boolean', ['get', 'link']], ['to-boolean', ['get', 'side']]],
    width * 0.66 + edge,
    width + edge,
  ];
  return ['interpolate', ['exponential', 1.5], ['zoom'], 8, at(z8), 12, at(z12), 14, at(z14), 16, at(z16), 18, at(z18)];
}
