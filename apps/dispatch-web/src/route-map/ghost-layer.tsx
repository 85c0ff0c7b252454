import { palettes, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, type MapFeatures, MapLayer } from '@roundsman/ui/map';
import type { LineString } from 'geojson';
import { useMemo } from 'react';
import type { RouteLines } from './route-features.ts';

/** Where the routes of other plans run: grey, dashed, underneath. */
export function GhostLayer({ ghosts }: { ghosts: readonly RouteLines[] }) {
  const { scheme } = useColorScheme();
  const data = useMemo(() => ghostFeatures(ghosts), [ghosts]);
  return (
    <GeoJsonSource id="ghosts" data={data}>
      <MapLayer
        id="ghosts-line"
        type="line"
        paint={{
          'line-color': palettes[scheme].inkMuted,
          'line-width': 2,
          'line-opacity': 0.7,
          'line-dasharray': [2, 2],
        }}
      />
    </GeoJsonSource>
  );
}

function ghostFeatures(ghosts: readonly RouteLines[]): MapFeatures<LineString, { id: string }> {
  return {
    type: 'FeatureCollection',
    features: ghosts.flatMap((ghost, at) =>
      ghost.legs.map(({ toStopId, line }) => ({
        type: 'Feature',
        geometry: line,
        properties: { id: `${at}:${ghost.vehicleId ?? ''}:${toStopId ?? 'end'}` },
      })),
    ),
  };
}
