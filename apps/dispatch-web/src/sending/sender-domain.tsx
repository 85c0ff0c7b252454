import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { senderDomainQuery } from '../queries/sending.ts';
import { Card } from '../setup/card.tsx';
import styles from './sending.module.css';
import { recordUses, recordWords, type SenderRecord } from './sending-words.ts';

/** What the DNS says of the domain that our e-mails come from, and what to put there. */
export function SenderDomain() {
  const query = useQuery(senderDomainQuery);
  const records = query.data?.records ?? [];
  const open = records.filter(({ state }) => state !== 'right').length;
  return (
    <Card
      title="Sender domain"
      detail={
        query.data &&
        `E-mails leave from ${query.data.from}. ${open === 0 ? 'Everything mailboxes look for is there.' : `${open} of ${records.length} records are not as they should be: mailboxes may take our e-mails for spam.`}`
      }
      aside={
        <Button size="compact-sm" variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
          Look again
        </Button>
      }
    >
      <QueryStates query={query} what="The DNS" loadingRows={3}>
        <ul className={styles.records}>
          {records.map((record) => (
            <Shown key={`${record.kind} ${record.name}`} record={record} />
          ))}
        </ul>
      </QueryStates>
    </Card>
  );
}

function Shown({ record }: { record: SenderRecord }) {
  const { kind, name, type, state, found, add, why } = record;
  const clipboard = useClipboard();
  return (
    <li className={styles.record}>
      <div className={styles.recordHead}>
        <strong>{recordUses[kind]}</strong>
        <span className={state === 'right' ? styles.quiet : styles.ill}>{recordWords[state]}</span>
        <span className={styles.quiet}>
          {type} at {name}
        </span>
      </div>
      {why && <p>{why}</p>}
      {found.map((text) => (
        <div key={text}>
          <span className={styles.quiet}>There now</span> <code className={styles.value}>{text}</code>
        </div>
      ))}
      {add && (
        <div className={styles.add}>
          <code className={styles.value}>{add}</code>
          <Button size="compact-sm" variant="default" onClick={() => clipboard.copy(add)}>
            {clipboard.copied ? 'Copied' : 'Copy'}
          </Button>
        </div>
      )}
    </li>
  );
}
