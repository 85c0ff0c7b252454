import type pg from 'pg';

import type { ProcessChannel } from '../database/listener.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log/index.ts';

/** "There is something new in this organisation's log": a hint, at once in this process, coalesced to the others. */
export interface Doorbell {
  ring(organisationId: string): void;
  /** Returns how to stop hearing. */
  onRing(hear: (organisationId: string) => void): () => void;
  close(): Promise<void>;
}

const channelName = 'roundsman_events';
const coalesceMilliseconds = 20;
/** A notice holds at most 8,000 bytes. */
const organisationsOfOneNotice = 150;

export function openDoorbell(pool: pg.Pool, channel: ProcessChannel, log: Log): Doorbell {
  const hearers = new Set<(organisationId: string) => void>();
  const unsent = new Set<string>();
  const self = newId();
  let flushing: NodeJS.Timeout | null = null;

  const stopListening = channel.listen(channelName, (payload) => {
    const [sender, ...organisations] = payload.split(' ');
    if (sender === self) return;
    for (const organisationId of organisations) tell(organisationId);
  });

  function tell(organisationId: string): void {
    for (const hear of hearers) hear(organisationId);
  }

  async function flush(): Promise<void> {
    flushing = null;
    const organisations = [...unsent];
    unsent.clear();
    for (let at = 0; at < organisations.length; at += organisationsOfOneNotice) {
      const payload = [self, ...organisations.slice(at, at + organisationsOfOneNotice)].join(' ');
      await pool.query('SELECT pg_notify($1, $2)', [channelName, payload]).catch((error) => {
        log.debug({ err: error }, 'other processes were not told of new events; their slow look finds them');
      });
    }
  }

  return {
    ring(organisationId) {
      tell(organisationId);
      unsent.add(organisationId);
      flushing ??= setTimeout(() => void flush(), coalesceMilliseconds);
    },
    onRing(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    async close() {
      stopListening();
      if (flushing !== null) clearTimeout(flushing);
      if (unsent.size > 0) await flush();
    },
  };
}
