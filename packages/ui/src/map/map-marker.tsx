import type { LonLat } from '@roundsman/units';
import { Marker, type PositionAnchor } from 'maplibre-gl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useMapState } from './map-context.ts';
import { moveByKeys } from './move-by-keys.ts';

export interface MapMarkerProps {
  at: LonLat;
  anchor?: PositionAnchor;
  /** Given, the marker can be dragged, or carried by arrows; called with the place where it was let go. */
  onMove?: (to: LonLat) => void;
  /** What a marker that can be moved is, for those who do not see it. */
  label?: string;
  children: ReactNode;
}

/** An element of the page that stands at a place. For few things (a pin, my vehicle); hundreds belong in a layer. */
export function MapMarker({ at, anchor = 'center', onMove, label, children }: MapMarkerProps) {
  const { map } = useMapState();
  const [element] = useState(() => document.createElement('div'));
  const latest = useRef({ at, onMove });
  latest.current = { at, onMove };
  const marker = useRef<Marker | null>(null);
  const draggable = onMove !== undefined;

  useEffect(() => {
    const made = new Marker({ element, anchor, draggable }).setLngLat(latest.current.at).addTo(map);
    const place = (to: LonLat) => latest.current.onMove?.(to);
    made.on('dragend', () => {
      const { lng, lat } = made.getLngLat();
      place({ lon: lng, lat });
    });
    const endKeys = draggable ? moveByKeys(made, map, place) : null;
    marker.current = made;
    return () => {
      endKeys?.();
      marker.current = null;
      made.remove();
    };
  }, [map, element, anchor, draggable]);

  useEffect(() => {
    marker.current?.setLngLat({ lon: at.lon, lat: at.lat });
  }, [at.lon, at.lat]);

  useEffect(() => {
    if (!draggable) return;
    element.tabIndex = 0;
    element.setAttribute('role', 'button');
    element.setAttribute('aria-label', `${label ?? 'Pin'}: arrow keys move it, Enter puts it down`);
  }, [element, draggable, label]);

  return createPortal(children, element);
}
