import { palettes, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, MapLayer } from '@roundsman/ui/map';
import type { ExpressionSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import { areaFeatures, type DrawnArea } from './area-shape.ts';

/** Areas with their names, over the roads and under every name and route: where nobody is to go, and all others. */
export function AreaLayer({ id, areas }: { id: string; areas: readonly DrawnArea[] }) {
  const { scheme } = useColorScheme();
  const { accent, broken, surface } = palettes[scheme];
  const data = useMemo(() => areaFeatures(areas), [areas]);
  const color: ExpressionSpecification = ['match', ['get', 'kind'], 'no_go', broken, accent];
  return (
    <GeoJsonSource id={id} data={data}>
      <MapLayer
        id={`${id}-ground`}
        beforeId="water-names"
        type="fill"
        filter={['==', ['geometry-type'], 'Polygon']}
        paint={{ 'fill-color': color, 'fill-opacity': 0.1 }}
      />
      <MapLayer
        id={`${id}-edge`}
        beforeId="water-names"
        type="line"
        paint={{ 'line-color': color, 'line-width': 1.5, 'line-opacity': 0.8, 'line-dasharray': [3, 2] }}
      />
      <MapLayer
        id={`${id}-name`}
        beforeId="water-names"
        type="symbol"
        layout={{
          'text-field': ['get', 'label'],
          'text-font': ['sans-serif'],
          'text-size': 11,
          // Along its edge: in the middle it would stand on the names of towns, or give way to them.
          'symbol-placement': 'line',
          'text-offset': [0, 0.9],
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        }}
        paint={{ 'text-color': color, 'text-halo-color': surface, 'text-halo-width': 1.5 }}
      />
    </GeoJsonSource>
  );
}
