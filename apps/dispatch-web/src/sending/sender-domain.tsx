import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { senderDomainQuery } from '../queries/sending.ts';
import { Card } from '../setup/card.tsx';
import { Records } from './records.tsx';

/** What the DNS says of the domain that our e-mails come from, and what to put there. */
export function SenderDomain() {
  const query = useQuery(senderDomainQuery);
  const records = query.data?.records ?? [];
  const open = records.filter(({ state }) => state !== 'right').length;
  return (
    <Card
      title="The installation’s domain"
      detail={
        query.data &&
        `Who has no domain of its own sends from ${query.data.from}. ${open === 0 ? 'Everything mailboxes look for is there.' : `${open} of ${records.length} records are not as they should be: mailboxes may take our e-mails for spam.`}`
      }
      aside={
        <Button size="compact-sm" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          Look again
        </Button>
      }
    >
      <QueryStates query={query} what="The DNS" loadingRows={3}>
        <Records records={records} />
      </QueryStates>
    </Card>
  );
}
