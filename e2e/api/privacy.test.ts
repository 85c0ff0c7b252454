import {
  auditEndpoints,
  customerEndpoints,
  type Endpoint,
  importEndpoints,
  jobEndpoints,
  messageEndpoints,
  privacyEndpoints,
  trackerEndpoints,
} from '@roundsman/api-contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyRetention } from '../../server/src/modules/privacy/index.ts';
import { createTrackerLink } from '../../server/src/modules/tracking/index.ts';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { call, type Request } from './call.ts';
import { type Company, makeCompany } from './company.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

interface Visited {
  readonly job_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly email: string;
  readonly lon: number;
  readonly house_number: string;
}

/** One customer whose visit went through everything, from the order to the photo at the door. */
describe('what is known of a customer', { timeout: 240_000 }, () => {
  let test: TestDatabase;
  let doors: OpenDoors;
  let company: Company;
  let visited: Visited;

  beforeAll(async () => {
    test = await openTestDatabase();
    doors = await openDoors({ target: test.target });
    company = await makeCompany(doors, 'Private');
    visited = (
      await doors.platform.pool.query<Visited>(
        `SELECT j.id AS job_id, j.customer_id, k.name, k.email, a.lon, a.house_number
         FROM jobs AS j JOIN job_contacts AS k ON k.job_id = j.id JOIN addresses AS a ON a.id = j.address_id
         JOIN proofs AS p ON p.job_id = j.id WHERE j.organisation_id = $1 AND j.state = 'completed' ORDER BY j.id LIMIT 1`,
        [company.organisationId],
      )
    ).rows[0]!;
  }, 240_000);

  afterAll(async () => {
    await doors?.close();
    await test?.close();
  });

  const ask = async <T>(endpoint: Endpoint, request: Request = {}, bearer = company.credentials.administrator) => {
    const { status, text } = await call(doors.url, endpoint, request, bearer);
    return { status, text, body: (text === '' ? {} : JSON.parse(text)) as T & { code?: string } };
  };
  const ofCustomer = (customerId: string) => ({ params: { customerId } });

  /** Tables in which a text stands anywhere, the task queue's included. */
  async function everywhere(needle: string): Promise<string[]> {
    const { rows: tables } = await doors.platform.pool.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await doors.platform.pool.query(
        `SELECT 1 FROM ${name} AS t WHERE strpos(to_jsonb(t)::text, $1) > 0 LIMIT 1`,
        [needle],
      );
      if (rowCount) found.push(name.replace('public.', ''));
    }
    return found;
  }

  const words = {
    instruct: 'key under the blue flowerpot',
    rate: 'the tall driver was kind',
    desk: 'we ring at noon',
    own: 'vip since 1987',
    office: 'prefers the early morning',
    number: 'KD-4711-X',
  };
  const marks = () => [
    ...Object.values(words),
    visited.email,
    `"${visited.name}"`,
    String(visited.lon),
    `Feldstrasse ${visited.house_number}`,
  ];

  it('is given out whole, and then gone from every table, file and task', async () => {
    const { database, pool, files } = doors.platform;
    const scope = { organisationId: company.organisationId, actor: { kind: 'system', id: null } } as const;
    const { token: link } = await database.transact(scope, (work) => createTrackerLink(work, visited.job_id));
    const rated = await ask(trackerEndpoints.rate, { params: { link }, body: { stars: 5, words: words.rate } });
    expect(rated.status).toBe(200);
    const written = await ask(messageEndpoints.write, {
      params: { jobId: visited.job_id },
      body: { channel: 'email', text: words.desk },
    });
    expect(written.status).toBe(204);
    const kept = { params: { jobId: visited.job_id }, body: { metadata: { 'crm.note': words.own } } };
    expect((await ask(jobEndpoints.update, kept)).status).toBe(200);
    // Instructions are for visits to come, so this one stands where the tracker would have left it.
    const left = [words.instruct, visited.job_id, words.number];
    await pool.query('UPDATE jobs SET customer_notes = $1, customer_reference_id = $3 WHERE id = $2', left);
    const noted = { ...ofCustomer(visited.customer_id), body: { notes: words.office, referenceId: words.number } };
    expect((await ask(customerEndpoints.update, noted)).status).toBe(200);
    await doors.settled();
    const { rows: stored } = await pool.query<{ storage_key: string }>(
      `SELECT f.storage_key FROM files AS f JOIN proof_parts AS p ON p.file_id = f.id JOIN proofs AS o ON o.id = p.proof_id
       WHERE o.job_id = $1
       UNION SELECT f.storage_key FROM files AS f JOIN import_batches AS b ON b.file_id = f.id
       WHERE b.organisation_id = $2 AND b.state = 'preview'`,
      [visited.job_id, company.organisationId],
    );
    // They stood in a table that was uploaded, too.
    await pool.query(
      `UPDATE import_rows SET job_id = $1 WHERE batch_id IN
         (SELECT id FROM import_batches WHERE organisation_id = $2 AND state = 'preview')`,
      [visited.job_id, company.organisationId],
    );
    expect(stored.length).toBeGreaterThan(0);
    for (const mark of marks()) expect((await everywhere(mark)).length, mark).toBeGreaterThan(0);
    expect((await everywhere(visited.email)).length).toBeGreaterThanOrEqual(3);

    const found = await ask<{ rows: { id: string }[] }>(privacyEndpoints.find, { query: { search: visited.email } });
    expect(found.body.rows.map(({ id }) => id)).toEqual([visited.customer_id]);
    const given = await ask(privacyEndpoints.export, ofCustomer(visited.customer_id));
    for (const mark of [visited.email, words.rate, words.desk, words.instruct, words.own, words.office])
      expect(given.text).toContain(mark);
    expect(given.text).not.toMatch(/organisation_id|storage_key/);

    const erased = await ask<{ files: number; tables: Record<string, number> }>(
      privacyEndpoints.erase,
      ofCustomer(visited.customer_id),
    );
    expect(erased.status).toBe(200);
    expect(erased.body.files).toBe(stored.length);
    await vi.waitFor(
      async () => {
        for (const { storage_key: key } of stored)
          await expect(files.open(key)).rejects.toMatchObject({ code: 'file_not_found' });
        for (const mark of marks()) expect(await everywhere(mark), mark).toEqual([]);
      },
      { timeout: 30_000, interval: 500 },
    );
  });

  it('leaves what names nobody: the job by its code, its state and its place in the day', async () => {
    const job = await ask<{ state: string; code: string }>(jobEndpoints.get, { params: { jobId: visited.job_id } });
    expect(job.status).toBe(200);
    expect(job.body).toMatchObject({ state: 'completed', contact: { name: 'Erased' }, metadata: {} });
    const { rows } = await doors.platform.pool.query(
      `SELECT 1 FROM events WHERE organisation_id = $1 AND type = 'customer.erased' AND subject_id = $2`,
      [company.organisationId, visited.customer_id],
    );
    expect(rows.length).toBe(1);
    const audit = await ask<{ rows: { act: string }[] }>(auditEndpoints.list, { query: { act: 'privacy.erase' } });
    expect(audit.body.rows.length).toBe(1);
    expect((await ask(privacyEndpoints.erase, ofCustomer(visited.customer_id))).status).toBe(200);
  });

  it('is not erased while a visit is still to come, nor by who may not', async () => {
    const { rows } = await doors.platform.pool.query<{ customer_id: string }>(
      `SELECT customer_id FROM jobs WHERE organisation_id = $1 AND state = 'new' AND customer_id IS NOT NULL LIMIT 1`,
      [company.organisationId],
    );
    const open = ofCustomer(rows[0]!.customer_id);
    expect((await ask(privacyEndpoints.erase, open)).body.code).toBe('customer_has_open_jobs');
    expect((await ask(privacyEndpoints.erase, open, company.credentials.dispatcher)).status).toBe(403);
  });

  it('is kept as long as the organisation says, and no longer', async () => {
    const { pool, database, clock } = doors.platform;
    const own = [company.organisationId];
    const count = async (what: string) =>
      Number((await pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${what}`, own)).rows[0]!.n);
    const defaults = await ask<{ auditDays: number }>(privacyEndpoints.readRetention);
    expect(defaults.body).toMatchObject({ positionDays: 60, customerDays: null });
    const wish = { positionDays: 10, messageDays: 20, importDays: 30, auditDays: 40, customerDays: 50 };
    expect((await ask(privacyEndpoints.saveRetention, { body: wish })).body).toEqual(wish);
    await applyRetention(database, clock);
    const kept = {
      positions: 'positions WHERE organisation_id = $1',
      words: `messages WHERE organisation_id = $1 AND text <> ''`,
      lines: `import_rows WHERE organisation_id = $1 AND raw <> ''`,
      uploads: `files WHERE organisation_id = $1 AND kind = 'import' AND erased_at IS NULL`,
      acts: 'audit_entries WHERE organisation_id = $1',
    };
    const { rows: imports } = await pool.query<{ id: string }>(
      `SELECT id FROM import_batches WHERE organisation_id = $1 AND state = 'staged'`,
      own,
    );
    const uploaded = { params: { importId: imports[0]!.id } };
    const original = await call(doors.url, importEndpoints.file, uploaded, company.credentials.dispatcher);
    expect(original.text).toMatch(/^order_number,name[\s\S]*"broken$/);
    expect(original.headers.get('content-disposition')).toContain('jobs.csv');
    for (const what of Object.values(kept)) expect(await count(what), what).toBeGreaterThan(0);

    const age = (days: number) => `now() - interval '${days} days'`;
    await pool.query(`UPDATE positions SET recorded_at = ${age(11)} WHERE organisation_id = $1`, own);
    await pool.query(
      `UPDATE messages SET queued_at = ${age(21)}, state = 'sent' WHERE organisation_id = $1 AND text <> ''`,
      own,
    );
    await pool.query(`UPDATE import_batches SET created_at = ${age(31)} WHERE organisation_id = $1`, own);
    await pool.query(`UPDATE audit_entries SET recorded_at = ${age(41)} WHERE organisation_id = $1`, own);
    await pool.query(`UPDATE jobs SET updated_at = ${age(51)} WHERE organisation_id = $1`, own);
    await pool.query(`UPDATE customers SET created_at = ${age(60)} WHERE organisation_id = $1`, own);
    await applyRetention(database, clock);
    for (const what of Object.values(kept)) expect(await count(what), what).toBe(0);
    expect((await ask(importEndpoints.file, uploaded)).body.code).toBe('file_not_found');
    const done = `jobs WHERE organisation_id = $1 AND state IN ('completed', 'cancelled') AND customer_id IN (SELECT id FROM customers WHERE erased_at IS NULL)`;
    expect(await count(done)).toBe(0);
    expect(await count(`customers WHERE organisation_id = $1 AND erased_at IS NULL`)).toBeGreaterThan(0);
  });

  it('met no fault of its own on the way', () => expect([...doors.faults]).toEqual([]));
});
