import { type Client, operatorEndpoints } from '@roundsman/client';
import type { DeviceDatabase } from './database.ts';
import type { Today } from './today.ts';

/** Of a day's attachments, as many as a phone has room for and a contract can bear; the rest is fetched when it is opened. */
const MOST_KEPT_BYTES = 60 * 1024 * 1024;
const PATIENCE = { budgetMilliseconds: 120_000, attemptMilliseconds: 60_000 };

export interface Attachments {
  /** From this phone, or else from the platform. Throws RefusedError and UnreachableError. */
  open(fileId: string): Promise<Blob>;
  /** Fetches what the day has that is not here yet, in the order of the stops, and drops what it has no longer. */
  follow(today: Today): Promise<void>;
  forget(): Promise<void>;
}

export function keepAttachments({ attachments }: DeviceDatabase, client: Client): Attachments {
  async function open(fileId: string): Promise<Blob> {
    const kept = await attachments.get(fileId);
    if (kept) return kept.blob;
    const blob = await client.bytes(operatorEndpoints.attachment, { params: { fileId }, ...PATIENCE });
    // A full phone shows it all the same.
    await attachments.put({ fileId, blob }).catch(() => {});
    return blob;
  }

  async function follow({ itineraries }: Today): Promise<void> {
    // A day that was kept before attachments were told of has none.
    const wanted = itineraries.flatMap(({ stops }) => stops.flatMap(({ job }) => job?.attachments ?? []));
    const ids = new Set(wanted.map(({ fileId }) => fileId));
    const here = new Set(await attachments.toCollection().primaryKeys());
    await attachments.bulkDelete([...here].filter((id) => !ids.has(id)));
    let room = MOST_KEPT_BYTES;
    for (const { fileId, bytes } of wanted) {
      room -= bytes;
      if (room < 0) return;
      // Out of reach now: tried again with the next word of the day.
      if (!here.has(fileId)) await open(fileId);
    }
  }

  let following: Promise<void> = Promise.resolve();
  return {
    open,
    follow: (today) => {
      following = following.then(() => follow(today)).catch(() => {});
      return following;
    },
    forget: () => attachments.clear(),
  };
}
