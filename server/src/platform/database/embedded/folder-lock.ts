import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { StartRefused } from '../../start-refused.ts';

export interface ConnectionTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** The session-level advisory lock that says "this platform serves this folder"; it dies with its holder. */
export class FolderLock {
  readonly #target: ConnectionTarget;
  readonly #dataFolder: string;
  #client: pg.Client | null = null;

  constructor(target: ConnectionTarget, dataFolder: string) {
    this.#target = target;
    this.#dataFolder = dataFolder;
  }

  get held(): boolean {
    return this.#client !== null;
  }

  async take(): Promise<void> {
    const client = new pg.Client({ ...this.#target, application_name: `roundsman platform, process ${process.pid}` });
    client.on('error', () => {});
    client.on('end', () => {
      if (this.#client === client) this.#client = null;
    });
    await client.connect();
    // The server needs a moment to notice that a platform which was killed has gone.
    for (let attempt = 0; attempt < 20; attempt++) {
      const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(20230913, 1) AS taken');
      if (rows[0]!.taken) {
        this.#client = client;
        return;
      }
      await sleep(50);
    }
    const holder = await client.query<{ application_name: string }>(
      `SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
       WHERE locktype = 'advisory' AND classid = 20230913 AND objid = 1 AND granted`,
    );
    await client.end();
    throw new StartRefused(
      `The data folder ${this.#dataFolder} is in use by another platform (${holder.rows[0]?.application_name ?? 'unknown'}).`,
      'Stop that one first, or set DATA_DIR to another folder (and PORT to another port).',
    );
  }

  async release(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }
}
