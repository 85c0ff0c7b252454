import type { IncidentDraft, TrafficView } from '@roundsman/api-contract';
import { v7 as newId } from 'uuid';
import type { DeskVerb, IncidentDesk } from '../incidents/index.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { Change } from './plan-steering.ts';
import type { Evidence } from './sibling-test.ts';

export interface Drafts {
  /** Writes down what happened in words for the public; publishes it when that is automatic. */
  about(change: Change, evidence: Evidence, name: string, nowMs: number): void;
  /** The whole traffic of a component left its pattern: words for a person to read, never published by itself. */
  aboutTraffic(view: TrafficView, name: string, nowMs: number): void;
  list(): IncidentDraft[];
  /** One tap: the draft becomes an incident. Problem 404 or 409. */
  publish(id: string, by: string): IncidentDraft;
  drop(id: string): IncidentDraft;
}

/** One draft about it is enough for a working day. */
const QUIET_AFTER_TRAFFIC_MS = 8 * 3_600_000;
/** How soon after publishing the public is told more. */
const NEXT_UPDATE_MS = 30 * 60_000;

export function openDrafts(store: Store, desk: IncidentDesk, isAutomatic: boolean): Drafts {
  const read = (where: string, ...values: string[]) =>
    (store.db.prepare(`SELECT * FROM drafts ${where}`).all(...values) as unknown as Row[]).map(show);
  const openOf = (edge: string) =>
    read("WHERE edge_id = ? AND state <> 'dropped' ORDER BY created_ms DESC LIMIT 1", edge)[0];

  function begin(change: Change, evidence: Evidence, name: string, nowMs: number): IncidentDraft {
    const id = newId();
    const networks = evidence.networks.filter(({ score }) => score > 0).length;
    const isDrained = change.kind === 'drain';
    const message = isDrained
      ? `Requests over ${name} were answered late or not at all (seen from ${networks} networks). We have moved the traffic to the other edges. Nothing that was sent is lost.`
      : `Several edges answer late or not at all. Requests may take longer or have to be repeated. We are looking for the cause.`;
    store.db
      .prepare(
        `INSERT INTO drafts (id, edge_id, state, title, message, affected, evidence, started_ms, created_ms)
         VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        change.edge,
        isDrained ? `${name} is slow or out of reach` : 'The platform is hard to reach',
        message,
        JSON.stringify([{ componentId: change.edge, impact: isDrained ? 'partial_outage' : 'major_outage' }]),
        JSON.stringify(evidence),
        nowMs,
        nowMs,
      );
    return read('WHERE id = ?', id)[0]!;
  }

  function write(verb: DeskVerb, id: string | null, key: string, by: string, body: unknown): { id: string } {
    return desk.write(verb, { writer: by, idempotencyKey: key, id, body }).body as { id: string };
  }

  function publish(id: string, by: string): IncidentDraft {
    const draft = read('WHERE id = ?', id)[0];
    if (!draft) throw new Problem({ status: 404, code: 'draft_not_found', title: 'There is no such draft' });
    if (draft.state !== 'open')
      throw new Problem({ status: 409, code: 'wrong_state', title: `The draft is ${draft.state} already` });
    const incident = write('createIncident', null, `draft-${id}`, by, {
      title: draft.title,
      message: draft.message,
      state: 'identified',
      affected: draft.affected,
      startedAt: draft.startedAt,
      nextUpdateAt: new Date(Date.parse(draft.createdAt) + NEXT_UPDATE_MS).toISOString(),
    });
    store.db.prepare("UPDATE drafts SET state = 'published', incident_id = ? WHERE id = ?").run(incident.id, id);
    return read('WHERE id = ?', id)[0]!;
  }

  return {
    about(change, evidence, name, nowMs) {
      const known = openOf(change.edge);
      const isOver = change.kind === 'readmit' && change.weight === 100;
      if (change.kind === 'readmit') {
        if (!known?.incidentId || !isOver) return;
        const isOpen = store.db
          .prepare("SELECT 1 FROM incidents WHERE id = ? AND state <> 'resolved'")
          .get(known.incidentId);
        if (!isOpen) return;
        const message = `${name} answers as usual again and carries its share of the traffic.`;
        write('resolveIncident', known.incidentId, `draft-${known.id}-over`, 'monitor', { message });
        return;
      }
      const isOngoing =
        known &&
        (known.state === 'open' ||
          store.db.prepare("SELECT 1 FROM incidents WHERE id = ? AND state <> 'resolved'").get(known.incidentId));
      if (isOngoing) return;
      const draft = begin(change, evidence, name, nowMs);
      if (isAutomatic) publish(draft.id, 'monitor');
    },
    aboutTraffic(view, name, nowMs) {
      if (view.state !== 'drop') return;
      const known = openOf(view.componentId);
      if (known && nowMs - Date.parse(known.createdAt) < QUIET_AFTER_TRAFFIC_MS) return;
      const { score, threshold } = view;
      const evidence: Evidence = { edge: view.componentId, score, threshold, isIll: true, networks: [] };
      const share = Math.round((100 * view.requests) / Math.max(1, view.usual ?? 1));
      store.db
        .prepare(
          `INSERT INTO drafts (id, edge_id, state, title, message, affected, evidence, started_ms, created_ms)
           VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          newId(),
          view.componentId,
          `${name}: far fewer requests than usual`,
          `${name} is used much less than usual at this time (${share} % in five minutes). Some of you may not reach it. We are looking for the cause.`,
          JSON.stringify([{ componentId: view.componentId, impact: 'degraded' }]),
          JSON.stringify(evidence),
          Date.parse(view.at),
          nowMs,
        );
    },
    list: () => read('ORDER BY created_ms DESC LIMIT 50'),
    publish,
    drop(id) {
      const { changes } = store.db
        .prepare("UPDATE drafts SET state = 'dropped' WHERE id = ? AND state = 'open'")
        .run(id);
      if (changes === 0)
        throw new Problem({ status: 404, code: 'draft_not_found', title: 'There is no such open draft' });
      return read('WHERE id = ?', id)[0]!;
    },
  };
}

interface Row {
  id: string;
  edge_id: string;
  state: IncidentDraft['state'];
  incident_id: string | null;
  title: string;
  message: string;
  affected: string;
  evidence: string;
  started_ms: number;
  created_ms: number;
}

function show(row: Row): IncidentDraft {
  return {
    id: row.id,
    edge: row.edge_id,
    state: row.state,
    incidentId: row.incident_id,
    title: row.title,
    message: row.message,
    affected: JSON.parse(row.affected),
    evidence: JSON.parse(row.evidence),
    startedAt: new Date(row.started_ms).toISOString(),
    createdAt: new Date(row.created_ms).toISOString(),
  };
}
