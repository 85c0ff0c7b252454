import { palettes, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, MapLayer } from '@roundsman/ui/map';
import type { ExpressionSpecification, MapGeoJSONFeature } from 'maplibre-gl';
import { useMemo } from 'react';
import type { RouteRow } from '../timeline/route-row.ts';
import { stopFeatures } from './route-features.ts';

interface StopLayersProps {
  rows: readonly RouteRow[];
  focusKey: string | null;
  selectedId: string | null;
  chosen: ReadonlySet<string>;
  onStop: (stopId: string, jobId: string | null) => void;
  onOpenJob: (jobId: string) => void;
  onHover: (stop: HoveredStop | null) => void;
}

export interface HoveredStop {
  label: string;
  point: { lon: number; lat: number };
}

/** Stops as marks (hue = vehicle, fill = state), their numbers from close by, and a flag on each promise in danger. */
export function StopLayers(props: StopLayersProps) {
  const { rows, focusKey, selectedId, chosen, onStop, onOpenJob, onHover } = props;
  const { scheme } = useColorScheme();
  const palette = palettes[scheme];
  const data = useMemo(() => stopFeatures(rows), [rows]);
  const selected: ExpressionSpecification = [
    'any',
    ['==', ['get', 'id'], selectedId ?? ''],
    ['==', ['get', 'jobId'], selectedId ?? ''],
    ['in', ['get', 'jobId'], ['literal', [...chosen]]],
  ];
  const opacity: ExpressionSpecification | number =
    focusKey === null ? 1 : ['case', ['any', ['==', ['get', 'key'], focusKey], selected], 1, 0.3];
  return (
    <GeoJsonSource id="stops" data={data}>
      <MapLayer
        id="stops-selected"
        type="circle"
        filter={selected}
        paint={{ 'circle-radius': 14, 'circle-color': palette.accent, 'circle-opacity': 0.35 }}
      />
      <MapLayer
        id="stops-mark"
        type="symbol"
        layout={{
          'icon-image': ['concat', 'stop-', ['get', 'hue'], '-', ['get', 'fill']],
          'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.45, 12, 0.8, 15, 1.1],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'symbol-sort-key': ['case', ['==', ['get', 'risk'], 'late'], 2, ['==', ['get', 'risk'], 'at_risk'], 1, 0],
        }}
        paint={{ 'icon-opacity': opacity }}
        onClick={(features, event) => {
          const stop = read(features[0]);
          if (!stop) return;
          if (event.originalEvent.detail > 1 && stop.jobId) onOpenJob(stop.jobId);
          else onStop(stop.id, stop.jobId);
        }}
        onHover={(feature) => onHover(feature ? hoveredOf(feature) : null)}
      />
      <MapLayer
        id="stops-number"
        type="symbol"
        minzoom={12.5}
        filter={['in', ['get', 'fill'], ['literal', ['planned', 'draft']]]}
        layout={{ 'text-field': ['to-string', ['get', 'number']], 'text-font': ['sans-serif'], 'text-size': 10 }}
        paint={{ 'text-color': palette.ink, 'text-opacity': opacity }}
      />
      <MapLayer
        id="stops-flag"
        type="symbol"
        filter={['!=', ['get', 'risk'], 'none']}
        layout={{
          'icon-image': ['concat', 'flag-', ['get', 'risk']],
          'icon-offset': [0, -12],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        }}
      />
    </GeoJsonSource>
  );
}

function read(feature: MapGeoJSONFeature | undefined): { id: string; jobId: string | null } | null {
  if (!feature) return null;
  const { id, jobId } = feature.properties;
  return typeof id === 'string' ? { id, jobId: typeof jobId === 'string' && jobId !== '' ? jobId : null } : null;
}

function hoveredOf(feature: MapGeoJSONFeature): HoveredStop | null {
  if (feature.geometry.type !== 'Point') return null;
  const [lon = 0, lat = 0] = feature.geometry.coordinates;
  return { label: `${feature.properties.number}. ${feature.properties.label}`, point: { lon, lat } };
}
