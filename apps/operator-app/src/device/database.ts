import type { OutboxEntry, OutboxFile, StoredFieldClock, StoredPairing } from '@roundsman/client';
import Dexie, { type Table } from 'dexie';
import type { Completion } from '../day/completion.ts';
import type { Chat } from './chat.ts';
import type { Today } from './today.ts';

export interface StoredEntry extends OutboxEntry {
  /** Repeated from the command: the primary key. */
  readonly id: string;
}

export interface StoredFix {
  readonly id?: number;
  readonly itineraryId: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly accuracyMeters: number | null;
  readonly speedMetersPerSecond: number | null;
  readonly headingDegrees: number | null;
  readonly at: string;
}

/** A plan, photo or paper of a stop, kept so that it opens without a network. */
export interface StoredAttachment {
  readonly fileId: string;
  readonly blob: Blob;
}

/** Single values by name. */
export interface Kept {
  pairing: StoredPairing;
  today: Today;
  chat: Chat;
  fieldClock: StoredFieldClock;
  deviceId: string;
  nextDeviceSeq: number;
}

/** Everything this device remembers; one database a browser. */
export class DeviceDatabase extends Dexie {
  declare readonly entries: Table<StoredEntry, string>;
  /** Files of recorded commands until the platform has them. */
  declare readonly files: Table<OutboxFile, string>;
  declare readonly completions: Table<Completion, string>;
  /** Photos and signatures of completions that are not finished. */
  declare readonly draftFiles: Table<OutboxFile & { stopId: string }, string>;
  declare readonly fixes: Table<StoredFix, number>;
  declare readonly attachments: Table<StoredAttachment, string>;
  declare readonly kept: Table<{ name: keyof Kept; value: Kept[keyof Kept] }, keyof Kept>;

  constructor(name = 'roundsman-crew') {
    super(name);
    this.version(1).stores({
      entries: 'id',
      files: 'id',
      completions: 'stopId',
      draftFiles: 'id, stopId',
      fixes: '++id',
      kept: 'name',
    });
    this.version(2).stores({ attachments: 'fileId' });
  }

  async recall<Name extends keyof Kept>(name: Name): Promise<Kept[Name] | null> {
    const row = await this.kept.get(name);
    return row ? (row.value as Kept[Name]) : null;
  }

  async keep<Name extends keyof Kept>(name: Name, value: Kept[Name] | null): Promise<void> {
    if (value === null) await this.kept.delete(name);
    else await this.kept.put({ name, value });
  }
}
