import { sql } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import type { Database, ReadWork, Work } from '../../platform/index.ts';
import { forgetEmailChanges, listOrganisations } from '../accounts/index.ts';
import { forgetImportFiles } from '../jobs/index.ts';
import { eraseCustomer, REMOVE_FILES_TASK } from './erase-customer.ts';
import { CLOSED_JOBS, inTexts } from './reach.ts';
import { retentionSettings } from './schema.ts';

export interface Retention {
  readonly positionDays: number;
  readonly messageDays: number;
  readonly importDays: number;
  readonly auditDays: number;
  readonly customerDays: number | null;
}

export const RETENTION_DEFAULTS: Retention = {
  positionDays: 60,
  messageDays: 365,
  importDays: 90,
  auditDays: 400,
  customerDays: null,
};

/** Whoever is left is erased the next night. */
const MOST_CUSTOMERS_A_NIGHT = 500;
const SYSTEM = { kind: 'system', id: null } as const;

export async function readRetention(work: ReadWork): Promise<Retention> {
  const [row] = await work.db.select().from(retentionSettings);
  if (!row) return RETENTION_DEFAULTS;
  const { positionDays, messageDays, importDays, auditDays, customerDays } = row;
  return { positionDays, messageDays, importDays, auditDays, customerDays };
}

export async function saveRetention(work: Work, wish: Retention): Promise<void> {
  const { organisationId, recordedAt: updatedAt } = work;
  await work.db
    .insert(retentionSettings)
    .values({ organisationId, ...wish, updatedAt })
    .onConflictDoUpdate({ target: [retentionSettings.organisationId], set: { ...wish, updatedAt } });
  work.emit({
    type: 'organisation.retention_changed',
    subject: { kind: 'organisation', id: organisationId },
    data: { ...wish },
  });
}

/** Each organisation's own limits, applied; run every night, and harmless when run twice. */
export async function applyRetention(database: Database, clock: RealClock): Promise<void> {
  for (const { id: organisationId } of await listOrganisations(database)) {
    const scope = { organisationId, actor: SYSTEM };
    const settings = await database.transact(scope, async (work) => {
      const kept = await readRetention(work);
      await forgetOld(work, kept);
      await forgetEmailChanges(work);
      return kept;
    });
    const oldestAct = daysBefore(clock.now(), settings.auditDays);
    await database.asInstallation((db) =>
      db.execute(
        sql`DELETE FROM audit_entries WHERE organisation_id = ${organisationId} AND recorded_at < ${oldestAct}::timestamptz`,
      ),
    );
    if (settings.customerDays === null) continue;
    const left = daysBefore(clock.now(), settings.customerDays);
    for (const customerId of await database.read(organisationId, (work) => customersSince(work, left)))
      await database.transact(scope, (work) => eraseCustomer(work, customerId));
  }
}

async function forgetOld(work: Work, { positionDays, messageDays, importDays }: Retention): Promise<void> {
  const before = (days: number) => sql`${daysBefore(work.recordedAt, days)}::timestamptz`;
  await work.db.execute(sql`DELETE FROM positions WHERE recorded_at < ${before(positionDays)}`);
  await work.db.execute(sql`
    UPDATE messages SET to_address = '', to_name = NULL, subject = NULL, text = '', html = NULL, variables = '{}',
      unsubscribe_url = NULL
    WHERE queued_at < ${before(messageDays)} AND text <> '' AND state NOT IN ('queued', 'sending')`);
  await work.db.execute(sql`
    UPDATE inbound_messages SET from_address = '', text = '' WHERE received_at < ${before(messageDays)} AND text <> ''`);
  await work.db.execute(sql`
    UPDATE import_rows SET raw = '', fields = '{}', faults = '[]'
    WHERE raw <> '' AND batch_id IN (SELECT id FROM import_batches WHERE created_at < ${before(importDays)})`);
  const storageKeys = await forgetImportFiles(work, sql`import_batches.created_at < ${before(importDays)}`);
  if (storageKeys.length > 0) await work.addTask(REMOVE_FILES_TASK, { storageKeys });
}

/** Nothing of theirs is open, and nothing was touched since. */
async function customersSince(work: ReadWork, since: string): Promise<string[]> {
  const { rows } = await work.db.execute<{ id: string }>(sql`
    SELECT c.id FROM customers AS c
    WHERE c.erased_at IS NULL AND c.merged_into_id IS NULL AND c.created_at < ${since}::timestamptz
      AND NOT EXISTS (
        SELECT FROM jobs AS j LEFT JOIN job_contacts AS k ON k.job_id = j.id
        WHERE (j.customer_id = c.id OR k.customer_id = c.id)
          AND (j.updated_at >= ${since}::timestamptz
            OR NOT j.state ${inTexts(CLOSED_JOBS)}))
    ORDER BY c.id LIMIT ${MOST_CUSTOMERS_A_NIGHT}`);
  return rows.map(({ id }) => id);
}

const daysBefore = (at: Date, days: number) => new Date(at.getTime() - days * 86_400_000).toISOString();
