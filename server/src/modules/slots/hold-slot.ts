import type { SlotHold } from '@roundsman/api-contract';
import { policiesOf } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import { and, desc, eq, gt, lt, lte, type SQL, sql } from 'drizzle-orm';
import { type Database, newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { keptDays } from '../itineraries/index.ts';
import type { JobToPlan } from '../jobs/index.ts';
import { askedDay } from './asked-day.ts';
import { closedWords, type LocalSlot, type Offer, offersOf, type SlotWish } from './offer-slots.ts';
import { readSlotDay, type SlotDayChoice } from './read-slot-day.ts';
import { type AskedVisit, readVisit } from './read-visit.ts';
import { slotHolds, type VisitKept } from './schema.ts';

export interface HoldWish extends SlotWish, LocalSlot {
  readonly serviceDate: string;
  readonly holdSeconds: number | undefined;
}

/** A slot that was free when it was looked at: what holding it needs. */
export interface PreparedHold {
  readonly wish: HoldWish;
  readonly asked: AskedVisit;
  readonly offer: Offer;
  readonly choice: SlotDayChoice;
  readonly fingerprint: string;
}

const USUAL_HOLD_SECONDS = 600;
/** Of one organisation at a time: nobody may shut a day by holding all of it. */
const MOST_HELD = 500;
const LOOKS = 3;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Looks whether the slot is free, outside of any transaction. Problems: 409 `slot_full`, `date_closed`, 422 `slot_too_soon`, `not_a_window`. */
export async function prepareHold(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search' | 'geocoder'>,
  organisationId: string,
  wish: HoldWish,
): Promise<PreparedHold> {
  const asked = await readVisit(database, roads, organisationId, wish);
  const choice: SlotDayChoice = { ...wish, visit: asked.toPlan };
  const { slotDay, leadSeconds } = await database.read(organisationId, async (work) => ({
    slotDay: await readSlotDay(work, await keptDays(work), choice),
    leadSeconds: policiesOf((await getOrganisation(work)).policies).slotLeadSeconds,
  }));
  const closed = closedWords(slotDay.closed);
  if (closed)
    throw new Problem({
      status: 409,
      code: 'date_closed',
      title: closed.words,
      remedy: 'Choose another date.',
      extra: { closed: closed.code },
    });
  const [offer] = await offersOf(roads, askedDay(slotDay, asked.toPlan.id), [wish], leadSeconds);
  if (!offer) throw notAWindow();
  if (offer.why === 'too_soon') throw tooSoon();
  if (offer.best === null) throw slotFull();
  return { wish, asked, offer, choice, fingerprint: slotDay.fingerprint() };
}

/** Holds a prepared slot. Problem 409 `day_changed` when the date is no longer as it was looked at, `too_many_holds`. */
export async function holdSlot(work: Work, prepared: PreparedHold): Promise<SlotHold> {
  const { wish, asked, offer, choice, fingerprint } = prepared;
  // Holds of a date go one after the other, so that two never take the same last place.
  const key = `${work.organisationId} slots ${wish.serviceDate}`;
  await work.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const slotDay = await readSlotDay(work, await keptDays(work), choice);
  if (slotDay.fingerprint() !== fingerprint) throw dayChanged();
  await refuseTooMany(work);
  const [row] = await work.db
    .insert(slotHolds)
    .values({
      organisationId: work.organisationId,
      id: newId(),
      branchId: slotDay.branch.id,
      merchantId: asked.merchantId,
      jobId: asked.jobId,
      serviceDate: wish.serviceDate,
      fromTime: wish.from,
      toTime: wish.to,
      startsAt: offer.startsAt,
      endsAt: offer.endsAt,
      visit: keptOf(asked.toPlan),
      state: 'held',
      expiresAt: new Date(work.now.getTime() + (wish.holdSeconds ?? USUAL_HOLD_SECONDS) * 1000),
      createdByKind: work.actor.kind,
      createdById: work.actor.id,
      createdAt: work.recordedAt,
    })
    .returning();
  work.emit({
    type: 'slot.held',
    subject: { kind: 'slot', id: row!.id },
    data: { serviceDate: wish.serviceDate, from: wish.from, to: wish.to, jobId: asked.jobId },
  });
  return presentHold(row!, work.now);
}

/** Looks and holds, and looks again when the date changed in between. Problem 409 `day_changed` after the third time. */
export async function lookAndHold<P, T>(look: () => Promise<P>, hold: (prepared: P) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const prepared = await look();
    try {
      return await hold(prepared);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'day_changed' || tries >= LOOKS) throw error;
    }
  }
}

/** Gives a held slot back. Given back twice it stays so. Problems: 404 `hold_unknown`, 409 `hold_over` once it is booked. */
export async function releaseHold(work: Work, holdId: string, merchantId: string | null): Promise<void> {
  const row = await lockHold(work, holdId, merchantId);
  if (row.state === 'booked') throw holdOver('It is booked: the job has this time.');
  if (row.state !== 'held') return;
  await work.db
    .update(slotHolds)
    .set({ state: 'released', settledAt: work.recordedAt })
    .where(eq(slotHolds.id, holdId));
  work.emit({ type: 'slot.released', subject: { kind: 'slot', id: holdId }, data: { serviceDate: row.serviceDate } });
}

export type HoldRow = typeof slotHolds.$inferSelect;

/** Problem 404 `hold_unknown`, also for another merchant's. */
export async function lockHold(work: Work, holdId: string, merchantId: string | null): Promise<HoldRow> {
  const [row] = await work.db.select().from(slotHolds).where(ownHold(holdId, merchantId)).for('update');
  if (!row) throw holdUnknown();
  return row;
}

export async function getHold(work: ReadWork, holdId: string, merchantId: string | null): Promise<SlotHold> {
  return presentHold(await findHold(work, holdId, merchantId), work.now);
}

export async function findHold(work: ReadWork, holdId: string, merchantId: string | null): Promise<HoldRow> {
  const [row] = await work.db.select().from(slotHolds).where(ownHold(holdId, merchantId));
  if (!row) throw holdUnknown();
  return row;
}

export interface HoldQuery {
  readonly serviceDate?: string | undefined;
  readonly state?: SlotHold['state'] | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** The newest first. Problem 400 `bad_cursor`. */
export async function listHolds(work: ReadWork, query: HoldQuery, merchantId: string | null) {
  const { after, limit = 100, serviceDate, state } = query;
  if (after !== undefined && !ID.test(after))
    throw new Problem({
      status: 400,
      code: 'bad_cursor',
      title: 'This is no cursor',
      remedy: 'Send the `next` of a page.',
    });
  const rows = await work.db
    .select()
    .from(slotHolds)
    .where(
      and(
        merchantId === null ? undefined : eq(slotHolds.merchantId, merchantId),
        serviceDate === undefined ? undefined : eq(slotHolds.serviceDate, serviceDate),
        state === undefined ? undefined : stands(state, work.now),
        after === undefined ? undefined : lt(slotHolds.id, after),
      ),
    )
    .orderBy(desc(slotHolds.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => presentHold(row, work.now)),
    next: rows.length > limit ? page.at(-1)!.id : null,
  };
}

/** Expiry is not written: a hold past its time, which is business time, is expired to whoever looks. */
export function presentHold(row: HoldRow, now: Date): SlotHold {
  return {
    id: row.id,
    state: row.state === 'held' && row.expiresAt <= now ? 'expired' : row.state,
    jobId: row.jobId,
    merchantId: row.merchantId,
    branchId: row.branchId,
    serviceDate: row.serviceDate,
    from: row.fromTime,
    to: row.toTime,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

function stands(state: SlotHold['state'], now: Date): SQL | undefined {
  if (state === 'held') return and(eq(slotHolds.state, 'held'), gt(slotHolds.expiresAt, now));
  if (state === 'expired') return and(eq(slotHolds.state, 'held'), lte(slotHolds.expiresAt, now));
  return eq(slotHolds.state, state);
}

const ownHold = (holdId: string, merchantId: string | null) =>
  and(eq(slotHolds.id, holdId), merchantId === null ? undefined : eq(slotHolds.merchantId, merchantId));

export const keptOf = (visit: JobToPlan): VisitKept => ({
  point: visit.point!,
  postcode: visit.postcode,
  serviceSeconds: visit.serviceSeconds,
  delivered: visit.delivered,
  collected: visit.collected,
  requiredSkills: visit.requiredSkills,
  operatorsNeeded: visit.operatorsNeeded,
  priority: visit.priority,
});

async function refuseTooMany(work: Work): Promise<void> {
  const count = await work.db.$count(slotHolds, stands('held', work.now));
  if (count < MOST_HELD) return;
  throw new Problem({
    status: 409,
    code: 'too_many_holds',
    title: `No more than ${MOST_HELD} slots are held at a time`,
    remedy: 'Book or give back some, or hold for a shorter time.',
  });
}

export function slotFull(): Problem {
  return new Problem({
    status: 409,
    code: 'slot_full',
    title: 'There is no room in this slot',
    remedy: 'Ask for slots again and choose one that is available.',
  });
}

function tooSoon(): Problem {
  const title = 'This slot begins too soon to be driven to';
  const fields = [{ field: 'from', code: 'slot_too_soon', message: title, remedy: 'Choose a later one.' }];
  return new Problem({ status: 422, code: 'slot_too_soon', title, remedy: 'Choose a later one.', fields });
}

function notAWindow(): Problem {
  const title = 'This is no span of the date';
  const remedy = 'Send a `to` after `from`, on a date that has both.';
  const fields = [{ field: 'to', code: 'not_a_window', message: title, remedy }];
  return new Problem({ status: 422, code: 'not_a_window', title, remedy, fields });
}

function dayChanged(): Problem {
  return new Problem({
    status: 409,
    code: 'day_changed',
    title: 'The date changed while it was looked at',
    remedy: 'Ask again in a moment.',
    retryAfterSeconds: 1,
  });
}

export function holdOver(detail: string): Problem {
  return new Problem({ status: 409, code: 'hold_over', title: 'This slot is not held any more', detail });
}

function holdUnknown(): Problem {
  return new Problem({ status: 404, code: 'hold_unknown', title: 'There is no such hold' });
}
