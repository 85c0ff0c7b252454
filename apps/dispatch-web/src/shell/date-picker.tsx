import { ActionIcon } from '@mantine/core';
import { dayLabel } from '@roundsman/ui';
import { useRef } from 'react';
import { Icon } from '../icons/icon.tsx';
import { useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './date-picker.module.css';
import { shiftDate } from './dates.ts';

/** `◂ Sat 13 Sep ▸`: a day back, any day, a day on; and the way back to today. */
export function DatePicker() {
  const { date, isToday, setDate } = useServiceDate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.picker}>
      <ActionIcon variant="subtle" size="sm" aria-label="The day before" onClick={() => setDate(shiftDate(date, -1))}>
        <Icon name="left" />
      </ActionIcon>
      <label className={styles.date}>
        <span>
          {dayLabel(date)}
          {isToday && <span className={styles.today}> · today</span>}
        </span>
        <input
          ref={input}
          type="date"
          aria-label="Service date"
          value={date}
          onClick={() => input.current?.showPicker()}
          onChange={(event) => event.currentTarget.value && setDate(event.currentTarget.value)}
        />
      </label>
      <ActionIcon variant="subtle" size="sm" aria-label="The day after" onClick={() => setDate(shiftDate(date, 1))}>
        <Icon name="right" />
      </ActionIcon>
      <TodayButton />
    </div>
  );
}

function TodayButton() {
  const { isToday, setDate } = useServiceDate();
  const { today } = useOrganisation();
  if (isToday) return null;
  return (
    <button type="button" className={styles.back} onClick={() => setDate(today)}>
      Today
    </button>
  );
}
