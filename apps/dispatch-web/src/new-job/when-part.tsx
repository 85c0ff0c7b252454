import { SegmentedControl, TextInput } from '@mantine/core';
import { Section } from '../job/section.tsx';
import { problemAt } from './form-problems.ts';
import type { JobValues } from './job-values.ts';
import styles from './new-job.module.css';
import type { PartProps } from './part.ts';
import { SlotChoice } from './slot-choice.tsx';
import type { SlotKeeping } from './use-slot.ts';

/** When: as the customer asks for it, or one of the times at which there is room. */
export function WhenPart({ values, problems, onChange, slots }: PartProps & { slots: SlotKeeping }) {
  const turn = (timing: JobValues['timing']) => {
    if (timing === 'window') slots.giveUp();
    onChange({ timing });
  };
  return (
    <Section title="When">
      <div className={styles.fields}>
        <SegmentedControl
          fullWidth
          aria-label="How the time is chosen"
          value={values.timing}
          data={[
            { value: 'window', label: 'Date and window' },
            { value: 'slot', label: 'Time with room' },
          ]}
          onChange={(timing) => turn(timing as JobValues['timing'])}
        />
        {values.timing === 'window' ? (
          <DateFields values={values} problems={problems} onChange={onChange} />
        ) : (
          <SlotChoice values={values} problem={problemAt(problems, 'slot')} slots={slots} />
        )}
      </div>
    </Section>
  );
}

/** A date, and when on it. */
export function DateFields({ values, problems, onChange }: PartProps) {
  return (
    <div className={styles.pair}>
      <TextInput
        label="Date"
        description="Empty: to be appointed"
        type="date"
        error={problemAt(problems, 'serviceDate')}
        value={values.date}
        onChange={(event) => onChange({ date: event.currentTarget.value })}
      />
      <TextInput
        label="Between"
        description="8–12; empty: any time"
        placeholder="08:00–12:00"
        error={problemAt(problems, 'windows')}
        value={values.windows}
        onChange={(event) => onChange({ windows: event.currentTarget.value })}
      />
    </div>
  );
}
