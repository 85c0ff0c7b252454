import { palettes, readMonotonicMilliseconds, useColorScheme } from '@roundsman/ui';
import { GeoJsonSource, type MapFeatures, MapLayer, useMapState } from '@roundsman/ui/map';
import type { Point } from 'geojson';
import type { GeoJSONSource } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import { isMoving, onPositions, placeAt } from '../live/positions.ts';
import type { RouteRow } from '../timeline/route-row.ts';

type VehicleProperties = { id: string; key: string; hue: number; name: string; heading: number };
type VehicleFeatures = MapFeatures<Point, VehicleProperties>;

const FRAME_MILLISECONDS = 40;
const nothing: VehicleFeatures = { type: 'FeatureCollection', features: [] };

interface VehicleLayerProps {
  rows: readonly RouteRow[];
  focusKey: string | null;
  onRow: (key: string) => void;
  onOpenRow: (key: string) => void;
}

/** Vehicles glide between fixes. Each frame goes straight to the map, past React. */
export function VehicleLayer({ rows, focusKey, onRow, onOpenRow }: VehicleLayerProps) {
  const { scheme } = useColorScheme();
  const palette = palettes[scheme];
  return (
    <GeoJsonSource id="vehicles" data={nothing}>
      <MapLayer
        id="vehicles-mark"
        type="symbol"
        layout={{
          'icon-image': ['concat', 'vehicle-', ['get', 'hue']],
          'icon-rotate': ['get', 'heading'],
          'icon-rotation-alignment': 'map',
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'text-field': ['get', 'name'],
          'text-font': ['sans-serif'],
          'text-size': 11,
          'text-anchor': 'top',
          'text-offset': [0, 1.2],
          'text-optional': true,
        }}
        paint={{
          'icon-opacity': focusKey === null ? 1 : ['case', ['==', ['get', 'key'], focusKey], 1, 0.4],
          'text-color': palette.ink,
          'text-halo-color': palette.surface,
          'text-halo-width': 1.5,
        }}
        onClick={(features, event) => {
          const key = features[0]?.properties.key;
          if (typeof key !== 'string') return;
          if (event.originalEvent.detail > 1) onOpenRow(key);
          else onRow(key);
        }}
      />
      <Motion rows={rows} />
    </GeoJsonSource>
  );
}

function Motion({ rows }: { rows: readonly RouteRow[] }) {
  const { map, styleGeneration } = useMapState();
  const latest = useRef(rows);
  latest.current = rows;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new style brings a new source, which is empty
  useEffect(() => {
    let frame = 0;
    let drawnAt = Number.NEGATIVE_INFINITY;
    let drawing = false;
    const drawn = () => {
      drawing = false;
    };
    const draw = () => {
      const now = readMonotonicMilliseconds();
      frame = isMoving(now) || drawing ? requestAnimationFrame(draw) : 0;
      // A busy map gets the next frame when it is done with this one, instead of a queue of old ones.
      if (drawing || (frame !== 0 && now - drawnAt < FRAME_MILLISECONDS)) return;
      drawnAt = now;
      const work = map.getSource<GeoJSONSource>('vehicles')?.setData(featuresAt(latest.current, now));
      if (!work) return;
      drawing = true;
      // A source that went away meanwhile rejects, and then nobody waits for it.
      work.then(drawn, drawn);
    };
    const wake = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    wake();
    const stop = onPositions(wake);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [map, styleGeneration, rows]);

  return null;
}

function featuresAt(rows: readonly RouteRow[], nowMilliseconds: number): VehicleFeatures {
  return {
    type: 'FeatureCollection',
    features: rows.flatMap((row) => {
      const place = row.itineraryId ? placeAt(row.itineraryId, nowMilliseconds) : null;
      if (!place) return [];
      return [
        {
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: [place.lon, place.lat] },
          properties: { id: row.key, key: row.key, hue: row.hue, name: row.name, heading: place.headingDegrees ?? 0 },
        },
      ];
    }),
  };
}
