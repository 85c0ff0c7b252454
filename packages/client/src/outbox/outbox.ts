import type { ClientClock } from '../clock.ts';
import { mayPass, RefusedError } from '../errors.ts';
import { backoffMilliseconds } from '../requests/retry.ts';
import { uuid7 } from '../uuid7.ts';
import type { FieldClock } from './field-clock.ts';
import { bySeq, forgettable, renumber, resumeFrom } from './numbering.ts';
import type {
  CommandInput,
  OutboxEntry,
  OutboxSnapshot,
  OutboxStorage,
  OutboxTransport,
  OutboxWrite,
} from './outbox-types.ts';

const LARGEST_BATCH = 50;
/** A single pass ends after so many requests at the latest; the loop comes back. */
const REQUESTS_A_PASS = 200;
const SHORTEST_PAUSE_MILLISECONDS = 1_000;

export interface Outbox {
  /** Keeps a command for good; resolves when it is safe on this device, whatever the network does. */
  record(input: CommandInput): Promise<OutboxEntry>;
  /** Several that belong together, all or none: the photos of a proof and the completion they prove. */
  recordAll(inputs: readonly CommandInput[]): Promise<OutboxEntry[]>;
  /** Sends in order until nothing waits or trouble comes up; never throws for trouble of the network. */
  flush(): Promise<OutboxSnapshot>;
  /** Flushes whenever there is something, with pauses that grow while the platform is out of reach; until `stop`. */
  start(): void;
  /** Begins no further request, also of a pass under way; resolves when the one in flight is over. */
  stop(): Promise<void>;
  /** The network is back, or somebody pulled to refresh. */
  wake(): void;
  /** Which device the platform takes these commands from, and the number it expects next, as `today` says. */
  bind(deviceId: string, nextDeviceSeq: number): Promise<void>;
  /** Somebody has read why these commands were not applied. */
  acknowledge(commandIds: readonly string[]): Promise<void>;
  snapshot(): OutboxSnapshot;
  subscribe(listener: () => void): () => void;
}

export interface OutboxParts {
  readonly storage: OutboxStorage;
  readonly transport: OutboxTransport;
  readonly clock: ClientClock;
  readonly fieldClock: FieldClock;
  readonly random?: () => number;
  readonly newId?: () => string;
}

/**
 * Commands of a crew's device on their way to the platform: numbered without gaps, sent in order, one batch in flight, each taken exactly once
 * by its id. Only one outbox may be open on a storage.
 */
export async function openOutbox(parts: OutboxParts): Promise<Outbox> {
  const { storage, transport, clock, fieldClock, random = Math.random } = parts;
  const newId = parts.newId ?? (() => uuid7(clock.epochMilliseconds()));
  const stored = await storage.load();
  const entries = new Map(stored.entries.map((entry) => [entry.command.id, entry]));
  let deviceId = stored.deviceId;
  let nextDeviceSeq = stored.nextDeviceSeq;
  let batchLimit = LARGEST_BATCH;
  let trouble: OutboxSnapshot['trouble'] = null;
  let sending = false;

  const listeners = new Set<() => void>();
  let view: OutboxSnapshot | null = null;
  const changed = () => {
    view = null;
    for (const listener of listeners) listener();
  };
  const ordered = () => [...entries.values()].sort(bySeq);
  const waiting = () => ordered().filter(({ state }) => state === 'waiting');

  /** One change at a time: computed from what is there, made durable, only then believed. */
  let turn: Promise<unknown> = Promise.resolve();
  function change<T>(make: () => { write: OutboxWrite; result: T }): Promise<T> {
    const run = turn.then(async () => {
      const { write, result } = make();
      await storage.write(write);
      deviceId = write.deviceId ?? deviceId;
      nextDeviceSeq = write.nextDeviceSeq ?? nextDeviceSeq;
      for (const entry of write.entries ?? []) entries.set(entry.command.id, entry);
      for (const id of write.removedEntries ?? []) entries.delete(id);
      changed();
      return result;
    });
    turn = run.catch(() => {});
    return run;
  }

  const recordAll = (inputs: readonly CommandInput[]): Promise<OutboxEntry[]> => {
    // The moment is now, not when the disk gets round to it.
    const now = fieldClock.businessNow();
    const deviceAt = fieldClock.deviceNow();
    const monotonicMilliseconds = Math.round(clock.monotonicMilliseconds());
    const recorded = change(() => {
      const made = inputs.map((input, index): OutboxEntry => {
        const { kind, itineraryId, stopId, payload, fix = null, happenedAt = now, files = [] } = input;
        const times = { happenedAt, deviceAt, monotonicMilliseconds };
        const deviceSeq = nextDeviceSeq + index;
        return {
          command: { id: newId(), deviceSeq, kind, itineraryId, stopId, ...times, fix, payload },
          filesToSend: files.map(({ id }) => id),
          refusedFiles: [],
          state: 'waiting',
          reason: null,
          acknowledged: false,
        };
      });
      const files = inputs.flatMap((input) => input.files ?? []);
      return { write: { entries: made, nextDeviceSeq: nextDeviceSeq + made.length, files }, result: made };
    });
    void recorded.then(() => wake()).catch(() => {});
    return recorded;
  };

  /** Uploads what the command names. A file that is refused for good does not hold it up: the platform parks it with a reason. */
  async function sendFiles({ command, filesToSend }: OutboxEntry, ends: AbortSignal): Promise<void> {
    for (const fileId of filesToSend) {
      if (ends.aborted) return;
      const file = await storage.readFile(fileId);
      let isRefused = false;
      try {
        if (file) await transport.upload(file);
      } catch (error) {
        if (!(error instanceof RefusedError) || error.mayPass || isUnauthorised(error)) throw error;
        isRefused = true;
      }
      await change(() => {
        const entry = entries.get(command.id)!;
        const left = entry.filesToSend.filter((id) => id !== fileId);
        const kept = isRefused ? [...entry.refusedFiles, fileId] : entry.refusedFiles;
        const settled = { ...entry, filesToSend: left, refusedFiles: kept };
        return { write: { entries: [settled], removedFiles: isRefused ? [] : [fileId] }, result: undefined };
      });
    }
  }

  async function sendBatch(batch: readonly OutboxEntry[]): Promise<number> {
    const sentAt = clock.epochMilliseconds();
    const answer = await transport.send({
      deviceNow: fieldClock.deviceNow(),
      commands: batch.map(({ command }) => command),
    });
    fieldClock.contact(sentAt, clock.epochMilliseconds(), answer.serverNow);
    return change(() => {
      const settled = answer.answers.flatMap(({ id, outcome, reason }) => {
        const entry = entries.get(id);
        return entry?.state === 'waiting' ? [{ ...entry, state: outcome, reason }] : [];
      });
      const settledIds = new Set(settled.map(({ command }) => command.id));
      const rest = [...entries.values()].filter(({ command }) => !settledIds.has(command.id));
      const forgotten = forgettable([...rest, ...settled]);
      const removedEntries = forgotten.map(({ command }) => command.id);
      const removedFiles = forgotten.flatMap(({ refusedFiles }) => refusedFiles);
      return { write: { entries: settled, removedEntries, removedFiles }, result: settled.length };
    });
  }

  /** The platform cannot read this command at all. It steps aside with the reason, and the ones behind close the gap. */
  const setAside = (id: string, error: RefusedError) =>
    change(() => {
      const entry = entries.get(id)!;
      const behind = waiting().filter(({ command }) => command.deviceSeq > entry.command.deviceSeq);
      const aside: OutboxEntry = { ...entry, state: 'set_aside', reason: error.message };
      const moved = renumber(behind, entry.command.deviceSeq);
      return { write: { entries: [aside, ...moved], nextDeviceSeq: nextDeviceSeq - 1 }, result: undefined };
    });

  const resume = (expected: number) =>
    change(() => {
      const again = resumeFrom([...entries.values()], expected);
      return { write: { entries: again, nextDeviceSeq: expected + again.length }, result: undefined };
    });

  /** What a failed request asks for; true when it is worth going on at once. */
  async function answerTrouble(error: unknown, batch: readonly OutboxEntry[]): Promise<boolean> {
    if (!(error instanceof RefusedError) || error.mayPass) {
      const words = error instanceof Error ? error.message : String(error);
      trouble = { kind: mayPass(error) ? 'unreachable' : 'failed', words };
      return false;
    }
    if (isUnauthorised(error)) {
      trouble = { kind: 'unauthorised', words: error.message };
      return false;
    }
    const expected = expectedSeqOf(error);
    if (expected !== null) {
      // One at a time until the numbers agree again: a known id in the batch would not use up a number.
      batchLimit = 1;
      const isNews = batch[0]!.command.deviceSeq !== expected;
      if (isNews) await resume(expected);
      else trouble = { kind: 'failed', words: error.message };
      return isNews;
    }
    if (batch.length > 1) batchLimit = Math.max(1, Math.floor(batch.length / 2));
    else await setAside(batch[0]!.command.id, error);
    return true;
  }

  /** As many as may go together: a photo that is not uploaded yet never holds up what happened before it. */
  function nextBatch(): OutboxEntry[] {
    const next = waiting().slice(0, batchLimit);
    const blocked = next.findIndex(({ filesToSend }) => filesToSend.length > 0);
    return blocked < 0 ? next : next.slice(0, Math.max(1, blocked));
  }

  async function pass(ends: AbortSignal): Promise<OutboxSnapshot> {
    sending = true;
    trouble = null;
    changed();
    try {
      for (let requests = 0; requests < REQUESTS_A_PASS && !ends.aborted; requests++) {
        const batch = nextBatch();
        if (batch.length === 0) break;
        try {
          if (batch[0]!.filesToSend.length > 0) {
            await sendFiles(batch[0]!, ends);
            continue;
          }
          const settled = await sendBatch(batch);
          if (settled === 0) throw new Error('The platform answered none of the commands');
          batchLimit = Math.min(LARGEST_BATCH, batchLimit * 2);
        } catch (error) {
          if (!(await answerTrouble(error, batch))) break;
        }
      }
    } finally {
      sending = false;
      changed();
    }
    return snapshot();
  }

  let flight: { over: Promise<OutboxSnapshot>; ends: AbortController } | null = null;
  const flush = (): Promise<OutboxSnapshot> => {
    if (flight) return flight.over;
    const ends = new AbortController();
    const over = pass(ends.signal).finally(() => {
      flight = null;
    });
    flight = { over, ends };
    return over;
  };

  let running: AbortController | null = null;
  let woken: AbortController | null = null;
  const wake = () => woken?.abort();

  async function run(stop: AbortSignal): Promise<void> {
    for (let failures = 0; !stop.aborted; ) {
      if (waiting().length > 0) await flush();
      failures = trouble ? failures + 1 : 0;
      woken = new AbortController();
      if (failures > 0) await clock.sleep(SHORTEST_PAUSE_MILLISECONDS, stop).catch(() => {});
      const signal = AbortSignal.any([stop, woken.signal]);
      if (waiting().length === 0) await forever(signal);
      else if (failures > 0) await clock.sleep(4 * backoffMilliseconds(failures, random), signal).catch(() => {});
    }
  }

  const snapshot = (): OutboxSnapshot => {
    view ??= {
      entries: ordered(),
      waiting: waiting().length,
      troubled: ordered().filter(
        ({ state, acknowledged }) => state !== 'waiting' && state !== 'applied' && !acknowledged,
      ),
      sending,
      trouble,
    };
    return view;
  };

  return {
    record: async (input) => (await recordAll([input]))[0]!,
    recordAll,
    flush,
    start: () => {
      if (running) return;
      running = new AbortController();
      void run(running.signal);
    },
    stop: async () => {
      running?.abort();
      running = null;
      flight?.ends.abort();
      await flight?.over.catch(() => {});
    },
    wake,
    bind: (id, expected) =>
      change(() => {
        // Another device to the platform: it knows none of our numbers, and what was answered was answered to the old one.
        if (deviceId !== null && deviceId !== id) {
          const answered = [...entries.values()].filter(({ state }) => state === 'applied');
          const moved = resumeFrom(waiting(), expected);
          const removedEntries = answered.map(({ command }) => command.id);
          return {
            write: { deviceId: id, entries: moved, removedEntries, nextDeviceSeq: expected + moved.length },
            result: undefined,
          };
        }
        // A storage that was emptied counts on where the platform stands; any other difference shows itself at the next batch.
        const isEmpty = entries.size === 0 && nextDeviceSeq < expected;
        return { write: { deviceId: id, ...(isEmpty && { nextDeviceSeq: expected }) }, result: undefined };
      }),
    acknowledge: (ids) =>
      change(() => {
        const seen = ids.flatMap((id) => {
          const entry = entries.get(id);
          return entry && entry.state !== 'waiting' ? [{ ...entry, acknowledged: true }] : [];
        });
        return { write: { entries: seen }, result: undefined };
      }),
    snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isUnauthorised = (error: RefusedError) => error.status === 401 || error.status === 403;

function expectedSeqOf(error: RefusedError): number | null {
  const { expectedSeq } = error.problem;
  const isAboutNumbers = error.code === 'expected_seq' || error.code === 'seq_taken';
  return isAboutNumbers && typeof expectedSeq === 'number' ? expectedSeq : null;
}

function forever(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
