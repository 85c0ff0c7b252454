import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import { type EdgeShare, keepTold, type PortState, type SteeringPort } from '../steering/index.ts';
import type { Store } from '../store/index.ts';

/** All ways of steering, each kept told by itself: one that hangs or refuses holds up no other. What each answered to a change is on record. */
export interface ToldPorts {
  /** A change was made: everyone is told at once. */
  tell(plan: readonly EdgeShare[], changeId: string): void;
  /** Called again and again by who acts: whoever does not hold the plan is told it, now and then also who does. Without `isAsserting` only changes are carried through. */
  keep(plan: readonly EdgeShare[], isAsserting: boolean): void;
  /** Carries through what was told here, and nothing else: another program acts. */
  carryThrough(): void;
  rest(): void;
  /** Where another program acts, as that one knows them. */
  states(): PortState[];
  stop(): Promise<void>;
}

/** A port that goes on confirming is written down so often. */
const WRITTEN_EVERY_MS = 60_000;

export function openToldPorts(
  ports: readonly SteeringPort[],
  { store, clock, log }: { readonly store: Store; readonly clock: EdgeClock; readonly log: Logger },
): ToldPorts {
  // A port that refuses at first and takes it later has one line in the record: the last word.
  const record = store.db.prepare(
    `INSERT INTO steering_results (change_id, port, at_ms, milliseconds, fault) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (change_id, port) DO UPDATE SET at_ms = excluded.at_ms, milliseconds = excluded.milliseconds, fault = excluded.fault`,
  );
  const told = ports.map((port) =>
    keepTold({
      port,
      clock,
      log,
      onAnswer: ({ changeId, milliseconds, fault }) =>
        record.run(changeId, port.name, clock.now().getTime(), milliseconds, fault),
    }),
  );
  const write = store.db.prepare(
    `INSERT INTO port_states (port, state, since_ms, fault) VALUES (?, ?, ?, ?)
     ON CONFLICT (port) DO UPDATE SET state = excluded.state, since_ms = excluded.since_ms, fault = excluded.fault`,
  );
  const find = store.db.prepare('SELECT state, since_ms AS sinceMs, fault FROM port_states WHERE port = ?');
  const written = new Map<string, PortState>();
  let isActing = false;

  function writeDown(): void {
    for (const state of told.map((port) => port.state())) {
      if (state.state === 'resting' || state.sinceMs === null) continue;
      const before = written.get(state.name);
      const isOld = Math.abs(state.sinceMs - (before?.sinceMs ?? 0)) >= WRITTEN_EVERY_MS;
      if (!isOld && before?.state === state.state && before.fault === state.fault) continue;
      write.run(state.name, state.state, state.sinceMs, state.fault);
      written.set(state.name, state);
    }
  }

  return {
    tell(plan, changeId) {
      for (const port of told) port.tell(plan, changeId);
    },
    keep(plan, isAsserting) {
      isActing = true;
      for (const port of told) {
        if (isAsserting && !port.isTold(plan)) port.tell(plan, null);
        else port.tick(isAsserting);
      }
      writeDown();
    },
    carryThrough() {
      isActing = false;
      written.clear();
      for (const port of told) port.tick(false);
    },
    rest() {
      for (const port of told) port.rest();
    },
    states: () =>
      told.map((port) => {
        const own = port.state();
        if (isActing || own.state !== 'resting') return own;
        return { ...own, ...(find.get(own.name) as Pick<PortState, 'state' | 'sinceMs' | 'fault'> | undefined) };
      }),
    async stop() {
      await Promise.all(told.map((port) => port.stop()));
    },
  };
}
