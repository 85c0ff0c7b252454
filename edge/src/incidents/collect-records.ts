import type { PostMortemRecords, TimelineEntry } from '@roundsman/api-contract';
import type { Store } from '../store/index.ts';
import { requestsIn, trafficOf } from './count-incident.ts';
import type { IncidentRow } from './read-incidents.ts';

/** Before and after it, the graph and the timeline show a little of the usual. */
const BEFORE_MS = 300_000;
const AFTER_MS = 300_000;
const MOST_ENTRIES = 200;

/** The timeline to the second, the figures and the traffic of an incident, from what was kept while it lasted. */
export function collectRecords(store: Store, incident: IncidentRow): PostMortemRecords {
  const startedMs = incident.started_ms;
  const endedMs = incident.resolved_ms ?? startedMs;
  const fromMs = startedMs - BEFORE_MS;
  const toMs = endedMs + AFTER_MS;
  const all = <Row>(sql: string, ...values: (string | number)[]) =>
    store.db.prepare(sql).all(...values) as unknown as Row[];
  const affected = all<{ component_id: string }>(
    'SELECT DISTINCT component_id FROM incident_components WHERE incident_id = ? ORDER BY component_id',
    incident.id,
  ).map(({ component_id }) => component_id);

  const steered = all<Steered>(
    'SELECT id, at_ms, edge_id, kind, weight, why, by, by_name, dry_run FROM steering_log WHERE at_ms BETWEEN ? AND ? ORDER BY at_ms',
    fromMs,
    toMs,
  ).filter(({ edge_id }) => affected.includes(edge_id));
  const drafts = all<{ created_ms: number; edge_id: string }>(
    'SELECT created_ms, edge_id FROM drafts WHERE incident_id = ?',
    incident.id,
  );
  const updates = all<{ at_ms: number; state: string; message: string }>(
    'SELECT at_ms, state, message FROM updates WHERE about_id = ? ORDER BY at_ms',
    incident.id,
  );
  const told = all<{ made_ms: number; sent_ms: number }>(
    `SELECT n.made_ms, n.sent_ms FROM notices n JOIN updates u ON u.id = n.update_id
      WHERE u.about_id = ? AND n.sent_ms IS NOT NULL ORDER BY n.sent_ms`,
    incident.id,
  );
  // A call counts from the moment at which somebody was reached, not from the wish to call.
  const called = all<{ reached_ms: number; component_ids: string }>(
    'SELECT reached_ms, component_ids FROM alerts WHERE reached_ms BETWEEN ? AND ? ORDER BY reached_ms',
    fromMs,
    toMs,
  ).filter(({ component_ids }) => (JSON.parse(component_ids) as string[]).some((id) => affected.includes(id)));
  const spans = all<Span>(
    'SELECT component_id, from_ms, level, detail FROM state_spans WHERE from_ms BETWEEN ? AND ? ORDER BY from_ms',
    fromMs,
    toMs,
  ).filter(({ component_id }) => affected.includes(component_id));
  const traffic = trafficOf(store, affected, fromMs, toMs);

  const first = (atMs: number | undefined) => (atMs === undefined ? null : Math.max(0, (atMs - startedMs) / 1000));
  const byMonitor = steered.filter(({ by, kind }) => by === 'monitor' && kind !== 'readmit');
  const [drained] = steered.filter(({ kind }) => kind === 'drain');
  const answered =
    drained && all<{ at_ms: number }>('SELECT at_ms FROM steering_results WHERE change_id = ?', drained.id);
  const delays = told.map(({ made_ms, sent_ms }) => sent_ms - made_ms).sort((a, b) => a - b);
  const timeline: TimelineEntry[] = [
    entry(startedMs, 'began', null, 'It began'),
    ...spans.map((span) => entry(span.from_ms, 'seen', span.component_id, seenWords(span))),
    ...steered.map((one) => entry(one.at_ms, 'steered', one.edge_id, steeredWords(one))),
    ...drafts.map(({ created_ms, edge_id }) =>
      entry(created_ms, 'drafted', edge_id, 'The monitor wrote a draft for the public'),
    ),
    ...called.slice(0, 1).map(({ reached_ms }) => entry(reached_ms, 'called', null, 'A person was called')),
    ...updates.map(({ at_ms, state, message }) => entry(at_ms, 'said', null, `${state}: ${message}`)),
    ...(told[0] ? [entry(told[0].sent_ms, 'told', null, 'The first subscriber was told')] : []),
    ...(incident.resolved_ms === null ? [] : [entry(incident.resolved_ms, 'over', null, 'It was over')]),
  ].sort((a, b) => a.at.localeCompare(b.at));

  return {
    figures: {
      detectedAfterSeconds: first(byMonitor[0]?.at_ms),
      steeredAfterSeconds: first(drained && Math.max(drained.at_ms, ...(answered ?? []).map(({ at_ms }) => at_ms))),
      draftedAfterSeconds: first(drafts[0]?.created_ms),
      publishedAfterSeconds: first(updates[0]?.at_ms),
      restoredAfterSeconds: first(incident.resolved_ms ?? undefined),
      ...requestsIn(store, affected, startedMs, endedMs),
      subscribersTold: told.length,
      toldWithinSeconds: delays.length === 0 ? null : delays[Math.ceil(delays.length * 0.95) - 1]! / 1000,
    },
    timeline: timeline.slice(0, MOST_ENTRIES),
    traffic,
  };
}

interface Steered {
  id: string;
  at_ms: number;
  edge_id: string;
  kind: 'drain' | 'readmit' | 'page';
  weight: number;
  why: string;
  by: string;
  by_name: string | null;
  dry_run: 0 | 1;
}

interface Span {
  component_id: string;
  from_ms: number;
  level: 0 | 1 | 2 | 3;
  detail: string | null;
}

const levelWords = ['well', 'slower or less reliable', 'working in part', 'not working'] as const;

const seenWords = ({ level, detail }: Span) => `Probes saw it ${levelWords[level]}${detail ? `: ${detail}` : ''}`;

/** The public learns what was done and why, and whether a person or the monitor did it; not who. */
function steeredWords({ kind, weight, why, by, dry_run }: Steered): string {
  const what = { drain: 'Taken out', readmit: `Back with ${weight} %`, page: 'Left to a person' }[kind];
  const who = by === 'monitor' ? 'the monitor' : 'a person';
  return `${what} by ${who}${dry_run ? ' (dry run, nothing was done)' : ''}: ${why}`;
}

function entry(atMs: number, kind: TimelineEntry['kind'], componentId: string | null, words: string): TimelineEntry {
  return { at: new Date(atMs).toISOString(), kind, componentId, words };
}
