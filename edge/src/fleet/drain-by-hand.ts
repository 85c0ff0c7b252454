import type { HandDrain, StatusMaintenance } from '@roundsman/api-contract';
import { v7 as newId } from 'uuid';
import type { EdgeClock } from '../clock.ts';
import type { DeskVerb, IncidentDesk } from '../incidents/index.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { TrafficCounts } from './evidence/count-traffic.ts';
import type { Fleet } from './run-fleet.ts';
import { openSteadyTime } from './steady-time.ts';

/** A person, as the token names them. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface HandDrains {
  /** Takes an edge out until it is brought back. 404, or 409 when it cannot go. */
  drain(edge: string, reason: string | null, by: Person): HandDrain;
  /** Takes an edge out for some minutes, on purpose: only while all edges are well and carry traffic. */
  practise(edge: string, minutes: number, by: Person): HandDrain;
  bringBack(edge: string, by: Person): void;
  running(): HandDrain[];
  /** Ends what is due, ends a practice early when a sibling falls ill, and keeps the windows of long drains open. */
  tick(): void;
}

export interface HandDrainParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly fleet: Fleet;
  readonly desk: IncidentDesk;
  readonly traffic: TrafficCounts;
  nameOf(edge: string): string;
}

/** The window of a drain without an end, moved on while it lasts. */
const OPEN_WINDOW_MS = 4 * 3_600_000;
const OPEN_WINDOW_MOVED_BEFORE_MS = 600_000;
/** An edge seen bad this lately stays out when its practice ends: the monitor brings it back in steps. */
const CLEAN_MS = 15_000;
/** Below this share of the threshold a sibling is well. */
const SUSPECT = 0.5;

export function openHandDrains(parts: HandDrainParts): HandDrains {
  const { store, clock, fleet, desk, nameOf } = parts;
  const nowMs = () => clock.now().getTime();
  const time = openSteadyTime(clock);
  /** Practice run → when it ends, in a time that nobody sets: a clock set back must not keep an edge out for longer. */
  const ends = new Map<string, number>();
  const endOf = ({ id, from_ms: fromMs }: Row, untilMs: number) => {
    const known = ends.get(id) ?? time.now() + Math.max(0, Math.min(untilMs - fromMs, untilMs - nowMs()));
    ends.set(id, known);
    return known;
  };
  const rows = () =>
    store.db.prepare('SELECT * FROM hand_drains WHERE ended_ms IS NULL ORDER BY from_ms').all() as unknown as Row[];
  const write = (verb: DeskVerb, id: string | null, body: unknown) =>
    desk.write(verb, { writer: 'fleet', idempotencyKey: null, id, body }).body as StatusMaintenance;

  function begin(edge: string, kind: HandDrain['kind'], minutes: number | null, reason: string | null, by: Person) {
    const fromMs = nowMs();
    const untilMs = minutes === null ? null : fromMs + minutes * 60_000;
    if (!fleet.setByHand(edge, 0, by, kind === 'practice' ? `practice run of ${minutes} min` : 'drained by hand'))
      throw cannot(
        'This edge is unknown, or the last that carries traffic',
        'Bring another edge back first, or add one.',
      );
    const name = nameOf(edge);
    const { id: maintenanceId } = write('createMaintenance', null, {
      title: kind === 'practice' ? `Practice: ${name} is taken out on purpose` : `${name} is taken out of service`,
      message:
        kind === 'practice'
          ? `We practise for the day it fails: for ${minutes} minutes the traffic goes over the other edges. You should not notice.`
          : `Its traffic goes over the other edges. You should not notice.${reason ? ` ${reason}` : ''}`,
      componentIds: [edge],
      scheduledFrom: new Date(fromMs).toISOString(),
      scheduledUntil: new Date(untilMs ?? fromMs + OPEN_WINDOW_MS).toISOString(),
    });
    const id = newId();
    store.db
      .prepare(
        'INSERT INTO hand_drains (id, edge_id, kind, reason, by, maintenance_id, from_ms, until_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(id, edge, kind, reason, by.name, maintenanceId, fromMs, untilMs);
    desk.advance();
    return show(rows().find((row) => row.id === id)!);
  }

  function end(row: Row, how: 'back' | 'left out' | 'for a person' | 'sibling'): void {
    const endMs = nowMs();
    ends.delete(row.id);
    store.db.prepare('UPDATE hand_drains SET ended_ms = ? WHERE id = ?').run(endMs, row.id);
    const { state } = store.db.prepare('SELECT state FROM maintenances WHERE id = ?').get(row.maintenance_id) as {
      state: string;
    };
    const words = {
      back: `${nameOf(row.edge_id)} carries its share of the traffic again.`,
      'left out': `The practice has ended; ${nameOf(row.edge_id)} was not well in the meantime and comes back once it is.`,
      'for a person': `The practice has ended; ${nameOf(row.edge_id)} was not well in the meantime and stays out until we bring it back.`,
      sibling: `Ended early, because another edge was not well. ${nameOf(row.edge_id)} carries its share again.`,
    }[how];
    write('updateMaintenance', row.maintenance_id, {
      message: `${words} ${met(parts.traffic, row, endMs)}`,
      ...(state === 'in_progress' && { state: 'completed' }),
    });
  }

  const runningOn = (edge: string) => rows().find((row) => row.edge_id === edge);
  const refuseTwice = (edge: string) => {
    if (runningOn(edge)) throw cannot('This edge is taken out already', 'Bring it back first.');
  };
  // Not the monitor's word: a dry run must not leave the edge out.
  const endings: Person = { id: 'practice', name: 'practice run' };

  return {
    drain(edge, reason, by) {
      refuseTwice(edge);
      return begin(edge, 'drain', null, reason, by);
    },
    practise(edge, minutes, by) {
      const { edges } = fleet.view();
      if (!edges.some((one) => one.edge === edge))
        throw new Problem({ status: 404, code: 'edge_not_found', title: 'There is no such edge' });
      refuseTwice(edge);
      const unwell = edges.filter(
        ({ weight, evidence }) => weight < 100 || evidence.score >= evidence.threshold * SUSPECT,
      );
      if (edges.length < 2 || unwell.length > 0)
        throw cannot(
          edges.length < 2
            ? 'This is the only edge: there is nowhere to send its traffic'
            : `A practice run needs all edges well; ${unwell.map((one) => nameOf(one.edge)).join(', ')} is not`,
          edges.length < 2 ? 'Set up a second edge (EDGES).' : 'Wait until it is, or bring it back.',
        );
      return begin(edge, 'practice', minutes, null, by);
    },
    bringBack(edge, by) {
      const running = runningOn(edge);
      if (!fleet.setByHand(edge, 100, by, 'brought back by hand'))
        throw cannot('This edge is unknown', 'See the list.');
      if (running) end(running, 'back');
    },
    running: () => rows().map(show),
    tick() {
      const { edges, steering } = fleet.view();
      for (const row of rows()) {
        const own = edges.find(({ edge }) => edge === row.edge_id);
        if (row.until_ms === null) {
          keepWindowOpen(store, row.maintenance_id, nowMs());
          continue;
        }
        const isSiblingIll = edges.some((one) => one !== own && one.evidence.isIll);
        if (time.now() < endOf(row, row.until_ms) && !isSiblingIll) continue;
        const isClean = own !== undefined && nowMs() - own.lastBadMs > CLEAN_MS;
        if (isClean || isSiblingIll) fleet.setByHand(row.edge_id, 100, endings, 'the practice run is over');
        // In a dry run the monitor brings nothing back: it stays a person's.
        else if (steering === 'automatic') fleet.release(row.edge_id);
        end(row, isSiblingIll ? 'sibling' : isClean ? 'back' : steering === 'automatic' ? 'left out' : 'for a person');
      }
    },
  };
}

/** What the other edges carried meanwhile, for the public: from counts, not from hope. */
function met(traffic: TrafficCounts, row: Row, endMs: number): string {
  const others = traffic.between(row.from_ms, endMs).filter(({ edge }) => edge !== row.edge_id);
  const good = others.reduce((sum, one) => sum + one.good, 0);
  const bad = others.reduce((sum, one) => sum + one.bad, 0);
  return `Meanwhile the other edges answered ${good} of ${good + bad} requests and looks that were counted.`;
}

function keepWindowOpen(store: Store, maintenanceId: string, nowMs: number): void {
  store.db
    .prepare(
      "UPDATE maintenances SET scheduled_until_ms = ? WHERE id = ? AND state = 'in_progress' AND scheduled_until_ms < ?",
    )
    .run(nowMs + OPEN_WINDOW_MS, maintenanceId, nowMs + OPEN_WINDOW_MOVED_BEFORE_MS);
}

function cannot(title: string, remedy: string): Problem {
  return new Problem({ status: 409, code: 'cannot_steer', title, remedy });
}

interface Row {
  id: string;
  edge_id: string;
  kind: HandDrain['kind'];
  reason: string | null;
  by: string;
  maintenance_id: string;
  from_ms: number;
  until_ms: number | null;
}

function show(row: Row): HandDrain {
  return {
    id: row.id,
    edge: row.edge_id,
    kind: row.kind,
    reason: row.reason,
    by: row.by,
    from: new Date(row.from_ms).toISOString(),
    until: row.until_ms === null ? null : new Date(row.until_ms).toISOString(),
    maintenanceId: row.maintenance_id,
  };
}
