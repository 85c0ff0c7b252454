import { palettes, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, type MapFeatures, MapLayer } from '@roundsman/ui/map';
import type { LineString } from 'geojson';
import { useMemo } from 'react';

/** Where a vehicle really drove, over the way that was planned for it: dark, on a light edge. */
export function TrackLayer({ lines }: { lines: readonly number[][][] }) {
  const { scheme } = useColorScheme();
  const data = useMemo(() => trackFeatures(lines), [lines]);
  return (
    <GeoJsonSource id="track" data={data}>
      <MapLayer
        id="track-casing"
        type="line"
        layout={{ 'line-join': 'round', 'line-cap': 'round' }}
        paint={{ 'line-color': palettes[scheme].surface, 'line-width': 5, 'line-opacity': 0.8 }}
      />
      <MapLayer
        id="track-line"
        type="line"
        layout={{ 'line-join': 'round', 'line-cap': 'round' }}
        paint={{ 'line-color': palettes[scheme].ink, 'line-width': 2 }}
      />
    </GeoJsonSource>
  );
}

function trackFeatures(lines: readonly number[][][]): MapFeatures<LineString, { id: string }> {
  return {
    type: 'FeatureCollection',
    features: lines.map((coordinates, at) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates },
      properties: { id: String(at) },
    })),
  };
}
