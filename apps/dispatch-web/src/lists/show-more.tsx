import { Button } from '@mantine/core';
import styles from './show-more.module.css';

interface ShowMoreProps {
  shown: number;
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** Under a list that goes on: how far it goes, and further. */
export function ShowMore({ shown, query }: ShowMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <p className={styles.more}>
      The first {shown.toLocaleString('en-GB')} are shown.
      <Button
        size="compact-sm"
        variant="subtle"
        loading={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        Show more
      </Button>
    </p>
  );
}
