import type { LonLatDto } from '@roundsman/api-contract';
import { useColorScheme } from '@roundsman/ui';
import { type Camera, MapMarker, MapView } from '@roundsman/ui/map';
import { useMemo, useState } from 'react';
import { MapClicks } from '../pin-map/map-clicks.tsx';
import { Pin } from '../pin-map/pin.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import { AreaLayer } from './area-layer.tsx';
import styles from './area-map.module.css';
import { cornersOf, type DrawnArea, middlesOf } from './area-shape.ts';
import { type AreaValues, LEAST_RADIUS_METERS, MOST_CORNERS, MOST_RADIUS_METERS } from './area-values.ts';

interface AreaMapProps {
  values: AreaValues;
  /** The other ones, to see what lies beside it. */
  others: readonly DrawnArea[];
  set: (change: Partial<AreaValues>) => void;
}

/** With more, the places to pull a new one out of would hide the line. */
const MOST_WITH_MIDDLES = 40;

/** The area as it is drawn: a pin in its middle, or corners that a click adds, the hand moves and Delete takes away. */
export function AreaMap({ values, others, set }: AreaMapProps) {
  const { organisation } = useOrganisation();
  const { scheme } = useColorScheme();
  const [start] = useState<Camera>(() => {
    const { southWest, northEast } = organisation.map.bounds;
    const corners = shownCorners(values);
    return { points: corners.length > 0 ? corners : [southWest, northEast] };
  });
  const own = useMemo<DrawnArea[]>(
    () => [{ id: 'own', label: '', kind: values.kind, corners: shownCorners(values) }],
    [values],
  );
  const isCircle = values.shape === 'circle';
  const click = (at: LonLatDto) => {
    if (isCircle) set({ center: at });
    else if (values.ring.length < MOST_CORNERS) set({ ring: [...values.ring, at] });
  };
  return (
    <MapView
      className={styles.map}
      mapStyle={scheme === 'dark' ? organisation.map.darkStyleUrl : organisation.map.styleUrl}
      start={start}
      label={isCircle ? 'Where it is; click or drag the pin to move it' : 'Where it is; each click is a corner'}
      attribution={organisation.map.attribution}
    >
      <AreaLayer id="others" areas={others} />
      <AreaLayer id="own" areas={own} />
      {isCircle && values.center && (
        <MapMarker at={values.center} anchor="bottom" label="Its middle" onMove={(center) => set({ center })}>
          <Pin label="Its middle" known />
        </MapMarker>
      )}
      {!isCircle && <Corners ring={values.ring} onChange={(ring) => set({ ring })} />}
      <MapClicks onClick={click} />
    </MapView>
  );
}

interface CornersProps {
  ring: readonly LonLatDto[];
  onChange: (ring: readonly LonLatDto[]) => void;
}

function Corners({ ring, onChange }: CornersProps) {
  const middles = ring.length <= MOST_WITH_MIDDLES ? middlesOf(ring) : [];
  return (
    <>
      {middles.map(({ before, at }) => (
        <MapMarker
          key={`middle ${before}`}
          at={at}
          label={`Between corners ${before === 0 ? ring.length : before} and ${before + 1}`}
          onMove={(to) => onChange(ring.toSpliced(before === 0 ? ring.length : before, 0, to))}
        >
          <span className={styles.middle} title="Drag: a corner more" />
        </MapMarker>
      ))}
      {ring.map((at, corner) => (
        <MapMarker
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner has no name but its number
          key={`corner ${corner}`}
          at={at}
          label={`Corner ${corner + 1}`}
          onMove={(to) => onChange(ring.with(corner, to))}
          onRemove={() => onChange(ring.toSpliced(corner, 1))}
        >
          <span className={styles.corner} title="Drag to move it; a double click takes it away" />
        </MapMarker>
      ))}
    </>
  );
}

/** What can be drawn of it already. */
function shownCorners({ shape, center, radiusMeters, ring }: AreaValues): readonly LonLatDto[] {
  if (shape === 'polygon') return ring;
  const meters = Number(radiusMeters);
  const isCircle = meters >= LEAST_RADIUS_METERS && meters <= MOST_RADIUS_METERS;
  return center && isCircle ? cornersOf({ kind: 'circle', center, radiusMeters: meters }) : [];
}
