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
  states(): PortState[];
  stop(): Promise<void>;
}

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
  return {
    tell(plan, changeId) {
      for (const port of told) port.tell(plan, changeId);
    },
    keep(plan, isAsserting) {
      for (const port of told) {
        if (isAsserting && !port.isTold(plan)) port.tell(plan, null);
        else port.tick(isAsserting);
      }
    },
    carryThrough() {
      for (const port of told) port.tick(false);
    },
    rest() {
      for (const port of told) port.rest();
    },
    states: () => told.map((port) => port.state()),
    async stop() {
      await Promise.all(told.map((port) => port.stop()));
    },
  };
}
