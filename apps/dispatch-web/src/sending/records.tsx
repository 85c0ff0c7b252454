import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import styles from './sending.module.css';
import { recordUses, recordWords, type SenderRecord } from './sending-words.ts';

/** What stands in the DNS of a sender domain, what is wrong with it, and what to put there. */
export function Records({ records }: { records: readonly SenderRecord[] }) {
  return (
    <ul className={styles.records}>
      {records.map((record) => (
        <Shown key={`${record.kind} ${record.name}`} record={record} />
      ))}
    </ul>
  );
}

function Shown({ record }: { record: SenderRecord }) {
  const { kind, name, type, state, found, add, why } = record;
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
      {add && <CopiedValue value={add} />}
    </li>
  );
}

/** What to put into the DNS, to be carried there. */
export function CopiedValue({ value }: { value: string }) {
  const clipboard = useClipboard();
  return (
    <div className={styles.add}>
      <code className={styles.value}>{value}</code>
      <Button size="compact-sm" variant="default" onClick={() => clipboard.copy(value)}>
        {clipboard.copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
