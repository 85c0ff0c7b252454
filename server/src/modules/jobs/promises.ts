import { and, desc, eq, isNull } from 'drizzle-orm';
import { insertMany, isAmong } from '../../platform/database/index.ts';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import { promises } from './schema.ts';

export interface PromiseToMake {
  readonly jobId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** IANA, of the stop. */
  readonly timeZone: string;
  readonly why: string | null;
}

export type PromiseRow = typeof promises.$inferSelect;

/** The current promise of each job that has one. */
export async function currentPromises(work: ReadWork, jobIds: readonly string[]): Promise<Map<string, PromiseRow>> {
  if (jobIds.length === 0) return new Map();
  const rows = await work.db
    .selectDistinctOn([promises.jobId])
    .from(promises)
    .where(isAmong(promises.jobId, jobIds))
    .orderBy(promises.jobId, desc(promises.number));
  return new Map(rows.map((row) => [row.jobId, row]));
}

/** What customers were told first and last, for on-time figures. */
export async function allPromises(work: ReadWork, jobId: string): Promise<PromiseRow[]> {
  return work.db.select().from(promises).where(eq(promises.jobId, jobId)).orderBy(promises.number);
}

/**
 * Makes or changes promises. One that says what the current one says already is no news and makes nothing. Returns how
 * many were made; each is `promise.made` or `promise.changed` on the log, which is what customers hear of.
 */
export async function makePromises(work: Work, wishes: readonly PromiseToMake[]): Promise<number> {
  const current = await currentPromises(
    work,
    wishes.map(({ jobId }) => jobId),
  );
  const news = wishes.filter(({ jobId, startsAt, endsAt }) => {
    const before = current.get(jobId);
    return !before || before.startsAt.getTime() !== startsAt.getTime() || before.endsAt.getTime() !== endsAt.getTime();
  });
  if (news.length === 0) return 0;
  const rows = news.map((wish) => ({
    organisationId: work.organisationId,
    id: newId(),
    jobId: wish.jobId,
    number: (current.get(wish.jobId)?.number ?? 0) + 1,
    ...localParts(wish),
    timeZone: wish.timeZone,
    startsAt: wish.startsAt,
    endsAt: wish.endsAt,
    madeAt: work.now,
    madeByKind: work.actor.kind,
    madeById: work.actor.id,
    whyChanged: wish.why,
  }));
  await insertMany(work.db, promises, rows);
  for (const row of rows) {
    work.emit({
      type: row.number === 1 ? 'promise.made' : 'promise.changed',
      subject: { kind: 'job', id: row.jobId },
      data: {
        promiseId: row.id,
        number: row.number,
        startsAt: row.startsAt.toISOString(),
        endsAt: row.endsAt.toISOString(),
      },
    });
  }
  return rows.length;
}

/** A message about the promise was handed to a provider; the first one counts. */
export async function markPromiseTold(work: Work, promiseId: string, at: Date): Promise<void> {
  await work.db
    .update(promises)
    .set({ toldAt: at })
    .where(and(eq(promises.id, promiseId), isNull(promises.toldAt)));
}

/** The promise on the stop's own wall clock; its end may pass 24:00 of the date it begins on. */
function localParts({ startsAt, endsAt, timeZone }: PromiseToMake): { date: string; fromTime: string; toTime: string } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [date, fromTime] = format.format(startsAt).split(' ') as [string, string];
  const [endDate, endTime] = format.format(endsAt).split(' ') as [string, string];
  const hours = Number(endTime.slice(0, 2)) + (endDate > date ? 24 : 0);
  return { date, fromTime, toTime: `${String(hours).padStart(2, '0')}${endTime.slice(2)}` };
}
