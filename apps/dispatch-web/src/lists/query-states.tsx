import { age, Empty, Failed, Loading, useRealNow } from '@roundsman/ui';
import type { ReactNode } from 'react';
import { problemLine } from '../session/problem-words.ts';
import styles from './query-states.module.css';

interface QueryLike {
  data: unknown;
  error: unknown;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

interface QueryStatesProps {
  query: QueryLike;
  /** "The jobs of today". */
  what: string;
  isEmpty?: boolean;
  /** What stands there when nothing is there. */
  empty?: ReactNode;
  loadingRows?: number;
  children: ReactNode;
}

/** Loading, failed, empty, or the thing itself; what was read before a failure stays, with its age. */
export function QueryStates({ query, what, isEmpty = false, empty, loadingRows, children }: QueryStatesProps) {
  const known = query.data !== undefined;
  if (!known && query.error) {
    return (
      <div className={styles.place}>
        <Failed
          title={`${what} could not be read.`}
          reason={problemLine(query.error)}
          onRetry={() => query.refetch()}
        />
      </div>
    );
  }
  if (!known) {
    return (
      <div className={styles.place}>
        <Loading label={`Reading: ${what}`} rows={loadingRows} />
      </div>
    );
  }
  return (
    <>
      {query.error !== null && <OldData query={query} />}
      {isEmpty ? <div className={styles.place}>{empty ?? <Empty title={`${what}: nothing.`} />}</div> : children}
    </>
  );
}

/** "Not up to date: 3 min old", above data that could not be read again. */
function OldData({ query }: { query: QueryLike }) {
  const seconds = (useRealNow(1000).getTime() - query.dataUpdatedAt) / 1000;
  return (
    <p className={styles.old} role="status">
      Could not be read again; what is shown is {age(seconds)} old.
      <button type="button" className={styles.retry} onClick={() => query.refetch()}>
        Try again
      </button>
    </p>
  );
}
