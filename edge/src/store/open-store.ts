import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { schemaSteps } from './schema.ts';

/** The edge program's own database: one SQLite file, written by one process, readable by a person with any SQLite tool. */
export interface Store {
  readonly db: DatabaseSync;
  /** All of `run` or nothing; on disk when it returns. Synchronous, so nothing else can come between. */
  transact<T>(run: () => T): T;
  close(): void;
}

/** Opens or creates the file, brings its schema up to date and refuses one from a newer release. */
export function openStore(file: string): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { timeout: 2000 });
  // FULL: what was answered must survive the machine, not only the process. Writes are few.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  const transact = <T>(run: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
  try {
    migrate(db, transact);
  } catch (error) {
    db.close();
    throw error;
  }
  return { db, transact, close: () => db.close() };
}

function migrate(db: DatabaseSync, transact: <T>(run: () => T) => T): void {
  transact(() => {
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > schemaSteps.length) {
      throw new Error(
        `The edge program's store has schema ${version}, this release knows ${schemaSteps.length}: start the newer release`,
      );
    }
    for (const step of schemaSteps.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${schemaSteps.length}`);
  });
}
