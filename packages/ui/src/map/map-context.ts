import type { Map as MapLibreMap } from 'maplibre-gl';
import { createContext, useContext } from 'react';

export interface MapState {
  map: MapLibreMap;
  /** Grows when a style has replaced another and with it all sources and layers. */
  styleGeneration: number;
}

export const MapContext = createContext<MapState | null>(null);

/** The map around this component. Only inside `<MapView>`. */
export function useMapState(): MapState {
  const state = useContext(MapContext);
  if (!state) throw new Error('useMapState: no <MapView> around this component');
  return state;
}
