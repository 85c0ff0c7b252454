import { Checkbox, Popover } from '@mantine/core';
import { Icon } from '../icons/icon.tsx';
import styles from './map-controls.module.css';
import { LAYERS, type Layer, type ShownLayers } from './use-shown-layers.ts';

const names: Record<Layer, string> = {
  routes: 'Routes',
  stops: 'Stops',
  vehicles: 'Vehicles',
  depots: 'Depots',
  unplaced: 'Unplaced jobs',
  areas: 'Areas',
};

export function LayerToggles({ shown, onToggle }: { shown: ShownLayers; onToggle: (layer: Layer) => void }) {
  return (
    <Popover position="bottom-end" width={180} trapFocus>
      <Popover.Target>
        <button type="button" className={styles.button} aria-label="Layers of the map">
          <Icon name="layers" sizePx={18} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.layers}>
          {LAYERS.map((layer) => (
            <Checkbox
              key={layer}
              size="xs"
              label={names[layer]}
              checked={shown[layer]}
              onChange={() => onToggle(layer)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
