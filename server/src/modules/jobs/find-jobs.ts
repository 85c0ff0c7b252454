import type { Job } from '@roundsman/api-contract';
import { type FaultSeverity, JOB_STATES, type JobState, readShortCode } from '@roundsman/delivery-rules';
import { and, asc, desc, eq, exists, gt, ilike, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { Problem, type ReadWork } from '../../platform/index.ts';
import { addresses } from '../customers/schema.ts';
import { presentJobs } from './present-jobs.ts';
import { importRows, jobActions, jobContacts, jobFaults, jobs, orders } from './schema.ts';

export interface JobQuery {
  readonly serviceDate?: string | undefined;
  readonly state?: readonly JobState[] | undefined;
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

function conditions({ db }: ReadWork, query: JobQuery): (SQL | undefined)[] {
  const { serviceDate, state, ids, importId, fault, search, merchantId } = query;
  return [
    merchantId ? eq(jobs.merchantId, merchantId) : undefined,
    serviceDate === undefined ? undefined : eq(jobs.serviceDate, serviceDate),
    state && state.length > 0 ? inArray(jobs.state, [...state]) : undefined,
    ids === undefined ? undefined : inArray(jobs.id, [...ids]),
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
  ];
}

type Db = ReadWork['db'];

const hasFault = (db: Db, code: string): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(jobFaults)
      .where(and(eq(jobFaults.jobId, jobs.id), eq(jobFaults.code, code))),
  );

function matches(db: Db, text: string): SQL | undefined {
  const anywhere = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const one = { one: sql`1` };
  const code = readShortCode(text);
  return or(
    code === null ? ilike(jobs.code, anywhere) : eq(jobs.code, code),
    ilike(jobs.referenceId, anywhere),
    exists(
      db
        .select(one)
        .from(jobContacts)
        .where(and(eq(jobContacts.jobId, jobs.id), ilike(jobContacts.name, anywhere))),
    ),
    exists(
      db
        .select(one)
        .from(addresses)
        .where(
          and(
            eq(addresses.id, jobs.addressId),
            or(ilike(addresses.street, anywhere), sql`${addresses.given}->>'street' ilike ${anywhere}`),
          ),
        ),
    ),
    exists(
      db
        .select(one)
        .from(jobActions)
        .innerJoin(orders, eq(orders.id, jobActions.orderId))
        .where(and(eq(jobActions.jobId, jobs.id), ilike(orders.number, anywhere))),
    ),
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
): Promise<JobCounts> {
  const wanted = and(
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
