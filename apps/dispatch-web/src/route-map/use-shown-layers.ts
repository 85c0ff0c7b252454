import { useLocalStorage } from '@mantine/hooks';
import { useCallback } from 'react';

export const LAYERS = ['routes', 'stops', 'vehicles', 'depots', 'unplaced', 'areas'] as const;
export type Layer = (typeof LAYERS)[number];
export type ShownLayers = Record<Layer, boolean>;

const all: ShownLayers = { routes: true, stops: true, vehicles: true, depots: true, unplaced: true, areas: true };

/** Which layers this person wants to see, kept in the browser. */
export function useShownLayers(): [ShownLayers, (layer: Layer) => void] {
  const [stored, setStored] = useLocalStorage<Partial<ShownLayers>>({
    key: 'roundsman.map-layers',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const shown = { ...all, ...stored };
  const toggle = useCallback(
    (layer: Layer) => setStored((before) => ({ ...before, [layer]: !(before[layer] ?? true) })),
    [setStored],
  );
  return [shown, toggle];
}
