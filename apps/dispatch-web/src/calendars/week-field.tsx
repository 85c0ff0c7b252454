import { TextInput } from '@mantine/core';
import { readHours, WEEKDAYS } from './calendar-words.ts';
import styles from './calendars.module.css';

interface WeekFieldProps {
  texts: readonly string[];
  /** What a weekday without hours is: "shut". */
  none: string;
  disabled: boolean;
  onChange: (texts: string[]) => void;
}

/** A line a weekday; Enter takes what stands in it to the next, so that a week is one time typed and five keys. */
export function WeekField({ texts, none, disabled, onChange }: WeekFieldProps) {
  const write = (day: number, text: string) => onChange(texts.map((old, at) => (at === day ? text : old)));
  return (
    <div className={styles.week}>
      {WEEKDAYS.map((name, day) => (
        <div key={name} className={styles.weekday}>
          <label htmlFor={`weekday-${day}`}>{name}</label>
          <TextInput
            id={`weekday-${day}`}
            size="xs"
            placeholder={none}
            disabled={disabled}
            error={readHours(texts[day]!) === null ? 'Write it as 07:00–17:00.' : null}
            value={texts[day]}
            onChange={(event) => write(day, event.currentTarget.value)}
            onKeyDown={(event) => {
              const next = document.getElementById(`weekday-${day + 1}`);
              if (event.key !== 'Enter' || !next) return;
              event.preventDefault();
              if (texts[day + 1] === '') write(day + 1, texts[day]!);
              next.focus();
            }}
          />
        </div>
      ))}
    </div>
  );
}
