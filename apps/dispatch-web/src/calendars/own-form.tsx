import { Button } from '@mantine/core';
import type { ComponentType } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import styles from './calendars.module.css';
import type { OpenCalendar } from './use-calendar.ts';

export interface FormProps<Calendar> {
  name: string;
  saved: Calendar;
  saving: boolean;
  onUnsaved: (unsaved: boolean) => void;
  onSave: (next: Calendar) => void;
}

interface OwnFormProps<Calendar> {
  name: string;
  /** What of it is read: "The hours of Schaan". */
  what: string;
  open: OpenCalendar<Calendar>;
  form: ComponentType<FormProps<Calendar>>;
}

/** A form of its own for each version of a calendar: what was typed into one is not mixed into the next. */
export function OwnForm<Calendar>({ name, what, open, form: Form }: OwnFormProps<Calendar>) {
  const { query, shown, save, setUnsaved, isOvertaken, takeTheirs } = open;
  return (
    <QueryStates query={query} what={what}>
      <div className={styles.own}>
        {isOvertaken && (
          <div className={styles.overtaken} role="alert">
            <p>{what} were changed by somebody else while you typed. Save again, and yours stand in their place.</p>
            <Button size="compact-sm" variant="default" onClick={takeTheirs}>
              Show theirs
            </Button>
          </div>
        )}
        {shown && (
          <Form
            key={shown.etag}
            name={name}
            saved={shown.value}
            saving={save.isPending}
            onUnsaved={setUnsaved}
            onSave={(next) => save.mutate(next)}
          />
        )}
      </div>
    </QueryStates>
  );
}
