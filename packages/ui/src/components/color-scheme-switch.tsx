import { useId } from 'react';
import { type ColorSchemeChoice, useColorScheme } from '../color-scheme.ts';
import styles from './color-scheme-switch.module.css';

const choices: readonly { value: ColorSchemeChoice; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** System, light or dark: three radio buttons in one row. */
export function ColorSchemeSwitch() {
  const { choice, choose } = useColorScheme();
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>Colours</legend>
      {choices.map(({ value, label }) => (
        <label key={value} className={styles.choice}>
          <input type="radio" name={name} checked={choice === value} onChange={() => choose(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
