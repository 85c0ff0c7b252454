import type { Location } from '@roundsman/api-contract';
import { palettes, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, type MapFeatures, MapLayer } from '@roundsman/ui/map';
import type { Point } from 'geojson';
import { useMemo } from 'react';

/** Depots, stores, hubs. */
export function DepotLayer({ locations }: { locations: readonly Location[] }) {
  const { scheme } = useColorScheme();
  const data = useMemo(() => points(locations.map(({ id, name, point }) => ({ id, label: name, point }))), [locations]);
  return (
    <GeoJsonSource id="depots" data={data}>
      <MapLayer
        id="depots-mark"
        type="symbol"
        layout={{
          'icon-image': 'depot',
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'text-field': ['get', 'label'],
          'text-font': ['sans-serif'],
          'text-size': 11,
          'text-anchor': 'top',
          'text-offset': [0, 1.1],
          'text-optional': true,
        }}
        paint={{
          'text-color': palettes[scheme].ink,
          'text-halo-color': palettes[scheme].surface,
          'text-halo-width': 1.5,
        }}
      />
    </GeoJsonSource>
  );
}

export interface LoosePlace {
  /** The job's. */
  id: string;
  label: string;
  point: { lon: number; lat: number };
}

interface LooseLayerProps {
  places: readonly LoosePlace[];
  selectedId: string | null;
  chosen: ReadonlySet<string>;
  onJob: (jobId: string) => void;
  onOpenJob: (jobId: string) => void;
}

/** Jobs that stand on no route yet. */
export function LooseLayer({ places, selectedId, chosen, onJob, onOpenJob }: LooseLayerProps) {
  const { scheme } = useColorScheme();
  const data = useMemo(() => points(places), [places]);
  return (
    <GeoJsonSource id="loose" data={data}>
      <MapLayer
        id="loose-selected"
        type="circle"
        filter={['in', ['get', 'id'], ['literal', [selectedId ?? '', ...chosen]]]}
        paint={{ 'circle-radius': 14, 'circle-color': palettes[scheme].accent, 'circle-opacity': 0.35 }}
      />
      <MapLayer
        id="loose-mark"
        type="symbol"
        layout={{ 'icon-image': 'unplaced', 'icon-allow-overlap': true, 'icon-ignore-placement': true }}
        onClick={(features, event) => {
          const id = features[0]?.properties.id;
          if (typeof id !== 'string') return;
          if (event.originalEvent.detail > 1) onOpenJob(id);
          else onJob(id);
        }}
      />
    </GeoJsonSource>
  );
}

function points(places: readonly LoosePlace[]): MapFeatures<Point, { id: string; label: string }> {
  return {
    type: 'FeatureCollection',
    features: places.map(({ id, label, point }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [point.lon, point.lat] },
      properties: { id, label },
    })),
  };
}
