import type { Job } from '@roundsman/api-contract';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { problemLine } from '../session/problem-words.ts';
import styles from './cell-editor.module.css';
import type { JobPatch, StagingColumn } from './staging-columns.ts';

export interface CellEditorProps {
  job: Job;
  column: StagingColumn;
  /** A key that was pressed on the cell replaces what stands there; null goes on from it. */
  initial: string | null;
  onChange: (job: Job, patch: JobPatch, words: string) => Promise<void>;
  onFinish: (step: 'down' | 'right' | 'stay') => void;
}

/** Typing into one cell. Enter takes and goes down, Tab to the right, Escape leaves all as it was; a refusal stays with the text. */
export function CellEditor({ job, column, initial, onChange, onFinish }: CellEditorProps) {
  const [text, setText] = useState(initial ?? column.read(job));
  const { state, take } = useTakeText(job, column, onChange, onFinish);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const element = input.current;
    element?.focus();
    // Text that was there is chosen whole; a first letter must be gone on from. A date has no text to choose in.
    if (element?.type === 'text' && initial === null) element.select();
  }, [initial]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onFinish('stay');
    else if (event.key === 'Enter') take(text, 'down');
    else if (event.key === 'Tab' && !event.shiftKey) take(text, 'right');
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={input}
        type={column.input ?? 'text'}
        className={styles.input}
        aria-label={`${column.name} of ${job.contact.name || job.code}`}
        aria-invalid={state.wrong !== null}
        disabled={state.saving}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => !state.saving && take(text, 'stay')}
      />
      {state.wrong && (
        <span className={styles.wrong} role="alert">
          {state.wrong}
        </span>
      )}
    </>
  );
}

interface TakeState {
  saving: boolean;
  wrong: string | null;
}

/** Sends what was typed, unless nothing changed. */
export function useTakeText(
  job: Job,
  column: StagingColumn,
  onChange: CellEditorProps['onChange'],
  onFinish: CellEditorProps['onFinish'],
) {
  const [state, setState] = useState<TakeState>({ saving: false, wrong: null });
  // Losing the focus while it is being sent, or after it was, must not send it twice.
  const done = useRef(false);

  const send = (patch: JobPatch, step: 'down' | 'right' | 'stay') => {
    done.current = true;
    setState({ saving: true, wrong: null });
    onChange(job, patch, `${column.name} of ${job.contact.name || job.code}`).then(
      () => onFinish(step),
      (error: unknown) => {
        done.current = false;
        setState({ saving: false, wrong: problemLine(error) });
      },
    );
  };
  const take = (text: string, step: 'down' | 'right' | 'stay') => {
    if (done.current) return;
    const typed = text.trim();
    if (typed === column.read(job) || !column.write) return onFinish(step);
    const change = column.write(job, typed);
    if ('wrong' in change) setState({ saving: false, wrong: change.wrong });
    else send(change.patch, step);
  };
  return { state, take, send };
}
