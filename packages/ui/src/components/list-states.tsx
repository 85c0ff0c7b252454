import type { ReactNode } from 'react';
import styles from './list-states.module.css';

/** The four ways in which a list is not a list. Each says what is the case and what can be done. */

export interface EmptyProps {
  /** "No job is at risk." */
  title: string;
  /** Why, or what would fill it. */
  children?: ReactNode;
  action?: ReactNode;
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <Frame kind="empty" title={title} action={action}>
      {children}
    </Frame>
  );
}

/** Grey lines where the rows will stand, so that nothing jumps when they come. */
export function Loading({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <div className={styles.loading} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <span key={row} className={styles.line} />
      ))}
    </div>
  );
}

export interface FailedProps {
  /** What happened: "The jobs of today could not be read." */
  title: string;
  /** What was kept, and what to do. */
  children?: ReactNode;
  /** Words of the server (a problem's title and detail), if any. */
  reason?: string;
  onRetry?: () => void;
}

export function Failed({ title, children, reason, onRetry }: FailedProps) {
  const retry = onRetry && (
    <button type="button" className={styles.button} onClick={onRetry}>
      Try again
    </button>
  );
  return (
    <Frame kind="failed" title={title} action={retry} alert>
      {children}
      {reason !== undefined && <span className={styles.reason}>{reason}</span>}
    </Frame>
  );
}

export interface TooMuchProps {
  shown: number;
  total: number;
  /** What is counted: "jobs". */
  what: string;
  /** How to narrow it: a filter, or words. */
  children?: ReactNode;
}

/** Stands under a list that was cut: the cut is never silent. */
export function TooMuch({ shown, total, what, children }: TooMuchProps) {
  return (
    <p className={styles.tooMuch} role="note">
      {shown.toLocaleString('en-GB')} of {total.toLocaleString('en-GB')} {what} shown. {children}
    </p>
  );
}

interface FrameProps {
  kind: 'empty' | 'failed';
  title: string;
  alert?: boolean;
  action?: ReactNode;
  children?: ReactNode;
}

function Frame({ kind, title, alert = false, action, children }: FrameProps) {
  return (
    <div className={styles.frame} data-kind={kind} role={alert ? 'alert' : undefined}>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.body}>{children}</div>}
      {action}
    </div>
  );
}
