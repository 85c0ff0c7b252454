import { palettes, useColorScheme, vehicleHueExpression } from '@roundsman/ui';
import { GeoJsonSource, MapLayer } from '@roundsman/ui/map';
import type { ExpressionSpecification } from 'maplibre-gl';
import { useMemo } from 'react';
import type { RouteRow } from '../timeline/route-row.ts';
import { legFeatures, type RouteLines } from './route-features.ts';

interface RouteLayersProps {
  rows: readonly RouteRow[];
  shapes: readonly RouteLines[];
  /** The row that is looked at; the others step back. */
  focusKey: string | null;
  onRow: (key: string) => void;
}

/** The roads of each route in its vehicle's hue; driven ones thin, the one looked at thick. */
export function RouteLayers({ rows, shapes, focusKey, onRow }: RouteLayersProps) {
  const { scheme } = useColorScheme();
  const data = useMemo(() => legFeatures(rows, shapes), [rows, shapes]);
  const focused: ExpressionSpecification = ['==', ['get', 'key'], focusKey ?? ''];
  return (
    <GeoJsonSource id="routes" data={data}>
      <MapLayer
        id="routes-casing"
        type="line"
        layout={{ 'line-join': 'round', 'line-cap': 'round' }}
        filter={focused}
        paint={{ 'line-color': palettes[scheme].surface, 'line-width': 8, 'line-opacity': 0.9 }}
      />
      <MapLayer
        id="routes-line"
        type="line"
        layout={{ 'line-join': 'round', 'line-cap': 'round', 'line-sort-key': ['case', focused, 1, 0] }}
        paint={{
          // The shared package states the type without importing the map.
          'line-color': vehicleHueExpression('hue', scheme) as unknown as ExpressionSpecification,
          'line-width': ['case', focused, 4.5, ['get', 'driven'], 1.5, 2.5],
          'line-opacity': focusKey === null ? ['case', ['get', 'driven'], 0.45, 0.85] : ['case', focused, 1, 0.22],
        }}
        onClick={(features) => {
          const key = features[0]?.properties.key;
          if (typeof key === 'string') onRow(key);
        }}
      />
    </GeoJsonSource>
  );
}
