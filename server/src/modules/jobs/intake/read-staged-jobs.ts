import type { JobState, StagedJob } from '@roundsman/delivery-rules';
import { and, asc, eq } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';
import type { ReadWork } from '../../../platform/index.ts';
import { addressLine, addressParts } from '../../customers/index.ts';
import { addresses } from '../../customers/schema.ts';
import { jobActions, jobContacts, jobLinks, jobs, jobWindows } from '../schema.ts';
import type { JobToCheck } from './staging-knowledge.ts';

export interface StoredJob extends JobToCheck {
  readonly state: JobState;
  readonly row: typeof jobs.$inferSelect;
  readonly address: typeof addresses.$inferSelect;
  readonly contact: typeof jobContacts.$inferSelect | undefined;
}

/** Jobs as staging looks at them, from their rows; those of other merchants are not there. */
export async function readStagedJobs(
  work: ReadWork,
  jobIds: readonly string[],
  merchantId: string | null,
): Promise<StoredJob[]> {
  const ids = [...jobIds];
  if (ids.length === 0) return [];
  const rows = await work.db
    .select({ row: jobs, address: addresses })
    .from(jobs)
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .where(and(isAmong(jobs.id, ids), merchantId === null ? undefined : eq(jobs.merchantId, merchantId)))
    .orderBy(asc(jobs.id));
  const windows = Map.groupBy(
    await work.db.select().from(jobWindows).where(isAmong(jobWindows.jobId, ids)).orderBy(asc(jobWindows.position)),
    ({ jobId }) => jobId,
  );
  const actions = Map.groupBy(
    await work.db.select().from(jobActions).where(isAmong(jobActions.jobId, ids)).orderBy(asc(jobActions.position)),
    ({ jobId }) => jobId,
  );
  const contacts = await work.db
    .select()
    .from(jobContacts)
    .where(and(isAmong(jobContacts.jobId, ids), eq(jobContacts.role, 'recipient')));
  const contactOf = new Map(contacts.map((contact) => [contact.jobId, contact]));
  const retries = await work.db
    .select({ jobId: jobLinks.fromJobId, of: jobLinks.toJobId })
    .from(jobLinks)
    .where(and(isAmong(jobLinks.fromJobId, ids), eq(jobLinks.kind, 'retry_of')));
  const retryOf = new Map(retries.map(({ jobId, of }) => [jobId, of]));
  return rows.map(({ row, address }) => {
    const contact = contactOf.get(row.id);
    const ofJob = windows.get(row.id) ?? [];
    const staged: StagedJob = {
      merchantId: row.merchantId,
      referenceId: row.referenceId,
      retryOf: retryOf.get(row.id) ?? null,
      duplicateAllowed: row.duplicateAllowed,
      duplicateKey: row.duplicateKey ?? '',
      serviceDate: row.serviceDate,
      zone: address.timeZone ?? ofJob[0]?.timeZone ?? 'UTC',
      windows: ofJob.map(({ fromTime, toTime }) => ({ from: fromTime, to: toTime })),
      serviceSeconds: row.serviceSeconds,
      contact: {
        name: contact?.name ?? '',
        phoneAsGiven: contact?.phoneAsGiven ?? null,
        phone: contact?.phone ?? null,
        emailAsGiven: contact?.emailAsGiven ?? null,
        email: contact?.email ?? null,
      },
      address: {
        asGiven: addressLine(addressParts(address.given)),
        point: address.lon !== null && address.lat !== null ? { lon: address.lon, lat: address.lat } : null,
        confidence: address.confidence,
        reason: address.confidenceReason,
      },
      actions: actions.get(row.id) ?? [],
      skills: row.requiredSkills,
      operatorsNeeded: row.operatorsNeeded,
    };
    return { id: row.id, code: row.code, branchId: row.branchId, state: row.state, row, address, contact, staged };
  });
}
