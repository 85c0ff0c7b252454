import { showPoints, useMapState } from '@roundsman/ui/map';
import { useEffect, useRef } from 'react';
import type { Selection } from '../selection/selection.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import type { LoosePlace } from './place-layers.tsx';

interface SelectionCameraProps {
  rows: readonly RouteRow[];
  loose: readonly LoosePlace[];
  selection: Selection | null;
}

/** Brings into sight what was chosen elsewhere and lies outside; what is in sight already moves nothing. */
export function SelectionCamera({ rows, loose, selection }: SelectionCameraProps) {
  const { map } = useMapState();
  const latest = useRef({ rows, loose });
  latest.current = { rows, loose };
  useEffect(() => {
    if (!selection) return;
    const points = pointsOf(latest.current, selection);
    const bounds = map.getBounds();
    if (points.length === 0 || points.some(({ lon, lat }) => bounds.contains({ lon, lat }))) return;
    showPoints(map, points, { maxZoom: Math.max(map.getZoom(), 13) });
  }, [map, selection]);
  return null;
}

function pointsOf({ rows, loose }: Pick<SelectionCameraProps, 'rows' | 'loose'>, { kind, id }: Selection) {
  const ofRow = kind === 'vehicle' || kind === 'itinerary';
  const stops = rows
    .filter((row) => !ofRow || row.vehicleId === id || row.itineraryId === id)
    .flatMap((row) => row.stops.filter((stop) => ofRow || stop.id === id || stop.jobId === id))
    .flatMap((stop) => (stop.point ? [stop.point] : []));
  return [...stops, ...loose.filter((place) => place.id === id).map((place) => place.point)];
}
