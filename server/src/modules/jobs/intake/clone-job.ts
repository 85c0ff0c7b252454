import type { Job, JobClone, JobInput } from '@roundsman/api-contract';
import type { z } from 'zod';
import type { Work } from '../../../platform/index.ts';
import { createJob, type JobSource } from './create-job.ts';
import type { PreparedJob } from './prepare-job.ts';

export type CloneWish = z.infer<typeof JobClone>;

/**
 * What a job would have to be made from once more: what was asked for, not what came of it. Its reference stays its own; a
 * place that somebody has set by hand goes along; what is given instead replaces, metadata are merged.
 */
export function inputOfClone(job: Job, instead: CloneWish): JobInput {
  const { metadata, ...given } = instead;
  const place = job.address.confidence === 'pinned' && job.address.point !== null && given.address === undefined;
  return {
    merchantId: job.merchantId,
    customerReferenceId: job.customerReferenceId,
    branchId: job.branchId,
    orderNumber: job.orderNumber,
    serviceDate: job.serviceDate,
    windows: job.windows,
    contact: job.contact,
    address: job.address.given,
    ...(place ? { point: job.address.point! } : {}),
    access: job.address.access,
    serviceLevel: job.serviceLevel,
    serviceSeconds: job.serviceSeconds,
    priority: job.priority,
    skills: job.skills,
    operatorsNeeded: job.operatorsNeeded,
    notes: job.notes,
    tags: job.tags,
    signatureRequired: job.signatureRequired,
    actions: job.actions.map(({ id: _id, state: _state, quantities: _quantities, reason: _reason, ...line }) => line),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    metadata: metadata === null ? {} : merged(job.metadata, metadata ?? {}),
  };
}

function merged(kept: Job['metadata'], patch: NonNullable<CloneWish['metadata']>): Job['metadata'] {
  const entries = Object.entries({ ...kept, ...patch });
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** A new job made from another. Problems: those of creating one. */
export async function cloneJob(work: Work, fromJobId: string, prepared: PreparedJob, source: JobSource): Promise<Job> {
  const job = await createJob(work, prepared, source);
  work.emit({ type: 'job.cloned', subject: { kind: 'job', id: job.id }, data: { fromJobId } });
  return job;
}
