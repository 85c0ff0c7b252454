import { showPoints, useMapState } from '@roundsman/ui/map';
import { useEffect } from 'react';
import type { RouteRow } from '../timeline/route-row.ts';
import type { LoosePlace } from './place-layers.tsx';

const lookedAt = new Set<string>();

/** The first time that a map has something to show it goes there; after that the camera is the reader's. */
export function FirstLook({
  name,
  rows,
  loose,
}: {
  name: string;
  rows: readonly RouteRow[];
  loose: readonly LoosePlace[];
}) {
  const { map } = useMapState();
  useEffect(() => {
    if (lookedAt.has(name)) return;
    const points = [
      ...rows.flatMap((row) => row.stops.flatMap((stop) => stop.point ?? [])),
      ...loose.map((place) => place.point),
    ];
    if (points.length === 0) return;
    lookedAt.add(name);
    showPoints(map, points, { animate: false, paddingPx: 40 });
  }, [map, name, rows, loose]);
  return null;
}
