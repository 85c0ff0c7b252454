import {
  createClient,
  deviceSession,
  fieldClock,
  manifestOfPage,
  type OutboxStorage,
  openOutbox,
  operatorTransport,
  type PairingStorage,
  systemClock,
  uuid7,
} from '@roundsman/client';
import type { DeviceDatabase } from './database.ts';
import { storedOutbox, storedPairing } from './stored-outbox.ts';

export interface SendingStorage {
  readonly outbox: OutboxStorage;
  readonly pairing: PairingStorage;
}

/** What sends for this device, in its window and in its service worker alike: session and calls over one client, and the outbox. */
export async function openSending(
  database: DeviceDatabase,
  storage: SendingStorage = { outbox: storedOutbox(database), pairing: storedPairing(database) },
) {
  // The app's own origin; the other edges are of the signed list.
  const door = createClient({ edges: [''], manifest: manifestOfPage(), reports: true });
  const session = deviceSession({ door, storage: storage.pairing });
  const client = door.as(session);
  const field = fieldClock(systemClock, await database.recall('fieldClock'));
  const outbox = await openOutbox({
    storage: storage.outbox,
    transport: operatorTransport(client),
    clock: systemClock,
    fieldClock: field,
    newId,
  });
  return { session, client, field, outbox };
}

export const newId = () => uuid7(systemClock.epochMilliseconds());
