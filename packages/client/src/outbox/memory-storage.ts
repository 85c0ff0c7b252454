import type { OutboxEntry, OutboxFile, OutboxStorage } from './outbox-types.ts';

/** An outbox without a disk, for the simulator and for tests. */
export function memoryOutboxStorage(): OutboxStorage {
  const entries = new Map<string, OutboxEntry>();
  const files = new Map<string, OutboxFile>();
  let deviceId: string | null = null;
  let nextDeviceSeq = 1;
  return {
    load: async () => ({ deviceId, nextDeviceSeq, entries: [...entries.values()] }),
    write: async (change) => {
      deviceId = change.deviceId ?? deviceId;
      nextDeviceSeq = change.nextDeviceSeq ?? nextDeviceSeq;
      for (const entry of change.entries ?? []) entries.set(entry.command.id, entry);
      for (const id of change.removedEntries ?? []) entries.delete(id);
      for (const file of change.files ?? []) files.set(file.id, file);
      for (const id of change.removedFiles ?? []) files.delete(id);
    },
    readFile: async (fileId) => files.get(fileId) ?? null,
  };
}
