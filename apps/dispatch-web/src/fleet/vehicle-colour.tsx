import { vehicleHue } from '@roundsman/ui';
import { useId } from 'react';
import styles from './vehicle-colour.module.css';

/** In the order of the hues, for those who do not see them. */
const NAMES = [
  ...['Indigo', 'Sage', 'Olive', 'Maroon', 'Lilac', 'Teal', 'Green', 'Violet', 'Moss', 'Plum', 'Pink', 'Blue'],
];

interface VehicleColourProps {
  /** null: none chosen yet. */
  value: number | null;
  onChange: (hue: number) => void;
}

/** What it is seen by on maps and timelines. */
export function VehicleColour({ value, onChange }: VehicleColourProps) {
  const group = useId();
  return (
    <fieldset className={styles.colours}>
      <legend className={styles.legend}>
        Colour {value === null && <span className={styles.hint}>the next one, unless you choose</span>}
      </legend>
      {NAMES.map((name, hue) => (
        <input
          key={name}
          type="radio"
          name={group}
          className={styles.colour}
          style={{ background: vehicleHue(hue).css, color: vehicleHue(hue).inkCss }}
          aria-label={name}
          title={name}
          checked={hue === value}
          onChange={() => onChange(hue)}
        />
      ))}
    </fieldset>
  );
}
