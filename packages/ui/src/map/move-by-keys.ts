import type { LonLat } from '@roundsman/units';
import type { LngLat, Map as MapLibreMap, Marker } from 'maplibre-gl';
import { pinKey } from './pin-keys.ts';

/**
 * A marker that is moved by keys while it has the focus: arrows carry it, Enter puts it down, Escape or leaving takes it back to where it stood.
 * @param onPlace where it was put down. @returns ends it.
 */
export function moveByKeys(marker: Marker, map: MapLibreMap, onPlace: (to: LonLat) => void): () => void {
  const element = marker.getElement();
  let stoodAt: LngLat | null = null;

  const takeUp = (from: LngLat) => {
    stoodAt ??= from;
    // Drawers and dialogs hear Escape before the marker does: they leave alone what has this.
    element.dataset.mantineStopPropagation = 'true';
  };
  const putDown = () => {
    stoodAt = null;
    delete element.dataset.mantineStopPropagation;
  };
  const takeBack = () => {
    if (stoodAt) marker.setLngLat(stoodAt);
    putDown();
  };

  const onKey = (event: KeyboardEvent) => {
    const meant = pinKey(event);
    // A pin that was not carried leaves Enter and Escape to the page.
    if (!meant || (meant.kind !== 'step' && !stoodAt)) return;
    event.preventDefault();
    // The map would go with the arrows, and a sheet close with Escape.
    event.stopPropagation();
    if (meant.kind === 'back') return takeBack();
    const at = marker.getLngLat();
    if (meant.kind === 'place') {
      putDown();
      onPlace({ lon: at.lng, lat: at.lat });
      return;
    }
    takeUp(at);
    const { x, y } = map.project(at);
    const to = map.unproject([x + meant.x, y + meant.y]);
    marker.setLngLat(to);
    if (!map.getBounds().contains(to)) map.panTo(to);
  };

  element.addEventListener('keydown', onKey);
  element.addEventListener('blur', takeBack);
  return () => {
    element.removeEventListener('keydown', onKey);
    element.removeEventListener('blur', takeBack);
  };
}
