import type pg from 'pg';

import type { ProcessChannel } from '../database/listener.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log/index.ts';

/** The types of what is new; null: it may be anything. */
export type NewTypes = ReadonlySet<string> | null;
type Hear = (organisationId: string, types: NewTypes) => void;

/** "There is something new in this organisation's log": a hint, at once in this process, coalesced to the others. */
export interface Doorbell {
  ring(organisationId: string, types?: NewTypes): void;
  /** Returns how to stop hearing. */
  onRing(hear: Hear): () => void;
  close(): Promise<void>;
}

const channelName = 'roundsman_new_events';
const coalesceMilliseconds = 20;
/** A notice holds at most 8,000 bytes. */
const mostOfOneNotice = 7_500;
/** Whoever names so many types had better look at all. */
const mostTypes = 20;

export function openDoorbell(pool: pg.Pool, channel: ProcessChannel, log: Log): Doorbell {
  const hearers = new Set<Hear>();
  const unsent = new Map<string, NewTypes>();
  const self = newId();
  let flushing: NodeJS.Timeout | null = null;

  const stopListening = channel.listen(channelName, (payload) => {
    const [sender, ...rings] = payload.split(' ');
    if (sender === self) return;
    for (const ring of rings) {
      const [organisationId, types] = ring.split('/');
      tell(organisationId!, types === undefined ? null : new Set(types.split(',')));
    }
  });

  function tell(organisationId: string, types: NewTypes): void {
    for (const hear of hearers) hear(organisationId, types);
  }

  async function flush(): Promise<void> {
    flushing = null;
    const rings = [...unsent].map(([organisationId, types]) =>
      types === null || types.size > mostTypes ? organisationId : `${organisationId}/${[...types].join(',')}`,
    );
    unsent.clear();
    for (const payload of notices(rings, self)) {
      await pool.query('SELECT pg_notify($1, $2)', [channelName, payload]).catch((error) => {
        log.debug({ err: error }, 'other processes were not told of new events; their slow look finds them');
      });
    }
  }

  return {
    ring(organisationId, types = null) {
      tell(organisationId, types);
      const before = unsent.get(organisationId);
      const isAny = types === null || before === null;
      unsent.set(organisationId, isAny ? null : new Set([...(before ?? []), ...types]));
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

/** As few notices as hold all rings, each beginning with who sends it. */
function notices(rings: readonly string[], self: string): string[] {
  const packed: string[] = [];
  for (const ring of rings) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + ring.length < mostOfOneNotice)
      packed[packed.length - 1] = `${last} ${ring}`;
    else packed.push(`${self} ${ring}`);
  }
  return packed;
}
