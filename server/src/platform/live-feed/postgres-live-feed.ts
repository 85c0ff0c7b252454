import type pg from 'pg';

import type { ProcessChannel } from '../database/listener.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log/index.ts';
import type { LiveFeed, LiveValue } from './live-feed.ts';

const channelName = 'roundsman_live';
/** A notice holds at most 8,000 bytes. */
const noticeBytes = 7_800;
const mostKeysRemembered = 20_000;

interface Notice {
  readonly from: string;
  readonly to: string;
  readonly values: readonly LiveValue[];
}

interface Room {
  /** Latest value of each key; the longest unheard-of is forgotten first. */
  readonly latest: Map<string, LiveValue>;
  readonly unsent: Map<string, LiveValue>;
  readonly receivers: Set<(values: readonly LiveValue[]) => void>;
}

/** Within a process by call, between processes by LISTEN/NOTIFY, both coalesced to a batch every `batchMilliseconds`. */
export function openPostgresLiveFeed(
  pool: pg.Pool,
  channel: ProcessChannel,
  log: Log,
  batchMilliseconds = 100,
): LiveFeed {
  const rooms = new Map<string, Room>();
  const self = newId();
  let flushing: NodeJS.Timeout | null = null;

  const stopListening = channel.listen(channelName, (payload) => {
    const notice = JSON.parse(payload) as Notice;
    if (notice.from !== self) deliver(roomOf(notice.to), notice.values);
  });

  function roomOf(organisationId: string): Room {
    const room = rooms.get(organisationId) ?? { latest: new Map(), unsent: new Map(), receivers: new Set() };
    rooms.set(organisationId, room);
    return room;
  }

  function deliver(room: Room, values: readonly LiveValue[]): void {
    for (const value of values) remember(room, value);
    for (const receive of room.receivers) receive(values);
  }

  async function flush(): Promise<void> {
    flushing = null;
    for (const [organisationId, room] of rooms) {
      if (room.unsent.size === 0) continue;
      const values = [...room.unsent.values()];
      room.unsent.clear();
      for (const receive of room.receivers) receive(values);
      for (const payload of notices(self, organisationId, values, log)) {
        await pool.query('SELECT pg_notify($1, $2)', [channelName, payload]).catch((error) => {
          log.debug({ err: error }, 'other processes did not hear of live values');
        });
      }
    }
  }

  return {
    publish(organisationId, value) {
      const room = roomOf(organisationId);
      remember(room, value);
      room.unsent.set(`${value.topic} ${value.key}`, value);
      flushing ??= setTimeout(() => void flush(), batchMilliseconds);
    },
    subscribe(organisationId, receive) {
      const room = roomOf(organisationId);
      room.receivers.add(receive);
      return () => room.receivers.delete(receive);
    },
    snapshot: (organisationId) => [...(rooms.get(organisationId)?.latest.values() ?? [])],
    async close() {
      stopListening();
      if (flushing !== null) clearTimeout(flushing);
      await flush();
    },
  };
}

function remember(room: Room, value: LiveValue): void {
  const key = `${value.topic} ${value.key}`;
  room.latest.delete(key);
  room.latest.set(key, value);
  if (room.latest.size > mostKeysRemembered) room.latest.delete(room.latest.keys().next().value!);
}

/** Cuts a batch into notices that fit; a single value that does not is left to the process that made it. */
function* notices(from: string, to: string, values: readonly LiveValue[], log: Log): Generator<string> {
  let part: LiveValue[] = [];
  let size = 0;
  const frame = Buffer.byteLength(JSON.stringify({ from, to, values: [] } satisfies Notice));
  for (const value of values) {
    const bytes = Buffer.byteLength(JSON.stringify(value)) + 1;
    if (frame + bytes > noticeBytes) {
      log.warn({ topic: value.topic, bytes }, 'a live value is too large to be told to other processes');
      continue;
    }
    if (frame + size + bytes > noticeBytes) {
      yield JSON.stringify({ from, to, values: part } satisfies Notice);
      part = [];
      size = 0;
    }
    part.push(value);
    size += bytes;
  }
  if (part.length > 0) yield JSON.stringify({ from, to, values: part } satisfies Notice);
}
