import { useMemo } from 'react';
import { useWatchedAreas } from '../queries/areas.ts';
import { AreaLayer } from './area-layer.tsx';
import { drawnArea } from './area-shape.ts';

/** The areas that are watched, on a map of the day. */
export function WatchedAreas() {
  const areas = useWatchedAreas();
  const drawn = useMemo(() => areas.map(drawnArea), [areas]);
  return drawn.length > 0 ? <AreaLayer id="areas" areas={drawn} /> : null;
}
