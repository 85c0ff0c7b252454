import { Button } from '@mantine/core';
import type { AuditEntry } from '@roundsman/api-contract';
import { auditEndpoints } from '@roundsman/client';
import { Empty, localDate, timeOfDay } from '@roundsman/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './audit.module.css';
import { factWords, outcomeWords, whoWords } from './audit-words.ts';
import { Card } from './card.tsx';

const ROWS = 50;

/** Who did what to the set-up, and who signed in or tried to. */
export function Audit() {
  const query = useInfiniteQuery({
    queryKey: keys.audit,
    queryFn: ({ pageParam, signal }) =>
      client.call(auditEndpoints.list, {
        query: { limit: ROWS, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows);
  return (
    <Card
      wide
      title="Audit trail"
      detail="Every change of the set-up and every sign-in, written down together with the deed. Nobody can rewrite it here."
    >
      <QueryStates
        query={query}
        what="The audit trail"
        isEmpty={rows?.length === 0}
        empty={<Empty title="Nothing yet." />}
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">From</th>
              <th scope="col">What</th>
              <th scope="col">In particular</th>
            </tr>
          </thead>
          <tbody>
            {rows?.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
        {query.hasNextPage && (
          <Button
            variant="default"
            className={styles.older}
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Older
          </Button>
        )}
      </QueryStates>
    </Card>
  );
}

function Row({ entry }: { entry: AuditEntry }) {
  const { zone } = useOrganisation();
  const at = new Date(entry.at);
  return (
    <tr>
      <td className={styles.when}>
        {localDate(at, zone)} {timeOfDay(at, zone, 'seconds')}
      </td>
      <td>{whoWords(entry)}</td>
      <td>{entry.address ?? '–'}</td>
      <td title={entry.act}>
        {entry.summary}
        {entry.outcome === 'refused' && <strong> — {outcomeWords(entry.code)}</strong>}
      </td>
      <td className={styles.facts}>{factWords(entry)}</td>
    </tr>
  );
}
