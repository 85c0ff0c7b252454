import {
  apiKey,
  createClient,
  deviceSession,
  fieldClock,
  fleetEndpoints,
  memoryOutboxStorage,
  type Outbox,
  openOutbox,
  operatorEndpoints,
  operatorTransport,
  type SignedManifest,
  type StoredPairing,
  systemClock,
  uuid7,
} from '@roundsman/client';
import { effectsOf } from '../count-effects.ts';
import { countWrites, type WriteCount } from '../figures/count-writes.ts';
import type { Reached } from '../worlds/world.ts';

/** What a crew captured, and what became of it, after a minute's patience with what is on the device still. */
export interface CrewCount extends WriteCount {
  readonly restarts: number;
}

export interface Crew {
  record(): Promise<void>;
  /** The phone kills the app: nothing is finished, nothing is said; it starts again from what is on the device. */
  restart(): Promise<void>;
  /** Sends what is left and counts on the platform what arrived. */
  count(): Promise<CrewCount>;
}

const PATIENCE_MS = 60_000;

/** A phone with the outbox of the Operator App, over the edges like everyone else. */
export async function openCrew(options: {
  world: Reached;
  at: number;
  random: () => number;
  nowMs: () => number;
}): Promise<Crew> {
  const { world, at, random } = options;
  const desk = createClient({ edges: [world.platformUrl], session: apiKey(await world.makeKey(`Crew ${at}`)) });
  const operators = await desk.call(fleetEndpoints.listOperators);
  const operator = operators.rows[at % operators.rows.length]!;
  const { code } = await desk.call(fleetEndpoints.createPairingCode, { params: { operatorId: operator.id } });

  const { fetch, close } = world.openFetch(world.addressIn((at % 3) + 1, 50 + at), options.nowMs);
  const device = memoryOutboxStorage();
  let stored: StoredPairing | null = null;
  let keptList: SignedManifest | null = null;
  /** One life of the app: when it is killed nothing that it began comes to anything, neither on the wire nor on the device. */
  const start = () => {
    const life = { isOver: false };
    const never = new Promise<never>(() => {});
    const mortal: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      return life.isOver ? never : answer;
    };
    const storage = {
      load: () => device.load(),
      write: (...args: Parameters<typeof device.write>) => (life.isOver ? never : device.write(...args)),
      readFile: (fileId: string) => device.readFile(fileId),
    };
    const pairing = {
      load: async () => stored,
      save: async (next: StoredPairing | null) => {
        if (life.isOver) return never;
        stored = next;
      },
    };
    const list = {
      load: async () => keptList,
      save: async (next: SignedManifest) => {
        if (life.isOver) return never;
        keptList = next;
      },
    };
    // As the app on a phone: its own origin, which is the edge that falls ill, and what the device kept of the list.
    const edges = [world.edgeUrls[0]!];
    const manifest = { keys: world.manifestKeys, storage: list };
    const door = createClient({ edges, fetch: mortal, random, manifest, reports: true });
    const session = deviceSession({ door, storage: pairing });
    return { session, client: door.as(session), storage, life };
  };

  let app = start();
  await app.session.pair(code, `Drill phone ${at}`);
  const today = await app.client.call(operatorEndpoints.today);
  const firstSeq = today.nextDeviceSeq;
  let outbox = await openedOutbox();
  await outbox.bind(stored!.deviceId, firstSeq);
  outbox.start();
  const recorded: string[] = [];
  let restarts = 0;

  async function openedOutbox(): Promise<Outbox> {
    const clock = fieldClock(systemClock);
    return openOutbox({
      storage: app.storage,
      transport: operatorTransport(app.client),
      clock: systemClock,
      fieldClock: clock,
      newId: () => uuid7(Date.now()),
    });
  }

  return {
    async record() {
      const change = recorded.length % 2 === 0 ? ('clock_in' as const) : ('clock_out' as const);
      const made = await outbox.recordAll([{ kind: 'duty', itineraryId: null, stopId: null, payload: { change } }]);
      recorded.push(...made.map(({ command }) => command.id));
    },
    async restart() {
      app.life.isOver = true;
      void outbox.stop();
      app = start();
      outbox = await openedOutbox();
      outbox.start();
      restarts++;
    },
    async count() {
      const until = performance.now() + PATIENCE_MS;
      outbox.wake();
      const waiting = () =>
        outbox.snapshot().entries.flatMap(({ state, command }) => (state === 'waiting' ? [command.id] : []));
      while (waiting().length > 0 && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 100));
      const left = waiting();
      await outbox.stop();
      close();
      return { ...countWrites(recorded, left, await effectsOf(world.databaseUrl, stored!.deviceId)), restarts };
    },
  };
}
