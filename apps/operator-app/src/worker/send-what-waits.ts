import { DeviceDatabase } from '../device/database.ts';
import { openSending } from '../device/open-sending.ts';
import { OUTBOX } from '../device/outbox-turn.ts';
import { storedOutbox, storedPairing } from '../device/stored-outbox.ts';

/**
 * Sends what the app left in its outbox when it was closed. Throws when something waits on, so that the browser wakes us again later: while a
 * window is open it sends by itself, and one that opens meanwhile has the outbox at once.
 */
export async function sendWhatWaits(): Promise<void> {
  const letGo = new AbortController();
  const channel = new BroadcastChannel(OUTBOX);
  channel.onmessage = () => letGo.abort();
  const database = new DeviceDatabase();
  try {
    await navigator.locks.request(OUTBOX, { ifAvailable: true }, async (lock) => {
      if (lock) await send(database, letGo.signal);
    });
    const waiting = await database.entries.filter(({ state }) => state === 'waiting').count();
    if (waiting > 0) throw new Error(`${waiting} wait on`);
  } finally {
    channel.close();
    database.close();
  }
}

async function send(database: DeviceDatabase, stop: AbortSignal): Promise<void> {
  const stored = { outbox: storedOutbox(database), pairing: storedPairing(database) };
  const writing = new Set<Promise<void>>();
  /** Once a window wants the outbox nothing is written any more, as if the app had been killed: what was sent is known by its id when it comes again. */
  const alive = (write: () => Promise<void>): Promise<void> => {
    if (stop.aborted) return new Promise<never>(() => {});
    const written = write().finally(() => writing.delete(written));
    writing.add(written);
    return written;
  };
  const { outbox } = await openSending(database, {
    outbox: { ...stored.outbox, write: (change) => alive(() => stored.outbox.write(change)) },
    pairing: { ...stored.pairing, save: (pairing) => alive(() => stored.pairing.save(pairing)) },
  });
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve());
  });
  await Promise.race([outbox.flush(), stopped]);
  await Promise.allSettled(writing);
}
