import { NativeSelect, TextInput } from '@mantine/core';
import { problemAt } from './form-problems.ts';
import type { JobValues } from './job-values.ts';
import styles from './new-job.module.css';
import type { PartProps } from './part.ts';

const LIFT = [
  { value: '', label: 'not said' },
  { value: 'yes', label: 'there is one' },
  { value: 'no', label: 'there is none' },
];

/** How the crew gets in and up: what a crew with a sofa asks first. */
export function AccessFields({ values, problems, onChange }: PartProps) {
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label="Floor"
          placeholder="ground"
          maxLength={20}
          error={problemAt(problems, 'access.floor')}
          value={values.floor}
          onChange={(event) => onChange({ floor: event.currentTarget.value })}
        />
        <NativeSelect
          label="Lift"
          data={LIFT}
          error={problemAt(problems, 'access.lift')}
          value={values.lift}
          onChange={(event) => onChange({ lift: event.currentTarget.value as JobValues['lift'] })}
        />
      </div>
      <TextInput
        label="Way in"
        placeholder="bell, entrance, where to park"
        maxLength={500}
        error={problemAt(problems, 'access.note')}
        value={values.accessNote}
        onChange={(event) => onChange({ accessNote: event.currentTarget.value })}
      />
    </>
  );
}
