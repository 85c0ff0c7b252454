import { type ReactNode, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import type { FaultOf } from './form-faults.ts';
import styles from './form-group.module.css';

interface FormGroupProps {
  title: string;
  /** What is set in it, so that it can stay closed. */
  words: string;
  /** Its fields, by the names of the API: it opens by itself when one of them is wrong. */
  fields: readonly string[];
  faultOf: FaultOf;
  children: ReactNode;
}

/** Fields that a beginner may leave as they are, behind one line that says how they are. */
export function FormGroup({ title, words, fields, faultOf, children }: FormGroupProps) {
  const [open, setOpen] = useState(false);
  const isWrong = fields.some((field) => faultOf(field) !== null);
  return (
    <details className={styles.group} open={open || isWrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.head}>
        <span className={styles.mark}>
          <Icon name="right" />
        </span>
        <span className={styles.title}>{title}</span>
        <span className={styles.words}>{words}</span>
      </summary>
      <div className={styles.fields}>{children}</div>
    </details>
  );
}
