import { CopiedValue } from './records.tsx';
import styles from './sending.module.css';
import { type OwnDomain, wantedUses } from './sending-words.ts';

/** Which providers send from a domain, and what each of the others still wants in its DNS. */
export function DomainProviders({ domain: { inUse, providers } }: { domain: OwnDomain }) {
  return (
    <ul className={styles.records}>
      {providers.map(({ name, ready, why, records }) => (
        <li key={name} className={styles.record}>
          <div className={styles.recordHead}>
            <strong>{name}</strong>
            {inUse && (
              <span className={ready ? styles.quiet : styles.ill}>
                {ready ? 'sends from it' : 'sends from the installation’s domain'}
              </span>
            )}
          </div>
          {why && <p>{why}</p>}
          {records
            .filter(({ right }) => !right)
            .map((record) => (
              <div key={`${record.type} ${record.name}`} className={styles.record}>
                <span className={styles.quiet}>
                  {wantedUses[record.kind]}: {record.type} at {record.name}
                </span>
                {record.why && <p>{record.why}</p>}
                <CopiedValue value={record.value} />
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}
