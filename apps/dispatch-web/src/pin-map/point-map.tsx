import type { LonLatDto } from '@roundsman/api-contract';
import { useColorScheme } from '@roundsman/ui';
import { MapMarker, MapView, showPoints, useMapState } from '@roundsman/ui/map';
import { useEffect, useRef } from 'react';
import { useOrganisation } from '../session/organisation-context.ts';
import { MapClicks } from './map-clicks.tsx';
import { Pin } from './pin.tsx';
import styles from './point-map.module.css';

interface PointMapProps {
  /** null while nobody knows: a hollow pin in the middle waits to be moved. */
  at: LonLatDto | null;
  /** Whose pin it is. */
  name: string;
  /** What the map shows, for those who do not see it. */
  label: string;
  onMove: (to: LonLatDto) => void;
  /** A place that was just chosen elsewhere: the map goes there. */
  look?: LonLatDto | null;
  /** A click on the map brings the pin there. */
  clickable?: boolean;
}

/** One pin on a small map, to be moved by hand. */
export function PointMap({ at, name, label, onMove, look = null, clickable = false }: PointMapProps) {
  const { organisation } = useOrganisation();
  const { scheme } = useColorScheme();
  const { southWest, northEast } = organisation.map.bounds;
  const middle: LonLatDto = { lon: (southWest.lon + northEast.lon) / 2, lat: (southWest.lat + northEast.lat) / 2 };
  return (
    <MapView
      className={styles.map}
      mapStyle={scheme === 'dark' ? organisation.map.darkStyleUrl : organisation.map.styleUrl}
      start={at ? { center: at, zoom: 16 } : { points: [southWest, northEast] }}
      label={label}
      attribution={organisation.map.attribution}
    >
      <MapMarker at={at ?? middle} anchor="bottom" onMove={onMove} label={name}>
        <Pin label={name} known={at !== null} />
      </MapMarker>
      <Look at={look} />
      {clickable && <MapClicks onClick={onMove} />}
    </MapView>
  );
}

function Look({ at }: { at: LonLatDto | null }) {
  const { map } = useMapState();
  const seen = useRef(at);
  useEffect(() => {
    // Where the map began it looks already.
    if (at && at !== seen.current) showPoints(map, [at]);
    seen.current = at;
  }, [map, at]);
  return null;
}
