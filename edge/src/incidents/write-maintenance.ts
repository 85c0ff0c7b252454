import type { CreateMaintenance, StatusMaintenance, UpdateMaintenance } from '@roundsman/api-contract';
import {
  type MaintenanceEvent,
  type MaintenanceState,
  maintenanceStates,
  type StateActor,
  transition,
} from '@roundsman/delivery-rules';
import { v7 as newId } from 'uuid';
import { Problem } from '../problem.ts';
import { findMaintenance, type MaintenanceRow, showMaintenance } from './read-incidents.ts';
import { addUpdate, knownComponents, notFound, type Writing } from './writing.ts';

/** The verbs of a maintenance window; the clock begins and ends it unless a person did. */

const eventTowards: Record<Exclude<MaintenanceState, 'scheduled'>, MaintenanceEvent> = {
  in_progress: 'begin',
  completed: 'complete',
};

/** Refuses a window that ends before it begins or is over already (422). */
export function createMaintenance(writing: Writing, input: CreateMaintenance): StatusMaintenance {
  const { store, now } = writing;
  knownComponents(writing, input.componentIds, 'componentIds');
  checkWindow(now, Date.parse(input.scheduledFrom), Date.parse(input.scheduledUntil));
  const id = newId();
  store.db
    .prepare(
      `INSERT INTO maintenances (id, title, state, scheduled_from_ms, scheduled_until_ms, created_ms)
       VALUES (?, ?, 'scheduled', ?, ?, ?)`,
    )
    .run(id, input.title, Date.parse(input.scheduledFrom), Date.parse(input.scheduledUntil), now.getTime());
  for (const componentId of input.componentIds) {
    store.db
      .prepare('INSERT INTO maintenance_components (maintenance_id, component_id) VALUES (?, ?)')
      .run(id, componentId);
  }
  addUpdate(writing, { aboutId: id, state: 'scheduled', message: input.message });
  return shown(writing, id);
}

/** More words; an early begin or end; other times as long as it has not begun (409 after). */
export function updateMaintenance(writing: Writing, id: string, input: UpdateMaintenance): StatusMaintenance {
  const maintenance = existing(writing, id);
  if (input.scheduledFrom !== undefined || input.scheduledUntil !== undefined) reschedule(writing, maintenance, input);
  if (input.state !== undefined && input.state !== maintenance.state) move(writing, maintenance, input.state, 'desk');
  addUpdate(writing, { aboutId: id, state: input.state ?? maintenance.state, message: input.message });
  return shown(writing, id);
}

/** Begins and ends what is due; true when anything moved. */
export function advanceMaintenances(writing: Writing): boolean {
  const { store, now } = writing;
  const due = (state: MaintenanceState, column: 'scheduled_from_ms' | 'scheduled_until_ms') =>
    store.db
      .prepare(`SELECT * FROM maintenances WHERE state = ? AND ${column} <= ? LIMIT 100`)
      .all(state, now.getTime()) as unknown as MaintenanceRow[];
  let moved = false;
  for (const [state, column, to, words] of [
    ['scheduled', 'scheduled_from_ms', 'in_progress', 'The maintenance has begun as planned.'],
    ['in_progress', 'scheduled_until_ms', 'completed', 'The maintenance has ended as planned.'],
  ] as const) {
    for (const maintenance of due(state, column)) {
      move(writing, maintenance, to, 'clock');
      addUpdate(writing, { aboutId: maintenance.id, state: to, message: words });
      moved = true;
    }
  }
  return moved;
}

function move(writing: Writing, maintenance: MaintenanceRow, to: 'in_progress' | 'completed', actor: StateActor): void {
  const asked = transition(maintenanceStates, maintenance.state, eventTowards[to], actor);
  if (!asked.allowed) {
    throw new Problem({
      status: 409,
      code: 'wrong_state',
      title: 'The maintenance is not in the state for that',
      detail: asked.why,
    });
  }
  const column = to === 'in_progress' ? 'began_ms' : 'completed_ms';
  writing.store.db
    .prepare(`UPDATE maintenances SET state = ?, ${column} = ? WHERE id = ?`)
    .run(to, writing.now.getTime(), maintenance.id);
}

function reschedule({ store, now }: Writing, maintenance: MaintenanceRow, input: UpdateMaintenance): void {
  if (maintenance.state !== 'scheduled') {
    throw new Problem({
      status: 409,
      code: 'wrong_state',
      title: 'Times can be changed until it begins',
      detail: `It is ${maintenance.state.replaceAll('_', ' ')}.`,
    });
  }
  const from = input.scheduledFrom === undefined ? maintenance.scheduled_from_ms : Date.parse(input.scheduledFrom);
  const until = input.scheduledUntil === undefined ? maintenance.scheduled_until_ms : Date.parse(input.scheduledUntil);
  checkWindow(now, from, until);
  store.db
    .prepare('UPDATE maintenances SET scheduled_from_ms = ?, scheduled_until_ms = ? WHERE id = ?')
    .run(from, until, maintenance.id);
}

function checkWindow(now: Date, fromMs: number, untilMs: number): void {
  const fault =
    untilMs <= fromMs
      ? { code: 'ends_before_it_begins', message: 'It must end after it begins' }
      : untilMs <= now.getTime()
        ? { code: 'in_the_past', message: `It would be over already: it is ${now.toISOString()} now` }
        : null;
  if (!fault) return;
  throw new Problem({
    status: 422,
    code: 'invalid_window',
    title: 'The window is not right',
    fields: [{ field: 'scheduledUntil', ...fault }],
  });
}

function existing({ store }: Writing, id: string): MaintenanceRow {
  const maintenance = findMaintenance(store, id);
  if (!maintenance) throw notFound('maintenance');
  return maintenance;
}

function shown(writing: Writing, id: string): StatusMaintenance {
  return showMaintenance(writing.store, existing(writing, id));
}
