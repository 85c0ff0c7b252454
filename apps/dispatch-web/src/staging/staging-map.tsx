import type { Job } from '@roundsman/api-contract';
import { palettes, useColorScheme } from '@roundsman/ui';
import {
  GeoJsonSource,
  type MapFeatures,
  MapLayer,
  MapMarker,
  MapView,
  showPoints,
  useMapState,
} from '@roundsman/ui/map';
import type { Point } from 'geojson';
import { useEffect, useMemo } from 'react';
import { Pin } from '../pin-map/pin.tsx';
import { useMovePin } from '../pin-map/use-move-pin.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './staging-map.module.css';

interface StagingMapProps {
  jobs: readonly Job[];
  activeId: string | null;
  onActive: (job: Job) => void;
}

/** Where the rows lie. The active one is a pin that can be dragged to where it belongs. */
export function StagingMap({ jobs, activeId, onActive }: StagingMapProps) {
  const { organisation } = useOrganisation();
  const { scheme } = useColorScheme();
  const movePin = useMovePin();
  const palette = palettes[scheme];
  const data = useMemo(() => pointsOf(jobs), [jobs]);
  const active = jobs.find((job) => job.id === activeId);
  const { southWest, northEast } = organisation.map.bounds;
  const middle = { lon: (southWest.lon + northEast.lon) / 2, lat: (southWest.lat + northEast.lat) / 2 };
  return (
    <MapView
      className={styles.map}
      mapStyle={scheme === 'dark' ? organisation.map.darkStyleUrl : organisation.map.styleUrl}
      start={{ points: [southWest, northEast] }}
      label="Where the rows in staging are"
      rememberAs="staging"
      attribution={organisation.map.attribution}
    >
      <GeoJsonSource id="staged" data={data}>
        <MapLayer
          id="staged-mark"
          type="circle"
          paint={{
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 3.5, 14, 6],
            'circle-color': ['case', ['get', 'sure'], palette.inkMuted, palette.surface],
            'circle-stroke-color': palette.ink,
            'circle-stroke-width': ['case', ['get', 'sure'], 0, 2],
          }}
          onClick={(features) => {
            const job = jobs.find((one) => one.id === features[0]?.properties.id);
            if (job) onActive(job);
          }}
        />
      </GeoJsonSource>
      {active && (
        <MapMarker
          key={active.id}
          at={active.address.point ?? middle}
          anchor="bottom"
          onMove={(to) => movePin(active, to)}
          label={active.contact.name}
        >
          <Pin label={active.contact.name} known={active.address.point !== null} />
        </MapMarker>
      )}
      <LookAt job={active} />
      <p className={styles.hint}>
        {active
          ? active.address.point
            ? `${active.contact.name}: drag the pin to correct it.`
            : `${active.contact.name} was not found: drag the pin to where it is.`
          : 'Choose a row to move its pin. Hollow: not certain.'}
      </p>
    </MapView>
  );
}

/** Goes to the active row when it becomes active; a pin just dragged stays where the eye is. */
function LookAt({ job }: { job: Job | undefined }) {
  const { map } = useMapState();
  const id = job?.id;
  const point = job?.address.point;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another row moves the camera, not its pin
  useEffect(() => {
    if (point) showPoints(map, [point], { maxZoom: Math.max(map.getZoom(), 15) });
  }, [map, id]);
  return null;
}

function pointsOf(jobs: readonly Job[]): MapFeatures<Point, { id: string; sure: boolean }> {
  return {
    type: 'FeatureCollection',
    features: jobs.flatMap(({ id, address: { point, confidence } }) =>
      point
        ? [
            {
              type: 'Feature' as const,
              geometry: { type: 'Point' as const, coordinates: [point.lon, point.lat] },
              properties: { id, sure: confidence === 'high' || confidence === 'pinned' },
            },
          ]
        : [],
    ),
  };
}
