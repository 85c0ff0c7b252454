import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { problemLine } from '../session/problem-words.ts';
import styles from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  title: string;
  /** What will happen, with names and numbers. */
  children: ReactNode;
  /** The deed in words: "Tell 187 customers". */
  confirm: string;
  /** Resolves when it is done; the dialog then closes. A refusal stays in it. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  disabled?: boolean;
}

/** Asked before anything that has no way back or that reaches a customer or a crew. Enter in one of its fields is its button. */
export function ConfirmDialog({ title, children, confirm, onConfirm, onClose, disabled = false }: ConfirmDialogProps) {
  const [state, setState] = useState<'asking' | 'doing' | { error: unknown }>('asking');
  const go = (event: FormEvent) => {
    event.preventDefault();
    // A dialog may be asked for from within another form.
    event.stopPropagation();
    setState('doing');
    onConfirm().then(onClose, (error: unknown) => setState({ error }));
  };
  return (
    <Modal opened onClose={onClose} title={<span className={styles.title}>{title}</span>} centered size={520}>
      <form noValidate onSubmit={go}>
        <div className={styles.body}>{children}</div>
        {typeof state === 'object' && (
          <p role="alert" className={styles.error}>
            {problemLine(state.error)}
          </p>
        )}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Leave it
          </Button>
          <Button type="submit" loading={state === 'doing'} disabled={disabled}>
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
