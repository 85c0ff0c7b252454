import { Button, Popover, SegmentedControl, Select } from '@mantine/core';
import type { Location } from '@roundsman/api-contract';
import { Icon } from '../icons/icon.tsx';
import styles from './map-controls.module.css';

export interface Reach {
  locationId: string;
  minutes: number;
}

const MINUTES = [10, 20, 30, 45, 60];

interface ReachControlProps {
  reach: Reach | null;
  locations: readonly Location[];
  onChange: (reach: Reach | null) => void;
}

/** How far a van comes from a depot in half an hour: drawn on the map until it is taken away. */
export function ReachControl({ reach, locations, onChange }: ReachControlProps) {
  const first = locations[0];
  if (!first) return null;
  const shown = reach ?? { locationId: first.id, minutes: 30 };
  return (
    <Popover position="left-start" width={280} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.button}
          aria-label="Area within reach of a depot"
          aria-pressed={reach !== null}
          onClick={() => reach ?? onChange(shown)}
        >
          <Icon name="reach" sizePx={18} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.layers}>
          <Select
            size="xs"
            label="Reached by van from"
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            data={locations.map(({ id, name }) => ({ value: id, label: name }))}
            value={shown.locationId}
            onChange={(locationId) => locationId && onChange({ ...shown, locationId })}
          />
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Within so many minutes"
            data={MINUTES.map((minutes) => ({
              value: String(minutes),
              label: minutes === 60 ? '60 min' : String(minutes),
            }))}
            value={String(shown.minutes)}
            onChange={(minutes) => onChange({ ...shown, minutes: Number(minutes) })}
          />
          <Button size="compact-xs" variant="subtle" disabled={reach === null} onClick={() => onChange(null)}>
            Take the area off the map
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
