import { Failed } from '@roundsman/ui';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { problemLine } from '../session/problem-words.ts';
import styles from './not-found.module.css';

/** A screen that broke or could not be fetched; the rest of the app goes on. */
export function ScreenFailed({ error, reset }: ErrorComponentProps) {
  // A file that did not come, or that a newer version has replaced, is not asked for twice by the same page.
  const unfetched = error instanceof Error && /preload|dynamically imported|module script/i.test(error.message);
  return (
    <div className={styles.place}>
      {unfetched ? (
        <Failed title="This screen could not be fetched." onRetry={() => location.reload()}>
          The platform was not reachable, or has a newer version. Trying again reloads the page; nothing saved is lost.
        </Failed>
      ) : (
        <Failed title="This screen could not be shown." reason={problemLine(error)} onRetry={reset}>
          Nothing you entered elsewhere was lost. If it happens again, reload the page.
        </Failed>
      )}
    </div>
  );
}
