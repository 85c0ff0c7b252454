import type { LonLat } from '@roundsman/units';
import { Marker, type PositionAnchor } from 'maplibre-gl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMapState } from './map-context.ts';

export interface MapMarkerProps {
  at: LonLat;
  anchor?: PositionAnchor;
  /** Given, the marker can be dragged; called with the place where it was let go. */
  onMove?: (to: LonLat) => void;
  children: ReactNode;
}

/** An element of the page that stands at a place. For few things (a pin, my vehicle); hundreds belong in a layer. */
export function MapMarker({ at, anchor = 'center', onMove, children }: MapMarkerProps) {
  const { map } = useMapState();
  const [element] = useState(() => document.createElement('div'));
  const latest = useRef({ at, onMove });
  latest.current = { at, onMove };
  const marker = useRef<Marker | null>(null);
  const draggable = onMove !== undefined;

  useEffect(() => {
    const made = new Marker({ element, anchor, draggable }).setLngLat(latest.current.at).addTo(map);
    made.on('dragend', () => {
      const { lng, lat } = made.getLngLat();
      latest.current.onMove?.({ lon: lng, lat });
    });
    marker.current = made;
    return () => {
      marker.current = null;
      made.remove();
    };
  }, [map, element, anchor, draggable]);

  useEffect(() => {
    marker.current?.setLngLat({ lon: at.lon, lat: at.lat });
  }, [at.lon, at.lat]);

  return createPortal(children, element);
}
