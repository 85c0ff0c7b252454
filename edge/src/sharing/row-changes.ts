import type { Store } from '../store/index.ts';
import { sharedTables } from './shared-tables.ts';

export type Row = Readonly<Record<string, string | number | null>>;
export type Key = readonly (string | number)[];

export interface ChangedRow {
  readonly table: string;
  readonly key: Key;
  /** As it is now; null when it is gone. */
  readonly row: Row | null;
  /** Grows with each change: what was sent is forgotten only if nothing came after it. */
  readonly mark: number;
}

export interface RowChanges {
  /** What changed here and was not sent yet, oldest first. */
  pending(most: number): ChangedRow[];
  isPending(table: string, key: Key): boolean;
  sent(change: ChangedRow): void;
  /** A row as another program left it. False when it is here already, to the letter. */
  apply(table: string, key: Key, row: Row | null): boolean;
  /** Every row of the shared tables, for a store that nobody else has seen. */
  everything(): { table: string; key: Key; row: Row }[];
}

/** Notes by triggers which shared rows change, whoever changes them, and puts in those of others without noting them again. */
export function openRowChanges(store: Store): RowChanges {
  const { db } = store;
  for (const [table, keys] of Object.entries(sharedTables)) {
    for (const [event, side] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'NEW'],
      ['DELETE', 'OLD'],
    ] as const) {
      const key = `json_array(${keys.map((name) => `${side}.${name}`).join(', ')})`;
      db.exec(`CREATE TEMP TRIGGER shared_${table}_${event.toLowerCase()} AFTER ${event} ON main.${table}
        WHEN (SELECT muted FROM sharing_state) = 0 BEGIN
          INSERT INTO changed_rows (table_name, key) VALUES ('${table}', ${key})
            ON CONFLICT (table_name, key) DO UPDATE SET mark = mark + 1;
        END`);
    }
  }
  db.exec('UPDATE sharing_state SET muted = 0');

  const where = (table: string) => sharedTables[table]!.map((name) => `${name} = ?`).join(' AND ');
  const find = (table: string, key: Key) =>
    (db.prepare(`SELECT * FROM ${table} WHERE ${where(table)}`).get(...key) as Row | undefined) ?? null;

  function muted(run: () => void): void {
    // A row may come before the one it points at: what is whole over there is whole here in the end.
    db.exec('PRAGMA foreign_keys = OFF');
    try {
      store.transact(() => {
        db.exec('UPDATE sharing_state SET muted = 1');
        run();
        db.exec('UPDATE sharing_state SET muted = 0');
      });
    } finally {
      db.exec('PRAGMA foreign_keys = ON');
    }
  }

  return {
    pending: (most) =>
      (
        db.prepare('SELECT table_name, key, mark FROM changed_rows ORDER BY rowid LIMIT ?').all(most) as {
          table_name: string;
          key: string;
          mark: number;
        }[]
      ).map(({ table_name: table, key: text, mark }) => {
        const key = JSON.parse(text) as Key;
        return { table, key, row: find(table, key), mark };
      }),
    isPending: (table, key) =>
      db.prepare('SELECT 1 FROM changed_rows WHERE table_name = ? AND key = ?').get(table, JSON.stringify(key)) !==
      undefined,
    sent({ table, key, mark }) {
      db.prepare('DELETE FROM changed_rows WHERE table_name = ? AND key = ? AND mark = ?').run(
        table,
        JSON.stringify(key),
        mark,
      );
    },
    apply(table, key, row) {
      if (!(table in sharedTables)) return false;
      const known = find(table, key);
      if (JSON.stringify(known) === JSON.stringify(row)) return false;
      muted(() => {
        if (row === null) {
          db.prepare(`DELETE FROM ${table} WHERE ${where(table)}`).run(...key);
          return;
        }
        const names = columnsOf(table).filter((name) => name in row);
        // Columns that a newer release sent and this one does not know are left out.
        db.prepare(
          `INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        ).run(...names.map((name) => row[name] ?? null));
      });
      return true;
    },
    everything: () =>
      Object.entries(sharedTables).flatMap(([table, keys]) =>
        (db.prepare(`SELECT * FROM ${table}`).all() as Row[]).map((row) => ({
          table,
          key: keys.map((name) => row[name] as string | number),
          row,
        })),
      ),
  };

  function columnsOf(table: string): string[] {
    return (db.prepare(`PRAGMA table_info(${table})`).all() as { name: string }[]).map(({ name }) => name);
  }
}
