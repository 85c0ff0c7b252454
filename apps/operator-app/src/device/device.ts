import {
  type CommandInput,
  type LiveConnection,
  type LiveState,
  type OperatorFeed,
  type OutboxSnapshot,
  operatorEndpoints,
  RefusedError,
  type StoredPairing,
  systemClock,
} from '@roundsman/client';
import { isTracked } from '../day/next-step.ts';
import { currentItinerary, type ShownItinerary, showItinerary } from '../day/show-itinerary.ts';
import { keepAttachments } from './attachments.ts';
import { type Chat, keepChat } from './chat.ts';
import { DeviceDatabase } from './database.ts';
import { newId, openSending } from './open-sending.ts';
import { sendLater, takeOutbox } from './outbox-turn.ts';
import { type Located, watchPositions } from './positions.ts';
import type { Today } from './today.ts';

export interface DeviceState {
  readonly pairing: StoredPairing | null;
  /** The platform no longer takes this device: it has to be paired again; what waits stays. */
  readonly isRevoked: boolean;
  readonly today: Today | null;
  /** Today's itineraries as the crew sees them: the platform's word with this device's own laid over it. */
  readonly itineraries: readonly ShownItinerary[];
  readonly chat: Chat;
  readonly outbox: OutboxSnapshot;
  readonly line: LiveState;
  readonly located: Located;
  /** The office changed the itinerary being worked on, and nobody has looked yet. */
  readonly isChanged: boolean;
}

export interface Device {
  state(): DeviceState;
  subscribe(listener: () => void): () => void;
  /** Keeps what happened, together or not at all, with time and place; resolves when it is safe on this device. */
  record(...inputs: CommandInput[]): Promise<void>;
  pair(code: string): Promise<void>;
  unpair(): Promise<void>;
  refresh(): Promise<void>;
  acknowledge(commandIds: readonly string[]): Promise<void>;
  seeChange(): void;
  /** What the office wrote was shown. */
  readChat(): Promise<void>;
  /** What the office attached to a stop. Throws RefusedError, and UnreachableError where it is not on this phone yet. */
  openAttachment(fileId: string): Promise<Blob>;
  readonly database: DeviceDatabase;
  newId(): string;
  close(): void;
}

/** The device behind the screens: pairing, the day, the outbox, the live feed and the positions, with and without a network. */
export async function openDevice(): Promise<Device> {
  await takeOutbox();
  const database = new DeviceDatabase();
  const { session, client, field, outbox } = await openSending(database);
  const attachments = keepAttachments(database, client);
  const chat = await keepChat(database, client, () => changed());
  let pairing = await session.pairing();
  let today = await database.recall('today');
  let isRevoked = false;
  let isChanged = false;
  let isLeftToWorker = false;
  let line: LiveState = { kind: 'reconnecting', heardAt: null, error: null };
  let feed: LiveConnection | null = null;
  let answered = lastAnswered(outbox.snapshot());

  const listeners = new Set<() => void>();
  let view: DeviceState | null = null;
  let shown: { today: Today | null; entries: unknown; itineraries: readonly ShownItinerary[] } | null = null;
  const changed = () => {
    view = null;
    const itinerary = currentItinerary(state().itineraries);
    positions.track(isTracked(itinerary) ? itinerary!.id : null);
    for (const listener of listeners) listener();
  };

  const positions = watchPositions({ database, client, businessNow: field.businessNow, onChange: () => changed() });

  function state(): DeviceState {
    const snapshot = outbox.snapshot();
    if (shown?.today !== today || shown?.entries !== snapshot.entries) {
      const itineraries = (today?.itineraries ?? []).map((itinerary) =>
        showItinerary(itinerary, snapshot.entries, today!.nextDeviceSeq),
      );
      shown = { today, entries: snapshot.entries, itineraries };
    }
    view ??= {
      pairing,
      isRevoked,
      today,
      itineraries: shown!.itineraries,
      chat: chat.messages(),
      outbox: snapshot,
      line,
      located: positions.located(),
      isChanged,
    };
    return view;
  }

  let fetching: Promise<void> | null = null;
  let isStale = false;
  /** One request at a time; asked again meanwhile, it goes once more. */
  function refresh(): Promise<void> {
    isStale = true;
    fetching ??= (async () => {
      while (isStale) {
        isStale = false;
        await fetchToday();
      }
    })().finally(() => {
      fetching = null;
    });
    return fetching;
  }

  async function fetchToday(): Promise<void> {
    if (!pairing) return;
    const sentAt = systemClock.epochMilliseconds();
    try {
      const headers: Record<string, string> = today?.etag ? { 'If-None-Match': today.etag } : {};
      const exchange = await client.exchange(operatorEndpoints.today, { headers });
      if (!exchange.answer) return;
      const { answer } = exchange;
      field.contact(sentAt, systemClock.epochMilliseconds(), answer.serverNow);
      field.setBusiness(answer);
      isChanged ||= isRevised(today, answer);
      today = { ...answer, etag: exchange.headers.get('etag'), heardAt: systemClock.epochMilliseconds() };
      await database.keep('today', today);
      await database.keep('fieldClock', field.stored());
      await outbox.bind(pairing.deviceId, answer.nextDeviceSeq);
      outbox.wake();
      changed();
      void attachments.follow(today);
    } catch (error) {
      // Out of reach: the last known day stays. Refused for good is the session's to tell.
      if (error instanceof RefusedError && !error.mayPass) console.warn('today was refused:', error.code);
    }
  }

  function connect(): void {
    feed?.close();
    feed = client.live<OperatorFeed>(operatorEndpoints.feed, {
      on: {
        itinerary: () => void refreshAll(),
        chat: () => void chat.refresh(),
        clock: (clock) => {
          field.setBusiness(clock);
          void database.keep('fieldClock', field.stored());
          changed();
        },
      },
      onState: (next) => {
        const isBack = next.kind === 'live' && line.kind !== 'live';
        line = next;
        if (isBack) {
          outbox.wake();
          void refreshAll();
        }
        changed();
      },
    });
  }

  /** The day, and the words about it. */
  const refreshAll = () => Promise.all([refresh(), chat.refresh()]);

  function start(): void {
    outbox.start();
    connect();
    void refreshAll();
  }

  session.onRevoked(() => {
    isRevoked = true;
    changed();
  });
  outbox.subscribe(() => {
    const { waiting, trouble } = outbox.snapshot();
    const isStuck = waiting > 0 && trouble?.kind === 'unreachable';
    if (isStuck && !isLeftToWorker) void sendLater();
    isLeftToWorker = waiting > 0 && (isStuck || isLeftToWorker);
    const now = lastAnswered(outbox.snapshot());
    // The platform took something: its word on the day is newer than ours.
    if (now > answered) void refreshAll();
    answered = now;
    changed();
  });
  const wake = () => {
    if (document.visibilityState !== 'visible') {
      if (outbox.snapshot().waiting > 0) void sendLater();
      return;
    }
    feed?.wake();
    outbox.wake();
    void refreshAll();
  };
  addEventListener('online', wake);
  document.addEventListener('visibilitychange', wake);
  if (pairing) start();
  changed();

  return {
    state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    record: async (...inputs) => {
      const { fix } = positions.located();
      await outbox.recordAll(inputs.map((input) => ({ fix, ...input })));
    },
    pair: async (code) => {
      const before = pairing;
      pairing = await session.pair(code, deviceName(navigator.userAgent));
      isRevoked = false;
      // Another operator's day is nobody else's business.
      if (before && before.operator.id !== pairing.operator.id) {
        today = null;
        await database.keep('today', null);
        await chat.forget();
        await attachments.forget();
      }
      start();
      changed();
    },
    unpair: async () => {
      feed?.close();
      feed = null;
      void outbox.stop();
      await session.unpair();
      await database.keep('today', null);
      await chat.forget();
      await attachments.forget();
      pairing = null;
      today = null;
      changed();
    },
    refresh,
    acknowledge: outbox.acknowledge,
    seeChange: () => {
      isChanged = false;
      changed();
    },
    readChat: chat.markRead,
    openAttachment: attachments.open,
    database,
    newId,
    close: () => {
      feed?.close();
      void outbox.stop();
      positions.stop();
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      database.close();
    },
  };
}

function lastAnswered({ entries }: OutboxSnapshot): number {
  return entries.reduce(
    (last, { state, command }) => (state === 'waiting' ? last : Math.max(last, command.deviceSeq)),
    0,
  );
}

function isRevised(before: Today | null, after: Pick<Today, 'itineraries'>): boolean {
  const known = new Map(before?.itineraries.map(({ id, revision }) => [id, revision]));
  return after.itineraries.some(
    ({ id, revision, state }) => state === 'started' && revision > (known.get(id) ?? revision),
  );
}

/** What the dispatcher sees in the list of devices. */
function deviceName(userAgent: string): string {
  const system = /iPhone|iPad|Android|Windows|Mac OS X|Linux/.exec(userAgent)?.[0] ?? 'Unknown device';
  const browser = /Edg|Firefox|Chrome|Safari/.exec(userAgent)?.[0]?.replace('Edg', 'Edge') ?? 'browser';
  return `${system.replace('Mac OS X', 'Mac')}, ${browser}`;
}
