import type { Job, ProblemCode } from '@roundsman/api-contract';
import { type Fault, isJobClosed, type JobState } from '@roundsman/delivery-rules';
import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { isAmong, isUniqueViolation } from '../../../platform/database/index.ts';
import { newId, Problem, type Work } from '../../../platform/index.ts';
import {
  addressParts,
  changeAccess,
  correctAddress,
  correctEntrance,
  correctorOf,
  countryCode,
  countryOf,
} from '../../customers/index.ts';
import { mergeMetadata } from '../job-metadata.ts';
import { presentJob } from '../present-jobs.ts';
import { jobActions, jobContacts, jobs, jobWindows, pieces } from '../schema.ts';
import { changeJobCustomer } from './change-job-customer.ts';
import { referenceTaken } from './create-job.ts';
import { faultsProblem, replaceFaults } from './job-faults.ts';
import { refuseUnknownLocations } from './known-locations.ts';
import { duplicateKeyOf, orNull, reachableContact } from './new-job.ts';
import { findOrCreateOrders, orderKey } from './orders.ts';
import type { JobChange, PreparedPatch } from './prepare-job.ts';
import { readStagedJobs, type StoredJob } from './read-staged-jobs.ts';
import { readStagingKnowledge } from './staging-knowledge.ts';
import { actionColumns, windowRows } from './write-jobs.ts';

type Field = keyof JobChange;

/** They say nothing of the visit, so they may change even when that is over: the integration's own, and whose it was. */
const BESIDE_THE_VISIT: ReadonlySet<Field> = new Set(['metadata', 'customerId', 'customerReferenceId']);
/** On the log only where they changed whose it is. */
const NAMES_THE_CUSTOMER: ReadonlySet<Field> = new Set(['customerId', 'customerReferenceId']);
/** What may still be changed once the crew is under way: what helps them find and serve the customer. */
const ON_THE_WAY: ReadonlySet<Field> = new Set(['contact', 'access', 'notes', 'tags', 'pin', 'signatureRequired']);
/** What the itinerary it stands on was made from; the rest may change beside it. */
const MADE_INTO_THE_PLAN: ReadonlySet<Field> = new Set(['serviceDate', 'actions', 'operatorsNeeded', 'skills']);

/**
 * Fixes or changes a job; what is absent stays. In staging anything goes, with the faults looked for anew; later a change
 * that would not be releasable is refused. Problems: 404 `job_unknown`, 409 `job_closed`, `job_under_way`,
 * `job_on_itinerary`, `reference_taken`, 422 `not_releasable`, `location_unknown`, `too_much_metadata`; of whose it is, those of `changeJobCustomer`.
 */
export async function updateJob(
  work: Work,
  jobId: string,
  prepared: PreparedPatch,
  merchantId: string | null,
): Promise<Job> {
  const before = await readForUpdate(work, jobId, merchantId);
  const fields = (Object.keys(prepared.patch) as Field[]).filter((field) => prepared.patch[field] !== undefined);
  refuseTooLate(before, fields);
  if (fields.length === 0) return presentJob(work, jobId);
  if (prepared.patch.metadata !== undefined) await mergeMetadata(work, jobId, prepared.patch.metadata);
  const beside = fields.every((field) => BESIDE_THE_VISIT.has(field));
  const now = beside ? before : await changeVisit(work, before, prepared, merchantId);
  const whose = await changeJobCustomer(work, before, now, prepared.patch, merchantId);
  const changed = [...fields.filter((field) => !NAMES_THE_CUSTOMER.has(field)), ...whose];
  if (changed.length === 0) return presentJob(work, jobId);
  if (beside) await touch(work, jobId);
  work.emit({ type: 'job.changed', subject: { kind: 'job', id: jobId }, data: { fields: changed } });
  return presentJob(work, jobId);
}

async function touch(work: Work, jobId: string): Promise<void> {
  await work.db
    .update(jobs)
    .set({ revision: sql`${jobs.revision} + 1`, updatedAt: work.recordedAt })
    .where(eq(jobs.id, jobId));
}

async function changeVisit(
  work: Work,
  before: StoredJob,
  prepared: PreparedPatch,
  merchantId: string | null,
): Promise<StoredJob> {
  await refuseTakenReference(work, before, prepared.patch);
  const errorsBefore = errorsOf(await faultsNow(work, before));
  await writeChange(work, before, prepared).catch(referenceRaced);
  const after = await readForUpdate(work, before.id, merchantId);
  const faults = (await readStagingKnowledge(work, [after.staged])).faultsOf(after);
  if (before.state === 'staging') await replaceFaults(work, new Map([[before.id, faults]]));
  else refuseNewErrors(errorsBefore, errorsOf(faults));
  return after;
}

async function readForUpdate(work: Work, jobId: string, merchantId: string | null): Promise<StoredJob> {
  await work.db.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, jobId)).for('update');
  const [job] = await readStagedJobs(work, [jobId], merchantId);
  if (!job) throw new Problem({ status: 404, code: 'job_unknown', title: 'There is no such job' });
  return job;
}

async function refuseTakenReference(work: Work, { id, row }: StoredJob, patch: JobChange): Promise<void> {
  const referenceId = orNull(patch.referenceId);
  if (referenceId === null) return;
  const [holder] = await work.db
    .select({ id: jobs.id, code: jobs.code })
    .from(jobs)
    .where(and(eq(jobs.merchantId, row.merchantId), eq(jobs.referenceId, referenceId), ne(jobs.id, id)));
  if (holder) throw referenceTaken(holder);
}

/** Another job took the reference at the same moment. */
function referenceRaced(error: unknown): never {
  throw isUniqueViolation(error, 'jobs_reference') ? referenceTaken(null) : error;
}

function refuseTooLate({ code, state }: StoredJob, changed: readonly Field[]): void {
  const fields = changed.filter((field) => !BESIDE_THE_VISIT.has(field));
  const refuse = (late: readonly Field[], problem: { code: ProblemCode; title: string; remedy: string }) => {
    if (late.length === 0) return;
    const { title, remedy } = problem;
    throw new Problem({
      status: 409,
      ...problem,
      fields: late.map((field) => ({ field: `body.${field}`, code: problem.code, message: title, remedy })),
      extra: { state },
    });
  };
  if (isJobClosed(state)) {
    const remedy = 'Add a report, or create a new job with retryOf.';
    refuse(fields, { code: 'job_closed', title: `${code} is ${words(state)} and stays as it was`, remedy });
  }
  if (state === 'on_route' || state === 'arrived') {
    refuse(
      fields.filter((field) => !ON_THE_WAY.has(field)),
      {
        code: 'job_under_way',
        title: `The crew is under way to ${code}`,
        remedy: 'Change contact, access, notes or the pin only, or have the crew step back first.',
      },
    );
  }
  if (state === 'scheduled' || state === 'dispatched') {
    refuse(
      fields.filter((field) => MADE_INTO_THE_PLAN.has(field)),
      {
        code: 'job_on_itinerary',
        title: `${code} stands on an itinerary that was made for it as it is`,
        remedy: 'Take it off its itinerary first, change it, and plan it again.',
      },
    );
  }
}

const words = (state: JobState) => state.replaceAll('_', ' ');

async function faultsNow(work: Work, job: StoredJob): Promise<Fault[]> {
  if (job.state === 'staging') return [];
  return (await readStagingKnowledge(work, [job.staged])).faultsOf(job);
}

const errorsOf = (faults: readonly Fault[]) => faults.filter(({ severity }) => severity === 'error');

/** A window that has passed by itself does not keep anybody from correcting a telephone number. */
function refuseNewErrors(before: readonly Fault[], after: readonly Fault[]): void {
  const known = new Set(before.map(({ field, code }) => `${field} ${code}`));
  const introduced = after.filter(({ field, code }) => !known.has(`${field} ${code}`));
  if (introduced.length === 0) return;
  throw faultsProblem(
    'not_releasable',
    'A released job cannot be changed into this',
    introduced,
    'Correct the fields named.',
  );
}

async function writeChange(work: Work, before: StoredJob, { patch, whereabouts }: PreparedPatch): Promise<void> {
  const { id, row, address } = before;
  if (patch.actions) await refuseUnknownLocations(work, patch.actions);
  const parts = patch.address ?? addressParts(address.given);
  if (whereabouts) await correctAddress(work, address.id, parts, whereabouts);
  if (patch.pin) {
    const { byKind, byId } = correctorOf(work.actor);
    const at = work.now;
    await correctEntrance(work, {
      addressId: address.id,
      point: patch.pin,
      byKind,
      byId,
      note: null,
      commandId: null,
      at,
    });
  }
  if (patch.access) await changeAccess(work, address.id, patch.access);
  if (patch.contact) {
    const country = whereabouts ? countryOf(parts, whereabouts) : (address.country ?? countryCode(parts.country));
    await work.db
      .update(jobContacts)
      .set(reachableContact(patch.contact, country))
      .where(eq(jobContacts.id, before.contact!.id));
  }
  const serviceDate = patch.serviceDate === undefined ? row.serviceDate : patch.serviceDate;
  const name = patch.contact?.name.trim() ?? before.staged.contact.name;
  await work.db
    .update(jobs)
    .set({
      ...ownColumns(patch),
      duplicateKey: duplicateKeyOf(row.merchantId, name, parts, serviceDate),
      revision: sql`${jobs.revision} + 1`,
      updatedAt: work.recordedAt,
    })
    .where(eq(jobs.id, id));
  if (patch.windows || patch.serviceDate !== undefined) {
    const windows = patch.windows ?? before.staged.windows;
    await work.db.delete(jobWindows).where(eq(jobWindows.jobId, id));
    const rows = windowRows(work, id, { serviceDate, windows }, before.staged.zone);
    if (rows.length > 0) await work.db.insert(jobWindows).values(rows);
  }
  if (patch.actions) await writeActions(work, before, patch.actions);
  if (patch.orderNumber !== undefined || patch.actions) await linkOrders(work, before, patch);
}

function ownColumns(patch: JobChange): Partial<typeof jobs.$inferInsert> {
  const all: Partial<typeof jobs.$inferInsert> = {
    referenceId: patch.referenceId === undefined ? undefined : orNull(patch.referenceId),
    serviceDate: patch.serviceDate,
    serviceLevel: patch.serviceLevel,
    serviceSeconds: patch.serviceSeconds,
    priority: patch.priority,
    requiredSkills: patch.skills,
    operatorsNeeded: patch.operatorsNeeded,
    notes: patch.notes === undefined ? undefined : orNull(patch.notes),
    tags: patch.tags,
    signatureRequired: patch.signatureRequired,
    duplicateAllowed: patch.allowDuplicate,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * Lines keep their ids, so that what hangs on them stays: by the id where one is named, else by their place. What is too
 * much goes, what is new comes. Problem 409 `line_has_goods` when things of a line that goes are followed.
 */
async function writeActions(work: Work, { id }: StoredJob, actions: NonNullable<JobChange['actions']>): Promise<void> {
  const old = await work.db
    .select({ id: jobActions.id })
    .from(jobActions)
    .where(eq(jobActions.jobId, id))
    .orderBy(jobActions.position);
  const named = actions.some((action) => action.id !== undefined);
  const keptAt = (position: number) => (named ? old.find((row) => row.id === actions[position]!.id) : old[position]);
  const keeps = new Set(actions.map((_, position) => keptAt(position)?.id));
  const surplus = old.map((row) => row.id).filter((lineId) => !keeps.has(lineId));
  if (surplus.length > 0) {
    await refuseFollowedGoods(work, surplus);
    await work.db.update(jobActions).set({ exchangeWithId: null }).where(isAmong(jobActions.exchangeWithId, surplus));
    await work.db.delete(jobActions).where(isAmong(jobActions.id, surplus));
  }
  for (const [position, action] of actions.entries()) {
    const kept = keptAt(position);
    if (kept) {
      const columns = { position, ...actionColumns(action) };
      await work.db.update(jobActions).set(columns).where(eq(jobActions.id, kept.id));
    } else {
      const { organisationId } = work;
      await work.db
        .insert(jobActions)
        .values({ organisationId, id: newId(), jobId: id, position, ...actionColumns(action) });
    }
  }
}

/** What was received or loaded has a chain of custody, which goes with its line. */
async function refuseFollowedGoods(work: Work, lineIds: string[]): Promise<void> {
  const [piece] = await work.db
    .select({ id: pieces.id })
    .from(pieces)
    .where(and(isAmong(pieces.actionId, lineIds), isNotNull(pieces.custody)))
    .limit(1);
  if (!piece) return;
  throw new Problem({
    status: 409,
    code: 'line_has_goods',
    title: 'Goods of this line were received or loaded',
    remedy: 'Change its quantity or words, or cancel the job: the line stays on record.',
  });
}

/** A line's own order number wins; the job's number stands for the lines that name none. */
async function linkOrders(work: Work, { id, row }: StoredJob, patch: JobChange): Promise<void> {
  const { merchantId } = row;
  const lines = await work.db
    .select({ id: jobActions.id, orderId: jobActions.orderId })
    .from(jobActions)
    .where(eq(jobActions.jobId, id))
    .orderBy(jobActions.position);
  const numbers = lines.map((_, position) => {
    const own = patch.actions?.[position]?.orderNumber;
    return own === undefined ? (patch.orderNumber === undefined ? undefined : orNull(patch.orderNumber)) : orNull(own);
  });
  const orderIds = await findOrCreateOrders(
    work,
    numbers.flatMap((number) => (number ? { merchantId, number } : [])),
  );
  const first = lines.find(({ orderId }) => orderId !== null)?.orderId ?? null;
  for (const [position, line] of lines.entries()) {
    const number = numbers[position];
    const orderId =
      number === undefined ? (line.orderId ?? first) : number && orderIds.get(orderKey({ merchantId, number }));
    await work.db.update(jobActions).set({ orderId }).where(eq(jobActions.id, line.id));
  }
}
