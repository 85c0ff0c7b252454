import { age } from '../format/quantity.ts';
import { useRealNow } from '../time/clock.ts';
import styles from './connection-state.module.css';

export type Connection = 'live' | 'reconnecting' | 'offline';

export interface ConnectionStateProps {
  state: Connection;
  /** When anything was last heard from the server, heartbeats included; null = nothing yet. Real time, not business time. */
  lastHeardAt: Date | null;
  /** What lies in the outbox. */
  waitingToSend?: number;
}

/** "live 0.4 s", "reconnecting, data 12 s old", "offline, data 3 min old · 2 waiting to be sent". */
export function ConnectionState({ state, lastHeardAt, waitingToSend = 0 }: ConnectionStateProps) {
  const now = useRealNow(1000);
  const heard = lastHeardAt && age((now.getTime() - lastHeardAt.getTime()) / 1000);
  return (
    <span className={styles.connection} data-state={state}>
      <span className={styles.dot} aria-hidden="true" />
      {/* Only the word is announced: an age that speaks every second would silence everything else. */}
      <span role="status">{state}</span>
      <span className={styles.age}>{ageWords(state, heard)}</span>
      {waitingToSend > 0 && (
        <span className={styles.waiting}>
          {waitingToSend === 1 ? '1 thing' : `${waitingToSend} things`} waiting to be sent
        </span>
      )}
    </span>
  );
}

function ageWords(state: Connection, heard: string | null): string {
  if (heard === null) return state === 'live' ? '' : 'no data yet';
  return state === 'live' ? heard : `data ${heard} old`;
}
