import { isServiceDate, type StagedJob, windowInstants } from '@roundsman/delivery-rules';
import { askTogether, insertMany } from '../../../platform/database/index.ts';
import { newId, type Work } from '../../../platform/index.ts';
import { writeAddresses } from '../../customers/index.ts';
import { writeMetadata } from '../job-metadata.ts';
import { jobActions, jobContacts, jobLinks, jobs, jobWindows } from '../schema.ts';
import { type NewJob, orNull, serviceSecondsOf } from './new-job.ts';
import { findOrCreateOrders, orderKey } from './orders.ts';

/** Writes jobs into staging, a few statements for many of them, and tells the log of each. */
export async function writeJobs(work: Work, list: readonly NewJob[]): Promise<void> {
  const orderIds = await findOrCreateOrders(
    work,
    list.flatMap((job) =>
      job.input.actions.flatMap((action) => {
        const number = orderNumberOf(job, action);
        return number === null ? [] : { merchantId: job.merchantId, number };
      }),
    ),
  );

  const addressIds = new Map(list.map(({ id }) => [id, newId()]));
  await writeAddresses(
    work,
    list.map(({ id, branch, input, whereabouts }) => ({
      id: addressIds.get(id)!,
      parts: input.address,
      whereabouts,
      timeZone: branch.timeZone,
      access: input.access ?? {},
    })),
  );
  const { db } = work;
  await insertMany(
    db,
    jobs,
    list.map((job) => jobRow(work, job, addressIds.get(job.id)!)),
  );
  await askTogether([
    insertMany(
      db,
      jobWindows,
      list.flatMap((job) => windowRows(work, job.id, job.input, job.branch.timeZone)),
    ),
    insertMany(
      db,
      jobContacts,
      list.map((job) => contactRow(work, job)),
    ),
    insertMany(
      db,
      jobActions,
      list.flatMap((job) => actionRows(work, job, orderIds)),
    ),
    insertMany(
      db,
      jobLinks,
      list.flatMap((job) => retryLink(work, job)),
    ),
    writeMetadata(
      work,
      list.map(({ id, input }) => ({ jobId: id, metadata: input.metadata ?? {} })),
    ),
  ]);
  for (const { id, origin, merchantId } of list) {
    const data = { state: 'staging', origin, merchantId };
    work.emit({ type: 'job.created', subject: { kind: 'job', id }, data });
  }
}

function jobRow(work: Work, job: NewJob, addressId: string): typeof jobs.$inferInsert {
  const { input, branch, staged } = job;
  return {
    organisationId: work.organisationId,
    id: job.id,
    code: job.code,
    branchId: branch.id,
    merchantId: job.merchantId,
    addressId,
    referenceId: staged.referenceId,
    customerReferenceId: orNull(input.customerReferenceId),
    origin: job.origin,
    state: 'staging',
    stateChangedAt: work.now,
    serviceDate: input.serviceDate,
    serviceLevel: input.serviceLevel ?? 'threshold',
    serviceSeconds: serviceSecondsOf(input),
    priority: input.priority ?? 0,
    requiredSkills: input.skills ?? [],
    operatorsNeeded: input.operatorsNeeded ?? 1,
    notes: orNull(input.notes),
    signatureRequired: input.signatureRequired ?? true,
    tags: input.tags ?? [],
    attemptNumber: job.attemptNumber,
    duplicateKey: staged.duplicateKey,
    duplicateAllowed: staged.duplicateAllowed,
    createdByKind: work.actor.kind,
    createdById: work.actor.id,
    createdAt: work.recordedAt,
    updatedAt: work.recordedAt,
  };
}

/** Windows as they were asked for; the instants stand beside them where they can stand at all. */
export function windowRows(
  work: Work,
  jobId: string,
  { serviceDate, windows }: Pick<StagedJob, 'serviceDate' | 'windows'>,
  timeZone: string,
): (typeof jobWindows.$inferInsert)[] {
  return windows.map((window, position) => {
    const answer = serviceDate && isServiceDate(serviceDate) ? windowInstants(serviceDate, window, timeZone) : null;
    const instants = answer && 'window' in answer ? answer.window : { startsAt: null, endsAt: null };
    return {
      organisationId: work.organisationId,
      jobId,
      position,
      date: serviceDate,
      fromTime: window.from,
      toTime: window.to,
      timeZone,
      ...instants,
    };
  });
}

function contactRow(work: Work, { id, contact }: NewJob): typeof jobContacts.$inferInsert {
  return {
    organisationId: work.organisationId,
    id: newId(),
    jobId: id,
    role: 'recipient',
    ...contact,
  };
}

type ActionInput = NewJob['input']['actions'][number];

const orderNumberOf = ({ input }: Pick<NewJob, 'input'>, action: ActionInput): string | null =>
  orNull(action.orderNumber) ?? orNull(input.orderNumber);

/** The columns that a line takes over from its input. */
export function actionColumns(action: ActionInput) {
  return {
    kind: action.kind,
    description: action.description.trim(),
    sku: orNull(action.barcode),
    quantity: action.quantity,
    unitWeightGrams: action.unitWeightGrams,
    unitVolumeLitres: action.unitVolumeLitres,
    handleSeconds: action.handleSeconds ?? 0,
    fromLocationId: action.fromLocationId ?? null,
    toLocationId: action.toLocationId ?? null,
  };
}

function actionRows(work: Work, job: NewJob, orderIds: ReadonlyMap<string, string>) {
  const rows = job.input.actions.map((action, position): typeof jobActions.$inferInsert => {
    const number = orderNumberOf(job, action);
    return {
      organisationId: work.organisationId,
      id: newId(),
      jobId: job.id,
      orderId: number === null ? null : orderIds.get(orderKey({ merchantId: job.merchantId, number }))!,
      position,
      ...actionColumns(action),
      exchangeWithId: null,
      collectOnlyIfDelivered: false,
    };
  });
  const brought = rows.find(({ kind }) => kind === 'delivery' || kind === 'installation');
  const taken = rows.find(({ kind }) => kind === 'haul_away');
  if (!job.exchange || !brought || !taken) return rows;
  // The old piece points at the new one, which is written before it.
  return rows.map((row) =>
    row === taken ? { ...row, exchangeWithId: brought.id, collectOnlyIfDelivered: true } : row,
  );
}

function retryLink(work: Work, { id, input }: NewJob): (typeof jobLinks.$inferInsert)[] {
  if (!input.retryOf) return [];
  return [
    {
      organisationId: work.organisationId,
      fromJobId: id,
      kind: 'retry_of',
      toJobId: input.retryOf,
      createdAt: work.recordedAt,
    },
  ];
}
