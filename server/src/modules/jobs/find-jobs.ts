import type { Job } from '@roundsman/api-contract';
import {
  type ConfirmationState,
  type FaultSeverity,
  isJobClosed,
  JOB_STATES,
  type JobState,
  readShortCode,
} from '@roundsman/delivery-rules';
import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { anywhere, isAmong } from '../../platform/database/index.ts';
import { Problem, type ReadWork } from '../../platform/index.ts';
import { digitsOf, ofCustomer } from '../customers/index.ts';
import { addresses } from '../customers/schema.ts';
import { hasMetadata } from './job-metadata.ts';
import { presentJobs } from './present-jobs.ts';
import { importRows, jobActions, jobContacts, jobFaults, jobs, orders } from './schema.ts';

export interface JobQuery {
  readonly serviceDate?: string | undefined;
  readonly state?: readonly JobState[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly createdFrom?: string | undefined;
  readonly createdTo?: string | undefined;
  readonly changedFrom?: string | undefined;
  readonly branchId?: string | undefined;
  /** And of who was merged into them. */
  readonly customerId?: string | undefined;
  readonly referenceId?: string | undefined;
  readonly orderNumber?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly postcode?: string | undefined;
  readonly city?: string | undefined;
  readonly tag?: string | undefined;
  readonly skill?: string | undefined;
  /** Exactly these values, all of them. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly confirmation?: readonly ConfirmationState[] | undefined;
  readonly held?: boolean | undefined;
  /** Of these only. */
  readonly ids?: readonly string[] | undefined;
  readonly importId?: string | undefined;
  /** Only staged jobs with this fault. */
  readonly fault?: string | undefined;
  /** Code, recipient's name, street, order or reference number. */
  readonly search?: string | undefined;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** 100 unless said, at most 500. */
  readonly limit?: number | undefined;
  /** The merchant whose jobs alone exist for the asker; null = all. */
  readonly merchantId?: string | null | undefined;
}

const USUAL_PAGE = 100;
const LARGEST_PAGE = 500;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Jobs of a day, an import or a list in the order in which they came; else the newest first. Problem 400 `bad_cursor`. */
export async function findJobs(work: ReadWork, query: JobQuery): Promise<{ rows: Job[]; next: string | null }> {
  const newestFirst = !(query.serviceDate ?? query.importId ?? query.ids);
  const limit = Math.min(query.limit ?? USUAL_PAGE, LARGEST_PAGE);
  const { after } = query;
  if (after !== undefined && !ID.test(after))
    throw new Problem({
      status: 400,
      code: 'bad_cursor',
      title: 'This is no cursor',
      remedy: 'Send the `next` of a page.',
    });
  // Ids are UUIDv7: their order is that in which jobs were made.
  const beyond = after === undefined ? undefined : newestFirst ? lt(jobs.id, after) : gt(jobs.id, after);
  const rows = await work.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(...conditions(work, query), beyond))
    .orderBy(newestFirst ? desc(jobs.id) : asc(jobs.id))
    .limit(limit + 1);
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return { rows: await presentJobs(work, ids), next: rows.length > limit ? ids.at(-1)! : null };
}

function conditions({ db, now }: ReadWork, query: JobQuery): (SQL | undefined)[] {
  const { serviceDate, state, ids, importId, fault, search, merchantId, held } = query;
  return [
    merchantId ? eq(jobs.merchantId, merchantId) : undefined,
    serviceDate === undefined ? undefined : eq(jobs.serviceDate, serviceDate),
    state && state.length > 0 ? inArray(jobs.state, [...state]) : undefined,
    ids === undefined ? undefined : isAmong(jobs.id, ids),
    importId === undefined
      ? undefined
      : exists(
          db
            .select({ one: sql`1` })
            .from(importRows)
            .where(and(eq(importRows.batchId, importId), eq(importRows.jobId, jobs.id))),
        ),
    fault === undefined ? undefined : and(eq(jobs.state, 'staging'), hasFault(db, fault)),
    search === undefined || search.trim() === '' ? undefined : matches(db, search.trim()),
    ...fieldConditions(db, query),
    held === undefined ? undefined : held ? isHeld(now) : not(isHeld(now)!),
  ];
}

type Db = ReadWork['db'];

/** One condition a field that is named; fields of parts by their own tables. */
function fieldConditions(db: Db, query: JobQuery): (SQL | undefined)[] {
  const when = <T>(value: T | undefined, condition: (value: T) => SQL | undefined) =>
    value === undefined ? undefined : condition(value);
  const instant = (text: string) => new Date(text);
  return [
    when(query.from, (from) => gte(jobs.serviceDate, from)),
    when(query.to, (to) => lte(jobs.serviceDate, to)),
    when(query.createdFrom, (from) => gte(jobs.createdAt, instant(from))),
    when(query.createdTo, (to) => lt(jobs.createdAt, instant(to))),
    when(query.changedFrom, (from) => gte(jobs.updatedAt, instant(from))),
    when(query.customerId, (id) => ofCustomer(jobs.customerId, id)),
    when(query.branchId, (id) => eq(jobs.branchId, id)),
    when(query.referenceId, (reference) => eq(jobs.referenceId, reference)),
    when(query.tag, (tag) => sql`${tag} = any(${jobs.tags})`),
    when(query.metadata, (wanted) => hasMetadata(db, wanted)),
    when(query.skill, (skill) => sql`${skill} = any(${jobs.requiredSkills})`),
    when(query.confirmation, (states) => (states.length > 0 ? inArray(jobs.confirmation, [...states]) : undefined)),
    when(query.orderNumber, (number) => hasOrder(db, eq(orders.number, number))),
    when(query.name, (name) => hasContact(db, ilike(jobContacts.name, anywhere(name)))),
    when(query.email, (email) => hasContact(db, eq(jobContacts.email, email.trim().toLowerCase()))),
    when(query.phone, (phone) => hasContact(db, hasDigits(phone))),
    when(query.postcode, (postcode) => hasAddress(db, eq(addresses.postcode, postcode))),
    when(query.city, (city) => hasAddress(db, ilike(addresses.city, anywhere(city)))),
  ];
}

const isHeld = (now: Date) => and(isNotNull(jobs.holdReason), or(isNull(jobs.holdUntil), gt(jobs.holdUntil, now)));

function hasDigits(phone: string): SQL {
  const digits = digitsOf(phone);
  return digits === '' ? sql`false` : ilike(jobContacts.phone, `%${digits}%`);
}

const hasContact = (db: Db, condition: SQL | undefined): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(jobContacts)
      .where(and(eq(jobContacts.jobId, jobs.id), condition)),
  );

const hasAddress = (db: Db, condition: SQL | undefined): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(addresses)
      .where(and(eq(addresses.id, jobs.addressId), condition)),
  );

const hasOrder = (db: Db, condition: SQL | undefined): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(jobActions)
      .innerJoin(orders, eq(orders.id, jobActions.orderId))
      .where(and(eq(jobActions.jobId, jobs.id), condition)),
  );

const hasFault = (db: Db, code: string): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(jobFaults)
      .where(and(eq(jobFaults.jobId, jobs.id), eq(jobFaults.code, code))),
  );

function matches(db: Db, text: string): SQL | undefined {
  const part = anywhere(text);
  const code = readShortCode(text);
  return or(
    code === null ? ilike(jobs.code, part) : eq(jobs.code, code),
    ilike(jobs.referenceId, part),
    hasContact(db, ilike(jobContacts.name, part)),
    hasAddress(db, or(ilike(addresses.street, part), sql`${addresses.given}->>'street' ilike ${part}`)),
    hasOrder(db, ilike(orders.number, part)),
  );
}

export interface JobCounts {
  readonly byState: Record<JobState, number>;
  readonly byFault: { code: string; severity: FaultSeverity; count: number }[];
}

/** The day, or all there is, in numbers: every state, and the faults of what waits in staging. */
export async function countJobs(
  work: ReadWork,
  serviceDate: string | undefined,
  merchantId: string | null,
  branchId?: string,
): Promise<JobCounts> {
  const wanted = and(
    branchId === undefined ? undefined : eq(jobs.branchId, branchId),
    serviceDate === undefined ? undefined : eq(jobs.serviceDate, serviceDate),
    merchantId === null ? undefined : eq(jobs.merchantId, merchantId),
  );
  const states = await work.db
    .select({ state: jobs.state, count: sql<number>`count(*)::int` })
    .from(jobs)
    .where(wanted)
    .groupBy(jobs.state);
  const byFault = await work.db
    .select({
      code: jobFaults.code,
      severity: jobFaults.severity,
      count: sql<number>`count(distinct ${jobFaults.jobId})::int`,
    })
    .from(jobFaults)
    .innerJoin(jobs, eq(jobs.id, jobFaults.jobId))
    .where(and(wanted, eq(jobs.state, 'staging'), isNull(jobFaults.acceptedAt)))
    .groupBy(jobFaults.code, jobFaults.severity)
    .orderBy(asc(jobFaults.severity), asc(jobFaults.code));
  const none = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<JobState, number>;
  return { byState: { ...none, ...Object.fromEntries(states.map(({ state, count }) => [state, count])) }, byFault };
}

/** Whether any job is of the branch, whatever became of it. */
export async function hasJobs(work: ReadWork, branchId: string): Promise<boolean> {
  const rows = await work.db.select({ id: jobs.id }).from(jobs).where(eq(jobs.branchId, branchId)).limit(1);
  return rows.length > 0;
}

/** Jobs of a merchant or a branch that are still to be done. */
export async function countOpenJobs(
  work: ReadWork,
  of: { readonly merchantId: string } | { readonly branchId: string },
): Promise<number> {
  const open = JOB_STATES.filter((state) => !isJobClosed(state));
  const theirs = 'merchantId' in of ? eq(jobs.merchantId, of.merchantId) : eq(jobs.branchId, of.branchId);
  return work.db.$count(jobs, and(theirs, inArray(jobs.state, open)));
}
