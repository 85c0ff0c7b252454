import { v7 as newId } from 'uuid';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';

/** What every write on incidents and maintenances is handed. */
export interface Writing {
  store: Store;
  now: Date;
  /** Who writes, for the record: `operator:<id>`, `emergency`, `clock`. */
  writer: string;
  componentIds: ReadonlySet<string>;
}

interface NewUpdate {
  aboutId: string;
  state: string;
  message: string;
  nextUpdateAt?: string | undefined;
}

export function addUpdate({ store, now, writer }: Writing, update: NewUpdate): void {
  store.db
    .prepare(
      'INSERT INTO updates (id, about_id, state, message, at_ms, next_update_ms, written_by) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      newId(),
      update.aboutId,
      update.state,
      update.message,
      now.getTime(),
      update.nextUpdateAt === undefined ? null : Date.parse(update.nextUpdateAt),
      writer,
    );
}

/** 422 that names the ids nobody knows, or that stand twice. */
export function knownComponents({ componentIds }: Writing, asked: readonly string[], field: string): void {
  const unknown = asked.filter((id) => !componentIds.has(id));
  const twice = asked.filter((id, at) => asked.indexOf(id) !== at);
  if (unknown.length === 0 && twice.length === 0) return;
  throw new Problem({
    status: 422,
    code: 'invalid_components',
    title: 'The components are not right',
    fields: [
      ...unknown.map((id) => ({
        field,
        code: 'unknown_component',
        message: `There is no component ${id}`,
        remedy: `One of: ${[...componentIds].join(', ')}`,
      })),
      ...twice.map((id) => ({ field, code: 'twice', message: `${id} is named twice` })),
    ],
  });
}

/** The instant given, or now; 422 for one in the future. */
export function notLater(now: Date, instant: string | undefined, field: string): number {
  const ms = instant === undefined ? now.getTime() : Date.parse(instant);
  if (ms <= now.getTime()) return ms;
  throw new Problem({
    status: 422,
    code: 'in_the_future',
    title: 'That has not happened yet',
    fields: [{ field, code: 'in_the_future', message: `It is ${now.toISOString()} now` }],
  });
}

export function notFound(what: 'incident' | 'maintenance'): Problem {
  return new Problem({ status: 404, code: `${what}_not_found`, title: `There is no such ${what}` });
}
