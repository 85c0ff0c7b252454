import type { LonLatDto } from '@roundsman/api-contract';
import { useMapState } from '@roundsman/ui/map';
import { useEffect, useRef } from 'react';

/** Clicks on the map itself; those on what stands on it are not its. The second one of a double click is none, and nothing zooms by it. */
export function MapClicks({ onClick }: { onClick: (at: LonLatDto) => void }) {
  const { map } = useMapState();
  const latest = useRef(onClick);
  latest.current = onClick;
  useEffect(() => {
    map.doubleClickZoom.disable();
    const subscription = map.on('click', ({ lngLat, originalEvent }) => {
      if (originalEvent.target !== map.getCanvas() || originalEvent.detail > 1) return;
      latest.current({ lon: lngLat.lng, lat: lngLat.lat });
    });
    return () => {
      map.doubleClickZoom.enable();
      subscription.unsubscribe();
    };
  }, [map]);
  return null;
}
