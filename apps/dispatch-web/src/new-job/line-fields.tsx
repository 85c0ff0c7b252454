import { NativeSelect, Select, TextInput } from '@mantine/core';
import { actionKindWords } from '../job/job-words.ts';
import type { LineValues, Problems } from './line-values.ts';
import styles from './new-job.module.css';

interface LineFieldsProps {
  line: LineValues;
  /** By the fields of a line: `quantity`. */
  problems: Problems;
  onChange: (change: Partial<LineValues>) => void;
  /** "Line 2": what a reader of the fields hears first. */
  name: string;
}

const KINDS = Object.entries(actionKindWords).map(([value, label]) => ({ value, label }));

/** What is brought, taken or done, how many of it, and how heavy and large one is. */
export function LineFields({ line, problems, onChange, name }: LineFieldsProps) {
  const named = (label: string) => ({ label, 'aria-label': `${label}, ${name}` });
  return (
    <div className={styles.line}>
      <TextInput
        {...named('What')}
        className={styles.what}
        placeholder="Sofa"
        maxLength={200}
        error={problems.description}
        value={line.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <Select
        {...named('Kind')}
        className={styles.kind}
        data={KINDS}
        allowDeselect={false}
        error={problems.kind}
        value={line.kind}
        onChange={(kind) => onChange({ kind: kind as LineValues['kind'] })}
      />
      <TextInput
        {...named('Pieces')}
        inputMode="numeric"
        error={problems.quantity}
        value={line.quantity}
        onChange={(event) => onChange({ quantity: event.currentTarget.value })}
      />
      <TextInput
        {...named('kg each')}
        inputMode="decimal"
        error={problems.unitWeightGrams}
        value={line.weight}
        onChange={(event) => onChange({ weight: event.currentTarget.value })}
      />
      <TextInput
        label="Volume"
        aria-label={`Volume each, ${name}`}
        inputMode="decimal"
        error={problems.unitVolumeLitres}
        value={line.volume}
        onChange={(event) => onChange({ volume: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={`Unit of the volume, ${name}`}
        data={[
          { value: 'm3', label: 'm³' },
          { value: 'l', label: 'litres' },
        ]}
        value={line.volumeUnit}
        onChange={(event) => onChange({ volumeUnit: event.currentTarget.value as LineValues['volumeUnit'] })}
      />
    </div>
  );
}
