import type { Command, CommandAnswer } from '@roundsman/api-contract';

/** A photo or signature with the id that a command names it by. */
export interface OutboxFile {
  readonly id: string;
  readonly contentType: string;
  readonly bytes: Blob | Uint8Array<ArrayBuffer>;
}

/**
 * `waiting` is not yet known to be taken by the platform; the next three are its word. `set_aside`: the platform would not even read it;
 * kept here so that nothing captured is lost, and out of the way of the commands behind it.
 */
export type EntryState = 'waiting' | CommandAnswer['outcome'] | 'set_aside';

export interface OutboxEntry {
  readonly command: Command;
  /** Files of this command that are not uploaded yet; they go before it. */
  readonly filesToSend: readonly string[];
  /** The platform will not have these; they stay on the device as long as their command. */
  readonly refusedFiles: readonly string[];
  readonly state: EntryState;
  /** Why it is parked, in conflict or set aside, in words. */
  readonly reason: string | null;
  /** Somebody has read the reason. */
  readonly acknowledged: boolean;
}

export interface StoredOutbox {
  readonly deviceId: string | null;
  readonly nextDeviceSeq: number;
  readonly entries: readonly OutboxEntry[];
}

export interface OutboxWrite {
  readonly deviceId?: string;
  readonly nextDeviceSeq?: number;
  /** Put by command id. */
  readonly entries?: readonly OutboxEntry[];
  readonly removedEntries?: readonly string[];
  readonly files?: readonly OutboxFile[];
  readonly removedFiles?: readonly string[];
}

/** Where the outbox survives a reload, a kill and an empty battery. `write` is all or nothing and durable once it resolves. */
export interface OutboxStorage {
  load(): Promise<StoredOutbox>;
  write(change: OutboxWrite): Promise<void>;
  readFile(fileId: string): Promise<OutboxFile | null>;
}

/** The way to the platform. Throws RefusedError or UnreachableError. */
export interface OutboxTransport {
  send(batch: { deviceNow: string; commands: Command[] }): Promise<{
    serverNow: string;
    answers: CommandAnswer[];
    nextDeviceSeq: number;
  }>;
  upload(file: OutboxFile): Promise<void>;
}

/** What the caller says of a command; the outbox adds ids, numbers and times. */
export interface CommandInput extends Pick<Command, 'kind' | 'itineraryId' | 'stopId' | 'payload'> {
  readonly fix?: Command['fix'];
  /** Now, in business time, unless said. */
  readonly happenedAt?: string;
  readonly files?: readonly OutboxFile[];
}

export interface OutboxSnapshot {
  /** By `deviceSeq`: the waiting ones, those that need to be seen, and the latest answered. */
  readonly entries: readonly OutboxEntry[];
  readonly waiting: number;
  /** Parked, in conflict or set aside, and nobody has read why. */
  readonly troubled: readonly OutboxEntry[];
  readonly sending: boolean;
  /** Why the last try to send failed; null when it did not. `unauthorised`: the device has to be paired again. */
  readonly trouble: { readonly kind: 'unreachable' | 'unauthorised' | 'failed'; readonly words: string } | null;
}
