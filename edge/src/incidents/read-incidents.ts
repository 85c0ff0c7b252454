import type {
  Affected,
  IncidentImpact,
  StatusIncident,
  StatusMaintenance,
  StatusUpdate,
} from '@roundsman/api-contract';
import type { IncidentState, MaintenanceState } from '@roundsman/delivery-rules';
import type { Store } from '../store/index.ts';

/** Most incidents or maintenances that one list shows. */
export const historyLimit = 50;

export interface IncidentRow {
  id: string;
  title: string;
  state: IncidentState;
  example: 0 | 1;
  started_ms: number;
  resolved_ms: number | null;
  next_update_ms: number | null;
  post_mortem: string | null;
  post_mortem_ms: number | null;
  post_mortem_records: string | null;
}

export interface MaintenanceRow {
  id: string;
  title: string;
  state: MaintenanceState;
  scheduled_from_ms: number;
  scheduled_until_ms: number;
  began_ms: number | null;
  completed_ms: number | null;
}

/** A stretch of time in which people said that a component was impaired, or worked on. Open ones have no end yet. */
export interface Said {
  componentId: string;
  impact: IncidentImpact | 'maintenance';
  fromMs: number;
  toMs: number | null;
}

export function findIncident(store: Store, id: string): IncidentRow | undefined {
  return store.db.prepare('SELECT * FROM incidents WHERE id = ?').get(id) as IncidentRow | undefined;
}

export function findMaintenance(store: Store, id: string): MaintenanceRow | undefined {
  return store.db.prepare('SELECT * FROM maintenances WHERE id = ?').get(id) as MaintenanceRow | undefined;
}

/** Open ones, the latest begun first. */
export function openIncidents(store: Store): StatusIncident[] {
  const rows = store.db.prepare("SELECT * FROM incidents WHERE state <> 'resolved' ORDER BY started_ms DESC").all();
  return (rows as unknown as IncidentRow[]).map((row) => showIncident(store, row));
}

export function resolvedIncidents(store: Store): StatusIncident[] {
  const rows = store.db
    .prepare("SELECT * FROM incidents WHERE state = 'resolved' ORDER BY started_ms DESC LIMIT ?")
    .all(historyLimit);
  return (rows as unknown as IncidentRow[]).map((row) => showIncident(store, row));
}

/** In progress and to come, soonest first. */
export function comingMaintenances(store: Store): StatusMaintenance[] {
  const rows = store.db
    .prepare("SELECT * FROM maintenances WHERE state <> 'completed' ORDER BY scheduled_from_ms LIMIT ?")
    .all(historyLimit);
  return (rows as unknown as MaintenanceRow[]).map((row) => showMaintenance(store, row));
}

export function pastMaintenances(store: Store): StatusMaintenance[] {
  const rows = store.db
    .prepare("SELECT * FROM maintenances WHERE state = 'completed' ORDER BY scheduled_from_ms DESC LIMIT ?")
    .all(historyLimit);
  return (rows as unknown as MaintenanceRow[]).map((row) => showMaintenance(store, row));
}

/** What people said of all components that touches the time from `fromMs`; examples from history say nothing of us. */
export function whatWasSaid(store: Store, fromMs: number): Said[] {
  const impaired = store.db
    .prepare(
      `SELECT c.component_id AS componentId, c.impact, c.from_ms AS fromMs, c.to_ms AS toMs
         FROM incident_components c JOIN incidents i ON i.id = c.incident_id
        WHERE i.example = 0 AND (c.to_ms IS NULL OR c.to_ms > ?)`,
    )
    .all(fromMs);
  const worked = store.db
    .prepare(
      `SELECT c.component_id AS componentId, 'maintenance' AS impact, m.began_ms AS fromMs, m.completed_ms AS toMs
         FROM maintenance_components c JOIN maintenances m ON m.id = c.maintenance_id
        WHERE m.began_ms IS NOT NULL AND (m.completed_ms IS NULL OR m.completed_ms > ?)`,
    )
    .all(fromMs);
  return [...impaired, ...worked] as unknown as Said[];
}

export function showIncident(store: Store, row: IncidentRow): StatusIncident {
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    example: row.example === 1,
    startedAt: instant(row.started_ms),
    resolvedAt: instantOrNull(row.resolved_ms),
    nextUpdateAt: instantOrNull(row.next_update_ms),
    affected: affectedBy(store, row),
    updates: updatesOf(store, row.id),
    postMortem:
      row.post_mortem === null || row.post_mortem_ms === null
        ? null
        : {
            text: row.post_mortem,
            publishedAt: instant(row.post_mortem_ms),
            records: row.post_mortem_records === null ? null : JSON.parse(row.post_mortem_records),
          },
  };
}

export function showMaintenance(store: Store, row: MaintenanceRow): StatusMaintenance {
  const components = store.db
    .prepare('SELECT component_id FROM maintenance_components WHERE maintenance_id = ? ORDER BY component_id')
    .all(row.id) as { component_id: string }[];
  return {
    id: row.id,
    title: row.title,
    state: row.state,
    componentIds: components.map((component) => component.component_id),
    scheduledFrom: instant(row.scheduled_from_ms),
    scheduledUntil: instant(row.scheduled_until_ms),
    updates: updatesOf(store, row.id),
  };
}

/** The incident or maintenance that an update speaks of. */
export function showThingOf(store: Store, updateId: string): StatusIncident | StatusMaintenance | null {
  const update = store.db.prepare('SELECT about_id FROM updates WHERE id = ?').get(updateId) as
    | { about_id: string }
    | undefined;
  if (!update) return null;
  const incident = findIncident(store, update.about_id);
  if (incident) return showIncident(store, incident);
  const maintenance = findMaintenance(store, update.about_id);
  return maintenance ? showMaintenance(store, maintenance) : null;
}

/** Of an open incident what is impaired now; of a resolved one the worst that each component met. */
function affectedBy(store: Store, row: IncidentRow): Affected[] {
  const rows = store.db
    .prepare('SELECT component_id, impact, to_ms FROM incident_components WHERE incident_id = ? ORDER BY component_id')
    .all(row.id) as { component_id: string; impact: IncidentImpact; to_ms: number | null }[];
  const worst = new Map<string, IncidentImpact>();
  for (const { component_id, impact, to_ms } of rows) {
    if (row.state !== 'resolved' && to_ms !== null) continue;
    const known = worst.get(component_id);
    if (known === undefined || weight[impact] > weight[known]) worst.set(component_id, impact);
  }
  return [...worst].map(([componentId, impact]) => ({ componentId, impact }));
}

const weight: Record<IncidentImpact, number> = { degraded: 1, partial_outage: 2, major_outage: 3 };

function updatesOf(store: Store, aboutId: string): StatusUpdate[] {
  const rows = store.db
    .prepare(
      'SELECT id, state, message, at_ms, next_update_ms FROM updates WHERE about_id = ? ORDER BY at_ms DESC, id DESC',
    )
    .all(aboutId) as {
    id: string;
    state: StatusUpdate['state'];
    message: string;
    at_ms: number;
    next_update_ms: number | null;
  }[];
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    message: row.message,
    at: instant(row.at_ms),
    nextUpdateAt: instantOrNull(row.next_update_ms),
  }));
}

const instant = (ms: number) => new Date(ms).toISOString();
const instantOrNull = (ms: number | null) => (ms === null ? null : instant(ms));
