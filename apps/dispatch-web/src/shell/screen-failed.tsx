import { Failed } from '@roundsman/ui';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { problemLine } from '../session/problem-words.ts';
import styles from './not-found.module.css';

/** A screen that broke or could not be loaded; the rest of the app goes on. */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  return (
    <div className={styles.place}>
      <Failed title="This screen could not be shown." reason={problemLine(error)} onRetry={reset}>
        Nothing you entered elsewhere was lost. If it happens again, reload the page.
      </Failed>
    </div>
  );
}
