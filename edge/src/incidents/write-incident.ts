import {
  type Affected,
  type CreateIncident,
  GAP_BEGINS,
  type PostMortemRecords,
  type ResolveIncident,
  type StatusIncident,
  type UpdateIncident,
  type WritePostMortem,
} from '@roundsman/api-contract';
import { type IncidentEvent, type IncidentState, incidentStates, transition } from '@roundsman/delivery-rules';
import { v7 as newId } from 'uuid';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import { collectRecords } from './collect-records.ts';
import { draftPostMortem } from './draft-post-mortem.ts';
import { printTrafficGraph } from './print-traffic-graph.ts';
import { findIncident, type IncidentRow, showIncident } from './read-incidents.ts';
import { addUpdate, knownComponents, notFound, notLater, type Writing } from './writing.ts';

/** The verbs of an incident. Each is called inside one transaction of the store and answers what the page will show. */

const eventTowards: Record<IncidentState, IncidentEvent> = {
  investigating: 'investigate',
  identified: 'identify',
  monitoring: 'monitor',
  resolved: 'resolve',
};

/** Refuses unknown components and a beginning in the future (422). */
export function createIncident(writing: Writing, input: CreateIncident): StatusIncident {
  const { store, now } = writing;
  knownComponents(
    writing,
    input.affected.map((one) => one.componentId),
    'affected',
  );
  const startedMs = notLater(now, input.startedAt, 'startedAt');
  const id = newId();
  const state = input.state ?? 'investigating';
  store.db
    .prepare(
      `INSERT INTO incidents (id, title, state, started_ms, next_update_ms, created_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(id, input.title, state, startedMs, msOrNull(input.nextUpdateAt), now.getTime());
  changeAffected(writing, id, input.affected, startedMs);
  addUpdate(writing, { aboutId: id, state, message: input.message, nextUpdateAt: input.nextUpdateAt });
  return shown(writing, id);
}

/** More words, another state, other components. Reopening a resolved incident names its components again. */
export function updateIncident(writing: Writing, id: string, input: UpdateIncident): StatusIncident {
  const { store, now } = writing;
  const incident = existing(writing, id);
  const state = input.state ?? incident.state;
  if (state !== incident.state) allow(incident, state);
  else if (state === 'resolved') throw alreadyResolved();
  if (incident.state === 'resolved' && input.affected === undefined) throw namesNoComponents();
  if (input.affected) {
    knownComponents(
      writing,
      input.affected.map((one) => one.componentId),
      'affected',
    );
    changeAffected(writing, id, input.affected, now.getTime());
  }
  const resolvedMs = state === 'resolved' ? now.getTime() : null;
  if (resolvedMs !== null) endImpacts(writing, id, resolvedMs);
  store.db
    .prepare('UPDATE incidents SET state = ?, resolved_ms = ?, next_update_ms = ? WHERE id = ?')
    .run(state, resolvedMs, resolvedMs === null ? msOrNull(input.nextUpdateAt) : null, id);
  addUpdate(writing, { aboutId: id, state, message: input.message, nextUpdateAt: input.nextUpdateAt });
  return shown(writing, id);
}

/** Refuses an end before the beginning or in the future (422). */
export function resolveIncident(writing: Writing, id: string, input: ResolveIncident): StatusIncident {
  const { store, now } = writing;
  const incident = existing(writing, id);
  if (incident.state === 'resolved') throw alreadyResolved();
  allow(incident, 'resolved');
  const resolvedMs = notLater(now, input.resolvedAt, 'resolvedAt');
  if (resolvedMs < incident.started_ms) {
    throw new Problem({
      status: 422,
      code: 'resolved_before_started',
      title: 'It cannot be over before it began',
      fields: [
        {
          field: 'resolvedAt',
          code: 'too_early',
          message: `It began at ${new Date(incident.started_ms).toISOString()}`,
        },
      ],
    });
  }
  endImpacts(writing, id, resolvedMs);
  store.db
    .prepare(`UPDATE incidents SET state = 'resolved', resolved_ms = ?, next_update_ms = NULL WHERE id = ?`)
    .run(resolvedMs, id);
  addUpdate(writing, { aboutId: id, state: 'resolved', message: input.message });
  return shown(writing, id);
}

/** What the records know of a resolved incident, with gaps for the words. Refuses one that is not over (409). */
export function postMortemDraft(
  store: Store,
  id: string,
  nameOf: (componentId: string) => string,
): { text: string; records: PostMortemRecords; graph: string | null } {
  const incident = findIncident(store, id);
  if (!incident) throw notFound('incident');
  if (incident.state !== 'resolved') throw notOver(incident);
  const records = collectRecords(store, incident);
  const text = draftPostMortem(incident.title, new Date(incident.started_ms).toISOString(), records);
  return { text, records, graph: printTrafficGraph(records, nameOf) };
}

/** The words afterwards, with what the records say now; written again, they are replaced. Refuses words with gaps (422). */
export function writePostMortem(writing: Writing, id: string, input: WritePostMortem): StatusIncident {
  const incident = existing(writing, id);
  if (incident.state !== 'resolved') throw notOver(incident);
  const gaps = input.text.split(GAP_BEGINS).length - 1;
  if (gaps > 0)
    throw new Problem({
      status: 422,
      code: 'gaps_left',
      title: 'The post-mortem still has gaps',
      fields: [
        { field: 'text', code: 'gaps_left', message: `${gaps} places are still to be written: ${GAP_BEGINS}…]` },
      ],
    });
  writing.store.db
    .prepare('UPDATE incidents SET post_mortem = ?, post_mortem_ms = ?, post_mortem_records = ? WHERE id = ?')
    .run(input.text, writing.now.getTime(), JSON.stringify(recordsToKeep(writing.store, incident)), id);
  return shown(writing, id);
}

/** Those of the first publishing, unless the incident went on since: what they came from is not kept for ever. */
function recordsToKeep(store: Store, incident: IncidentRow): PostMortemRecords {
  const kept =
    incident.post_mortem_records === null ? null : (JSON.parse(incident.post_mortem_records) as PostMortemRecords);
  const over = kept?.timeline.findLast(({ kind }) => kind === 'over');
  return kept && over && Date.parse(over.at) === incident.resolved_ms ? kept : collectRecords(store, incident);
}

function notOver({ state }: IncidentRow): Problem {
  return new Problem({
    status: 409,
    code: 'wrong_state',
    title: 'A post-mortem is written when the incident is over',
    detail: `It is ${state}.`,
    remedy: 'Resolve the incident first; until then write updates.',
  });
}

function allow(incident: IncidentRow, to: IncidentState): void {
  const asked = transition(incidentStates, incident.state, eventTowards[to], 'desk');
  if (asked.allowed) return;
  throw new Problem({
    status: 409,
    code: 'wrong_state',
    title: 'The incident is not in the state for that',
    detail: asked.why,
  });
}

/** From `atMs` on exactly these are impaired; what they were before stays on record. */
function changeAffected({ store }: Writing, incidentId: string, affected: readonly Affected[], atMs: number): void {
  const wanted = new Map(affected.map((one) => [one.componentId, one.impact]));
  const open = store.db
    .prepare('SELECT component_id, impact FROM incident_components WHERE incident_id = ? AND to_ms IS NULL')
    .all(incidentId) as { component_id: string; impact: string }[];
  for (const { component_id, impact } of open) {
    if (wanted.get(component_id) === impact) wanted.delete(component_id);
    else {
      store.db
        .prepare(
          'UPDATE incident_components SET to_ms = MAX(from_ms, ?) WHERE incident_id = ? AND component_id = ? AND to_ms IS NULL',
        )
        .run(atMs, incidentId, component_id);
    }
  }
  for (const [componentId, impact] of wanted) {
    store.db
      .prepare(
        'INSERT OR REPLACE INTO incident_components (incident_id, component_id, impact, from_ms) VALUES (?, ?, ?, ?)',
      )
      .run(incidentId, componentId, impact, atMs);
  }
}

/** An end set back in time shortens also what had ended later by itself. */
function endImpacts({ store }: Writing, incidentId: string, atMs: number): void {
  store.db
    .prepare(
      'UPDATE incident_components SET to_ms = MAX(from_ms, ?) WHERE incident_id = ? AND (to_ms IS NULL OR to_ms > ?)',
    )
    .run(atMs, incidentId, atMs);
}

function existing({ store }: Writing, id: string): IncidentRow {
  const incident = findIncident(store, id);
  if (!incident) throw notFound('incident');
  return incident;
}

function shown(writing: Writing, id: string): StatusIncident {
  return showIncident(writing.store, existing(writing, id));
}

function alreadyResolved(): Problem {
  return new Problem({
    status: 409,
    code: 'already_resolved',
    title: 'The incident is resolved',
    remedy: 'Reopen it with the state investigating and its components, or write its post-mortem.',
  });
}

function namesNoComponents(): Problem {
  return new Problem({
    status: 422,
    code: 'components_missing',
    title: 'Reopening needs the components that are impaired again',
    fields: [{ field: 'affected', code: 'required', message: 'Name at least one component' }],
  });
}

const msOrNull = (instant: string | undefined) => (instant === undefined ? null : Date.parse(instant));
