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
  /** Given, a double click or Delete takes it away. */
  onRemove?: () => void;
  /** What a marker that can be moved is, for those who do not see it. */
  label?: string;
  children: ReactNode;
}

/** An element of the page that stands at a place. For few things (a pin, my vehicle); hundreds belong in a layer. */
export function MapMarker({ at, anchor = 'center', onMove, onRemove, label, children }: MapMarkerProps) {
  const { map } = useMapState();
  const [element] = useState(() => document.createElement('div'));
  const latest = useRef({ at, onMove, onRemove });
  latest.current = { at, onMove, onRemove };
  const marker = useRef<Marker | null>(null);
  const draggable = onMove !== undefined;
  const removable = onRemove !== undefined;

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
    if (!removable) return;
    const remove = (event: Event) => {
      // The map would zoom in at a double click.
      event.stopPropagation();
      latest.current.onRemove?.();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Delete' || event.key === 'Backspace') remove(event);
    };
    element.addEventListener('dblclick', remove);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('dblclick', remove);
      element.removeEventListener('keydown', onKey);
    };
  }, [element, removable]);

  useEffect(() => {
    if (!draggable) return;
    element.tabIndex = 0;
    element.setAttribute('role', 'button');
    const keys = `arrow keys move it, Enter puts it down${removable ? ', Delete takes it away' : ''}`;
    element.setAttribute('aria-label', `${label ?? 'Pin'}: ${keys}`);
  }, [element, draggable, removable, label]);

  return createPortal(children, element);
}
