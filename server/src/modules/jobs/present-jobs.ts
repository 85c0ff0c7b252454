import type { Job } from '@roundsman/api-contract';
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { Problem, type ReadWork } from '../../platform/index.ts';
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
  const ids = [...jobIds];
  if (ids.length === 0) return [];
  const rows = await work.db
    .select({
      job: jobs,
      address: addresses,
      merchant: merchants,
      branchZone: branches.timeZone,
      metadata: metadataOfJob,
    })
    .from(jobs)
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .innerJoin(merchants, eq(merchants.id, jobs.merchantId))
    .innerJoin(branches, eq(branches.id, jobs.branchId))
    .where(inArray(jobs.id, ids));
  const parts = await readParts(work, ids);
  const presented = new Map(rows.map((row) => [row.job.id, present(row, parts)]));
  return ids.map((id) => presented.get(id)).filter((job) => job !== undefined);
}

/** Problem 404 `job_unknown`, also for another merchant's job. */
export async function presentJob(work: ReadWork, jobId: string, merchantId: string | null = null): Promise<Job> {
  const [job] = await presentJobs(work, [jobId]);
  if (!job || (merchantId !== null && job.merchantId !== merchantId))
    throw new Problem({ status: 404, code: 'job_unknown', title: 'There is no such job' });
  return job;
}

async function readParts(work: ReadWork, ids: string[]) {
  const { db } = work;
  const [windows, contacts, actions, faults, told, parts, origins] = await Promise.all([
    db.select().from(jobWindows).where(inArray(jobWindows.jobId, ids)).orderBy(asc(jobWindows.position)),
    db.select().from(jobContacts).where(inArray(jobContacts.jobId, ids)).orderBy(asc(jobContacts.position)),
    db
      .select({ action: jobActions, orderNumber: orders.number, reason: reasons.code })
      .from(jobActions)
      .leftJoin(orders, eq(orders.id, jobActions.orderId))
      .leftJoin(reasons, eq(reasons.id, jobActions.reasonId))
      .where(inArray(jobActions.jobId, ids))
      .orderBy(asc(jobActions.position)),
    db
      .select()
      .from(jobFaults)
      .where(and(inArray(jobFaults.jobId, ids), isNull(jobFaults.acceptedAt)))
      .orderBy(asc(jobFaults.severity), asc(jobFaults.field)),
    db
      .selectDistinctOn([promises.jobId])
      .from(promises)
      .where(inArray(promises.jobId, ids))
      .orderBy(promises.jobId, desc(promises.number)),
    db
      .select({ proof: proofs, part: proofParts })
      .from(proofs)
      .innerJoin(proofParts, eq(proofParts.proofId, proofs.id))
      .where(inArray(proofs.jobId, ids))
      .orderBy(asc(proofParts.capturedAt)),
    db
      .select({ jobId: importRows.jobId, batchId: importRows.batchId, row: importRows.number })
      .from(importRows)
      .where(inArray(importRows.jobId, ids)),
  ]);
  return {
    now: work.now,
    windows: Map.groupBy(windows, ({ jobId }) => jobId),
    contacts: Map.groupBy(contacts, ({ jobId }) => jobId),
    actions: Map.groupBy(actions, ({ action }) => action.jobId),
    faults: Map.groupBy(faults, ({ jobId }) => jobId),
    promise: new Map(told.map((row) => [row.jobId, row])),
    proofs: Map.groupBy(parts, ({ proof }) => proof.jobId),
    origin: new Map(origins.map(({ jobId, batchId, row }) => [jobId, { batchId, row }])),
  };
}

type Parts = Awaited<ReturnType<typeof readParts>>;
interface Row {
  readonly job: typeof jobs.$inferSelect;
  readonly address: typeof addresses.$inferSelect;
  readonly merchant: typeof merchants.$inferSelect;
  readonly branchZone: string;
  readonly metadata: Record<string, string>;
}

function present({ job, address, merchant, branchZone, metadata }: Row, parts: Parts): Job {
  const actions = parts.actions.get(job.id) ?? [];
  const contact = (parts.contacts.get(job.id) ?? []).find(({ role }) => role === 'recipient');
  const promise = parts.promise.get(job.id);
  const hold = holdAt(job, parts.now);
  return {
    id: job.id,
    code: job.code,
    merchantId: job.merchantId,
    merchantName: merchant.name,
    customerId: job.customerId,
    customerReferenceId: job.customerReferenceId,
    referenceId: job.referenceId,
    orderNumber: actions.find(({ orderNumber }) => orderNumber)?.orderNumber ?? null,
    branchId: job.branchId,
    state: job.state,
    faults: (parts.faults.get(job.id) ?? []).map(({ field, code, message, remedy, severity }) => ({
      field,
      code,
      message,
      remedy,
      severity,
    })),
    serviceDate: job.serviceDate,
    zone: address.timeZone ?? branchZone,
    windows: (parts.windows.get(job.id) ?? []).map(({ fromTime, toTime }) => ({ from: fromTime, to: toTime })),
    contact: {
      name: contact?.name ?? '',
      phone: contact?.phone ?? contact?.phoneAsGiven ?? null,
      email: contact?.email ?? contact?.emailAsGiven ?? null,
      language: contact?.locale ?? null,
    },
    address: presentAddress(address),
    serviceLevel: job.serviceLevel,
    serviceSeconds: job.serviceSeconds,
    priority: job.priority,
    skills: job.requiredSkills,
    operatorsNeeded: job.operatorsNeeded,
    notes: job.notes ?? '',
    tags: job.tags,
    metadata,
    signatureRequired: job.signatureRequired,
    confirmation: job.confirmation,
    hold: hold ? { reason: hold.reason, until: hold.until?.toISOString() ?? null } : null,
    load: actions.reduce(
      (sum, { action }) => ({
        weightGrams: sum.weightGrams + action.unitWeightGrams * action.quantity,
        volumeLitres: sum.volumeLitres + action.unitVolumeLitres * action.quantity,
        pieces: sum.pieces + action.quantity,
      }),
      { weightGrams: 0, volumeLitres: 0, pieces: 0 },
    ),
    actions: actions.map(({ action, orderNumber, reason }) => ({
      id: action.id,
      kind: action.kind,
      description: action.description,
      quantity: action.quantity,
      unitWeightGrams: action.unitWeightGrams,
      unitVolumeLitres: action.unitVolumeLitres,
      handleSeconds: action.handleSeconds,
      barcode: action.sku,
      orderNumber,
      fromLocationId: action.fromLocationId,
      toLocationId: action.toLocationId,
      state: action.state,
      quantities: {
        completed: action.completedQuantity,
        refused: action.refusedQuantity,
        damaged: action.damagedQuantity,
        missing: action.missingQuantity,
      },
      reason,
    })),
    promise: promise
      ? {
          number: promise.number,
          from: promise.startsAt.toISOString(),
          to: promise.endsAt.toISOString(),
          madeAt: promise.madeAt.toISOString(),
          toldAt: promise.toldAt?.toISOString() ?? null,
          why: promise.whyChanged,
        }
      : null,
    progress: null,
    proofs: (parts.proofs.get(job.id) ?? []).map(({ proof, part }) => ({
      id: part.id,
      kind: part.kind,
      at: part.capturedAt.toISOString(),
      fileUrl: part.fileId ? `/api/files/${part.fileId}` : null,
      text: part.text,
      handedTo: proof.handedTo,
      name: proof.recipientName,
    })),
    import: parts.origin.get(job.id) ?? null,
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
