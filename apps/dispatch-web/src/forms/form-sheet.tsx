import { Button, Drawer } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type FaultOf, type Faults, refusalOf } from './form-faults.ts';
import styles from './form-sheet.module.css';

interface FormSheetProps {
  title: string;
  /** The deed in words: "Add it". */
  confirm: string;
  /** What the form has a place for, by the names of the API. */
  fields: readonly string[];
  /** What is wrong with what is typed; said once somebody wants to save it. */
  faults: Faults;
  /** Something is typed that would be lost. */
  changed: boolean;
  /** Resolves when it is done; the sheet then closes. A refusal stays in it, beside the field that it is about. */
  onSave: () => Promise<void>;
  /** A second way to save, after which the sheet stays for the next one. */
  next?: { words: string; onSave: () => Promise<void> };
  /** One quiet line above the buttons. */
  note?: string;
  aside?: ReactNode;
  onClose: () => void;
  children: (faultOf: FaultOf) => ReactNode;
}

type State = 'typing' | 'doing' | 'leaving' | { error: unknown };

/** A form at the side of the screen, as long as it has to be. Neither a click beside it nor one Escape takes what was typed. */
export function FormSheet(props: FormSheetProps) {
  const { title, confirm, fields, faults, changed, onSave, next, note, aside, onClose, children } = props;
  const [state, setState] = useState<State>('typing');
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const isWrong = Object.keys(faults).length > 0;
  const refusal = typeof state === 'object' ? refusalOf(state.error, fields) : null;
  const faultOf: FaultOf = (field) => (tries > 0 ? faults[field] : undefined) ?? refusal?.faults[field] ?? null;

  const refused = refusal !== null;
  useEffect(() => {
    if (tries > 0 || refused) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries, refused]);

  const save = (deed: () => Promise<void>, after: () => void) => {
    if (isWrong) {
      setState('typing');
      setTries(tries + 1);
      return;
    }
    setState('doing');
    deed().then(after, (error: unknown) => setState({ error }));
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save(onSave, onClose);
  };
  const again = () => {
    setState('typing');
    setTries(0);
    form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  };
  const leave = () => (changed && state !== 'leaving' ? setState('leaving') : onClose());

  return (
    <Drawer
      opened
      position="right"
      size="min(560px, 100vw)"
      closeOnClickOutside={!changed}
      overlayProps={{ backgroundOpacity: 0.25 }}
      onClose={leave}
      title={<span className={styles.title}>{title}</span>}
      closeButtonProps={{ 'aria-label': 'Close' }}
      classNames={{ content: styles.content, body: styles.body }}
    >
      <form ref={form} noValidate className={styles.form} onSubmit={onSubmit}>
        <div className={styles.fields}>
          {aside}
          {children(faultOf)}
        </div>
        <footer className={styles.foot}>
          {refusal && (
            <p role="alert" className={styles.error}>
              {refusal.words}
            </p>
          )}
          {tries > 0 && isWrong && <p role="alert">Not yet: see what is marked above.</p>}
          {state === 'leaving' && <p role="alert">What you typed is not saved. Once more, and it is gone.</p>}
          {note !== undefined && <p className={styles.note}>{note}</p>}
          <div className={styles.buttons}>
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            {next && (
              <Button variant="default" disabled={state === 'doing'} onClick={() => save(next.onSave, again)}>
                {next.words}
              </Button>
            )}
            <Button type="submit" loading={state === 'doing'}>
              {confirm}
            </Button>
          </div>
        </footer>
      </form>
    </Drawer>
  );
}
