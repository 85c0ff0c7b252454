import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { MapColours } from './map-colours.ts';

export const SOURCE = 'map';

/** Paper, land use, water and houses. */
export function groundLayers(colours: MapColours): LayerSpecification[] {
  const land = (id: string, kinds: readonly string[], color: string): LayerSpecification => ({
    id: `land-${id}`,
    type: 'fill',
    source: SOURCE,
    'source-layer': 'landuse',
    filter: ['in', ['get', 'kind'], ['literal', kinds]],
    paint: { 'fill-color': color, 'fill-antialias': false },
  });
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': colours.paper } },
    land('meadow', ['meadow'], colours.meadow),
    land('farmland', ['farmland'], colours.farmland),
    land('orchard', ['orchard'], colours.orchard),
    land('settled', ['residential'], colours.settled),
    land('industrial', ['industrial', 'parking', 'pedestrian'], colours.industrial),
    land('forest', ['forest'], colours.forest),
    land('scrub', ['scrub'], colours.scrub),
    land('rock', ['rock', 'ice'], colours.rock),
    land('sand', ['sand'], colours.sand),
    land('wetland', ['wetland'], colours.wetland),
    land('school', ['school', 'cemetery'], colours.school),
    land('park', ['park'], colours.park),
    land('pitch', ['pitch'], colours.pitch),
    {
      id: 'water-line',
      type: 'line',
      source: SOURCE,
      'source-layer': 'water',
      filter: [
        'all',
        ['==', ['geometry-type'], 'LineString'],
        ['in', ['get', 'kind'], ['literal', ['river', 'stream']]],
      ],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.waterLine,
        'line-width': [
          'interpolate',
          ['exponential', 1.5],
          ['zoom'],
          9,
          ['match', ['get', 'kind'], 'river', 1, 0.3],
          14,
          ['match', ['get', 'kind'], 'river', 5, 1],
          17,
          ['match', ['get', 'kind'], 'river', 18, 3],
        ],
      },
    },
    {
      id: 'water',
      type: 'fill',
      source: SOURCE,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.water },
    },
    {
      id: 'buildings',
      type: 'fill',
      source: SOURCE,
      'source-layer': 'buildings',
      minzoom: 13,
      paint: {
        'fill-color': colours.building,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.4, 14.5, 1],
      },
    },
    {
      id: 'building-edges',
      type: 'line',
      source: SOURCE,
      'source-layer': 'buildings',
      minzoom: 15,
      paint: {
        'line-color': colours.buildingEdge,
        'line-width': ['interpolate', ['linear'], ['zoom'], 15, 0.3, 17, 0.8],
      },
    },
  ];
}
