import type { OutboxStorage, PairingStorage } from '@roundsman/client';
import type { DeviceDatabase } from './database.ts';

/** The outbox in IndexedDB: one transaction a write. */
export function storedOutbox(database: DeviceDatabase): OutboxStorage {
  const { entries, files, kept } = database;
  return {
    load: async () => ({
      deviceId: await database.recall('deviceId'),
      nextDeviceSeq: (await database.recall('nextDeviceSeq')) ?? 1,
      entries: await entries.toArray(),
    }),
    write: (change) =>
      database.transaction('rw', entries, files, kept, async () => {
        if (change.deviceId !== undefined) await database.keep('deviceId', change.deviceId);
        if (change.nextDeviceSeq !== undefined) await database.keep('nextDeviceSeq', change.nextDeviceSeq);
        await entries.bulkPut((change.entries ?? []).map((entry) => ({ ...entry, id: entry.command.id })));
        await entries.bulkDelete([...(change.removedEntries ?? [])]);
        await files.bulkPut([...(change.files ?? [])]);
        await files.bulkDelete([...(change.removedFiles ?? [])]);
      }),
    readFile: async (fileId) => (await files.get(fileId)) ?? null,
  };
}

export function storedPairing(database: DeviceDatabase): PairingStorage {
  return {
    load: () => database.recall('pairing'),
    save: (pairing) => database.keep('pairing', pairing),
  };
}
