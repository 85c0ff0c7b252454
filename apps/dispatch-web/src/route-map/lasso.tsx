import { useMapState } from '@roundsman/ui/map';
import { type PointerEvent, useEffect, useState } from 'react';
import type { RouteRow } from '../timeline/route-row.ts';
import { isInside, type ScreenPoint } from './inside-polygon.ts';
import styles from './lasso.module.css';
import type { LoosePlace } from './place-layers.tsx';

interface LassoProps {
  rows: readonly RouteRow[];
  loose: readonly LoosePlace[];
  /** The jobs inside the line, when it is let go; a mere click is none. */
  onCaught: (jobIds: string[]) => void;
  onGiveUp: () => void;
}

/** A line drawn around stops; the map stands still meanwhile. Escape gives up. */
export function Lasso({ rows, loose, onCaught, onGiveUp }: LassoProps) {
  const { map } = useMapState();
  const [line, setLine] = useState<readonly ScreenPoint[]>([]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => event.key === 'Escape' && onGiveUp();
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [onGiveUp]);

  const at = (event: PointerEvent<SVGSVGElement>): ScreenPoint => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const catchJobs = () => {
    const inside = ({ point }: { point: RouteRow['stops'][number]['point'] }) =>
      point !== null && isInside(line, map.project([point.lon, point.lat]));
    const planned = rows.flatMap((row) =>
      row.stops.flatMap((stop) => (stop.jobId && stop.kind === 'job' && inside(stop) ? stop.jobId : [])),
    );
    onCaught([...planned, ...loose.filter(inside).map((place) => place.id)]);
    setLine([]);
  };

  return (
    <svg
      className={styles.area}
      role="img"
      aria-label="Draw a line around the stops"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setLine([at(event)]);
      }}
      onPointerMove={(event) => {
        if (line.length > 0) setLine([...line, at(event)]);
      }}
      onPointerUp={catchJobs}
    >
      <polygon className={styles.line} points={line.map(({ x, y }) => `${x},${y}`).join(' ')} />
    </svg>
  );
}
