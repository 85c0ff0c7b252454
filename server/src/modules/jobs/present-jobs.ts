import type { Job } from '@roundsman/api-contract';
import { eq, sql } from 'drizzle-orm';
import { isOneOf, keepStatement, partRows } from '../../platform/database/index.ts';
import { Problem, type ReadWork, type Tx } from '../../platform/index.ts';
import { branches } from '../accounts/schema.ts';
import { addresses, merchants } from '../customers/schema.ts';
import { holdAt } from './job-hold.ts';
import { metadataOfJob } from './job-metadata.ts';
import {
  importRows,
  jobActions,
  jobContacts,
  jobFaults,
  jobs,
  jobWindows,
  orders,
  promises,
  proofParts,
  proofs,
  reasons,
} from './schema.ts';

/** Jobs as every door shows them, in the order of the ids; unknown ids are left out. Where they stand in the day is added by tracking. */
export async function presentJobs(work: ReadWork, jobIds: readonly string[]): Promise<Job[]> {
  if (jobIds.length === 0) return [];
  const rows = await wholeJobs(work.db, { ids: jobIds });
  const presented = new Map(rows.map((row) => [row.job.id, present(row, work.now)]));
  return jobIds.map((id) => presented.get(id)).filter((job) => job !== undefined);
}

/** Problem 404 `job_unknown`, also for another merchant's job. */
export async function presentJob(work: ReadWork, jobId: string, merchantId: string | null = null): Promise<Job> {
  const [job] = await presentJobs(work, [jobId]);
  if (!job || (merchantId !== null && job.merchantId !== merchantId))
    throw new Problem({ status: 404, code: 'job_unknown', title: 'There is no such job' });
  return job;
}

/** Jobs and all that belongs to them in one statement. */
const selectWhole = (db: Tx) =>
  db
    .select({
      job: jobs,
      address: addresses,
      merchantName: merchants.name,
      branchZone: branches.timeZone,
      metadata: metadataOfJob,
      windows: partRows(
        { from: jobWindows.fromTime, to: jobWindows.toTime },
        sql`${jobWindows} where ${jobWindows.jobId} = ${jobs.id}`,
        sql`${jobWindows.position}`,
      ),
      recipients: partRows(
        {
          name: jobContacts.name,
          phone: sql<string | null>`coalesce(${jobContacts.phone}, ${jobContacts.phoneAsGiven})`,
          email: sql<string | null>`coalesce(${jobContacts.email}, ${jobContacts.emailAsGiven})`,
          language: jobContacts.locale,
        },
        sql`${jobContacts} where ${jobContacts.jobId} = ${jobs.id} and ${jobContacts.role} = 'recipient'`,
        sql`${jobContacts.position}`,
      ),
      actions: partRows(
        {
          id: jobActions.id,
          kind: jobActions.kind,
          description: jobActions.description,
          quantity: jobActions.quantity,
          unitWeightGrams: jobActions.unitWeightGrams,
          unitVolumeLitres: jobActions.unitVolumeLitres,
          handleSeconds: jobActions.handleSeconds,
          barcode: jobActions.sku,
          orderNumber: sql<string | null>`${orders.number}`,
          fromLocationId: jobActions.fromLocationId,
          toLocationId: jobActions.toLocationId,
          state: jobActions.state,
          quantities: sql<Job['actions'][number]['quantities']>`json_build_object(
            'completed', ${jobActions.completedQuantity}, 'refused', ${jobActions.refusedQuantity},
            'damaged', ${jobActions.damagedQuantity}, 'missing', ${jobActions.missingQuantity})`,
          reason: sql<string | null>`${reasons.code}`,
        },
        sql`${jobActions} left join ${orders} on ${orders.id} = ${jobActions.orderId}
          left join ${reasons} on ${reasons.id} = ${jobActions.reasonId} where ${jobActions.jobId} = ${jobs.id}`,
        sql`${jobActions.position}`,
      ),
      faults: partRows(
        {
          field: jobFaults.field,
          code: jobFaults.code,
          message: jobFaults.message,
          remedy: jobFaults.remedy,
          severity: jobFaults.severity,
        },
        sql`${jobFaults} where ${jobFaults.jobId} = ${jobs.id} and ${jobFaults.acceptedAt} is null`,
        sql`${jobFaults.severity}, ${jobFaults.field}`,
      ),
      promises: partRows(
        {
          number: promises.number,
          from: promises.startsAt,
          to: promises.endsAt,
          madeAt: promises.madeAt,
          toldAt: promises.toldAt,
          why: promises.whyChanged,
        },
        sql`${promises} where ${promises.jobId} = ${jobs.id}`,
        sql`${promises.number}`,
      ),
      proofs: partRows(
        {
          id: proofParts.id,
          kind: proofParts.kind,
          at: proofParts.capturedAt,
          fileId: proofParts.fileId,
          text: proofParts.text,
          handedTo: proofs.handedTo,
          name: proofs.recipientName,
        },
        sql`${proofs} join ${proofParts} on ${proofParts.proofId} = ${proofs.id} where ${proofs.jobId} = ${jobs.id}`,
        sql`${proofParts.capturedAt}`,
      ),
      imports: partRows(
        { batchId: importRows.batchId, row: importRows.number },
        sql`${importRows} where ${importRows.jobId} = ${jobs.id}`,
        sql`${importRows.number}`,
      ),
    })
    .from(jobs)
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .innerJoin(merchants, eq(merchants.id, jobs.merchantId))
    .innerJoin(branches, eq(branches.id, jobs.branchId))
    .where(isOneOf(jobs.id, 'ids'));

const wholeJobs = keepStatement('whole_jobs', selectWhole);
type Row = Awaited<ReturnType<typeof wholeJobs>>[number];
const iso = (instant: string) => new Date(instant).toISOString();

function present(row: Row, now: Date): Job {
  const { job, address, actions } = row;
  const [contact] = row.recipients;
  const promise = row.promises.at(-1);
  const hold = holdAt(job, now);
  return {
    id: job.id,
    code: job.code,
    merchantId: job.merchantId,
    merchantName: row.merchantName,
    customerId: job.customerId,
    customerReferenceId: job.customerReferenceId,
    referenceId: job.referenceId,
    orderNumber: actions.find(({ orderNumber }) => orderNumber)?.orderNumber ?? null,
    branchId: job.branchId,
    state: job.state,
    faults: row.faults,
    serviceDate: job.serviceDate,
    zone: address.timeZone ?? row.branchZone,
    windows: row.windows,
    contact: contact ?? { name: '', phone: null, email: null, language: null },
    address: presentAddress(address),
    serviceLevel: job.serviceLevel,
    serviceSeconds: job.serviceSeconds,
    priority: job.priority,
    skills: job.requiredSkills,
    operatorsNeeded: job.operatorsNeeded,
    notes: job.notes ?? '',
    tags: job.tags,
    metadata: row.metadata,
    signatureRequired: job.signatureRequired,
    confirmation: job.confirmation,
    hold: hold ? { reason: hold.reason, until: hold.until?.toISOString() ?? null } : null,
    load: actions.reduce(
      (sum, action) => ({
        weightGrams: sum.weightGrams + action.unitWeightGrams * action.quantity,
        volumeLitres: sum.volumeLitres + action.unitVolumeLitres * action.quantity,
        pieces: sum.pieces + action.quantity,
      }),
      { weightGrams: 0, volumeLitres: 0, pieces: 0 },
    ),
    actions,
    promise: promise
      ? {
          ...promise,
          from: iso(promise.from),
          to: iso(promise.to),
          madeAt: iso(promise.madeAt),
          toldAt: promise.toldAt === null ? null : iso(promise.toldAt),
        }
      : null,
    progress: null,
    proofs: row.proofs.map(({ id, kind, at, fileId, ...proof }) => ({
      id,
      kind,
      at: iso(at),
      fileUrl: fileId ? `/api/files/${fileId}` : null,
      ...proof,
    })),
    import: row.imports.at(-1) ?? null,
    createdAt: job.createdAt.toISOString(),
    revision: job.revision,
  };
}

function presentAddress(address: Row['address']): Job['address'] {
  const { given } = address;
  return {
    given: {
      street: given.street ?? '',
      houseNumber: given.houseNumber ?? '',
      postcode: given.postcode ?? '',
      city: given.city ?? '',
      country: given.country ?? '',
    },
    line:
      [
        [address.street, address.houseNumber].filter(Boolean).join(' '),
        [address.postcode, address.city].filter(Boolean).join(' '),
      ]
        .filter(Boolean)
        .join(', ') ||
      (given.text ?? ''),
    point: address.lon !== null && address.lat !== null ? { lon: address.lon, lat: address.lat } : null,
    confidence: address.confidence ?? 'none',
    reason: address.confidence === 'pinned' ? null : address.confidenceReason,
    access: {
      floor: address.floor,
      lift: address.lift === null ? null : address.lift !== 'none',
      parking: address.parking,
      note: address.accessNote,
    },
  };
}
