import type { Location, ReachAreas } from '@roundsman/api-contract';
import { palettes, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, type MapFeatures, MapLayer } from '@roundsman/ui/map';
import type { MultiPolygon } from 'geojson';
import { useEffect, useMemo } from 'react';
import { notifyFailure } from '../notices/notify.ts';
import { useReach } from '../queries/reach.ts';
import type { Reach } from './reach-control.tsx';

/** The area within reach, over the roads and under every name and route. */
export function ReachLayer({ reach, locations }: { reach: Reach; locations: readonly Location[] }) {
  const location = locations.find(({ id }) => id === reach.locationId);
  return location ? <ReachOf minutes={reach.minutes} point={location.point} /> : null;
}

function ReachOf({ minutes, point }: { minutes: number; point: Location['point'] }) {
  const { scheme } = useColorScheme();
  const { data: areas, error } = useReach({ point, minutes });
  const data = useMemo(() => features(areas), [areas]);
  useEffect(() => {
    if (error) notifyFailure('The area within reach cannot be drawn.', error);
  }, [error]);
  return (
    <GeoJsonSource id="reach" data={data}>
      <MapLayer
        id="reach-area"
        beforeId="water-names"
        type="fill"
        paint={{ 'fill-color': palettes[scheme].accent, 'fill-opacity': 0.14 }}
      />
      <MapLayer
        id="reach-edge"
        beforeId="water-names"
        type="line"
        paint={{ 'line-color': palettes[scheme].accent, 'line-width': 1.5, 'line-opacity': 0.7 }}
      />
    </GeoJsonSource>
  );
}

function features(areas: ReachAreas | undefined): MapFeatures<MultiPolygon, { id: string }> {
  return {
    type: 'FeatureCollection',
    features: (areas?.features ?? []).map(({ geometry, properties }) => ({
      type: 'Feature',
      geometry,
      properties: { id: `${properties.minutes}` },
    })),
  };
}
