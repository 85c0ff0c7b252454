import type { Job, JobInput } from '@roundsman/api-contract';
import { type Fault, isReleasable, type JobOrigin, policiesOf } from '@roundsman/delivery-rules';
import { and, eq, sql } from 'drizzle-orm';
import { askTogether, isUniqueViolation } from '../../../platform/database/index.ts';
import { newId, Problem, type Work } from '../../../platform/index.ts';
import { getOrganisation, joinBranch } from '../../accounts/index.ts';
import { resolveMerchant } from '../../customers/index.ts';
import { presentJob } from '../present-jobs.ts';
import { jobs } from '../schema.ts';
import { faultsProblem, writeFaults } from './job-faults.ts';
import { refuseUnknownLocations } from './known-locations.ts';
import { type NewJob, newJob } from './new-job.ts';
import type { PreparedJob } from './prepare-job.ts';
import { releaseStaged } from './release-jobs.ts';
import { freeCodes } from './short-codes.ts';
import { readStagingKnowledge } from './staging-knowledge.ts';
import { writeJobs } from './write-jobs.ts';

export interface JobSource {
  readonly origin: JobOrigin;
  /** The merchant whose rows alone the asker may touch; null = all of the organisation. */
  readonly merchantId: string | null;
}

/**
 * A job in staging with its faults, or released at once where that is asked for and nothing blocks. Problems:
 * 409 `suspected_duplicate` and `reference_taken` with the other's id, 422 `not_releasable`, `merchant_unknown`,
 * `branch_unknown`, `location_unknown`, `retry_unknown`.
 */
export async function createJob(work: Work, prepared: PreparedJob, source: JobSource): Promise<Job> {
  const [job, isToSkip] = await askTogether([
    newJobOf(work, prepared, source),
    skipsStaging(work, prepared.input, source),
  ]);
  // Asked at once, answered one after the other: what is read here is read when the wait is over.
  const [, knowledge] = await askTogether([
    waitForTwins(work, job.staged.duplicateKey),
    readStagingKnowledge(work, [job.staged]),
  ]);
  const faults = knowledge.faultsOf(job);
  refuseTwin(faults, knowledge.twinOf(job));
  try {
    await writeJobs(work, [job]);
  } catch (error) {
    if (isUniqueViolation(error, 'jobs_reference')) throw referenceTaken(null);
    throw error;
  }
  await writeFaults(work, new Map([[job.id, faults]]));
  if (isToSkip) {
    if (isReleasable(faults)) await releaseStaged(work, [job.id]);
    else if (job.input.skipStaging) throw notReleasable(faults);
  }
  return presentJob(work, job.id);
}

async function newJobOf(work: Work, { input, whereabouts }: PreparedJob, source: JobSource): Promise<NewJob> {
  const [branch, merchant, [code]] = await askTogether([
    joinBranch(work, input.branchId),
    resolveMerchant(work, input.merchantId, source.merchantId),
    freeCodes(work, jobs, 'job', 1),
    refuseUnknownLocations(work, input.actions),
  ]);
  return newJob({
    id: newId(),
    code: code!,
    merchantId: merchant.id,
    branchId: branch.id,
    branch,
    origin: input.retryOf ? 'retry' : source.origin,
    input,
    whereabouts,
    exchange: false,
    attemptNumber: input.retryOf ? (await attemptsOf(work, input.retryOf, merchant.id)) + 1 : 1,
  });
}

async function attemptsOf(work: Work, jobId: string, merchantId: string): Promise<number> {
  const [first] = await work.db
    .select({ attemptNumber: jobs.attemptNumber })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.merchantId, merchantId)));
  if (first) return first.attemptNumber;
  const title = 'The job to be tried again does not exist';
  throw new Problem({
    status: 422,
    code: 'retry_unknown',
    title,
    fields: [{ field: 'body.retryOf', code: 'retry_unknown', message: title }],
  });
}

/** The same job sent twice at the same moment: the second waits, and then sees the first. */
async function waitForTwins(work: Work, duplicateKey: string): Promise<void> {
  const key = `${work.organisationId} ${duplicateKey}`;
  await work.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

async function skipsStaging(work: Work, input: JobInput, { origin }: JobSource): Promise<boolean> {
  if (input.skipStaging !== undefined) return input.skipStaging;
  return origin === 'api' && policiesOf((await getOrganisation(work)).policies).apiSkipsStaging;
}

type Twin = { readonly id: string; readonly code: string };

function refuseTwin(faults: readonly Fault[], twin: Twin | undefined): void {
  if (!twin) return;
  if (faults.some(({ code }) => code === 'reference_taken')) throw referenceTaken(twin);
  if (!faults.some(({ code }) => code === 'suspected_duplicate')) return;
  throw new Problem({
    status: 409,
    code: 'suspected_duplicate',
    title: `This looks like ${twin.code} once more`,
    detail: 'It is for the same merchant, customer, address and date.',
    remedy: 'Send it with allowDuplicate, a referenceId of its own, or retryOf if two visits are meant.',
    extra: { jobId: twin.id, jobCode: twin.code },
  });
}

export function referenceTaken(holder: Twin | null): Problem {
  const message = `${holder?.code ?? 'Another job'} already has this reference`;
  return new Problem({
    status: 409,
    code: 'reference_taken',
    title: message,
    remedy: 'Choose another reference, or change the job that has it.',
    fields: [{ field: 'body.referenceId', code: 'reference_taken', message }],
    ...(holder ? { extra: { jobId: holder.id, jobCode: holder.code } } : {}),
  });
}

function notReleasable(faults: readonly Fault[]): Problem {
  return faultsProblem(
    'not_releasable',
    'The job cannot skip staging as it is',
    faults.filter(({ severity }) => severity === 'error'),
    'Correct the fields named, or leave skipStaging out: the job then waits in staging to be fixed.',
  );
}
