import { type BusinessClock, businessTime } from '../../platform/clock/index.ts';
import { businessClocks } from '../../platform/clock/schema.ts';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { getOrganisation } from './organisations.ts';

export interface ClockState {
  readonly businessNow: Date;
  readonly speed: number;
  /** It is being moved there, from one thing that is due to the next. */
  readonly advancingTo: Date | null;
}

/** The organisation's clock as it stands; speed 1 when it lives in real time. */
export async function readClock(work: ReadWork): Promise<ClockState> {
  const [clock] = await work.db.select().from(businessClocks);
  return { businessNow: work.now, speed: clock?.speed ?? 1, advancingTo: clock?.advanceTo ?? null };
}

const FURTHEST_MILLISECONDS = 20 * 366 * 86_400_000;
const FURTHEST_ADVANCE_MILLISECONDS = 31 * 86_400_000;

export interface ClockWish {
  readonly businessNow?: Date | undefined;
  readonly forwardSeconds?: number | undefined;
  readonly speed?: number | undefined;
}

/**
 * Sets a sandbox's business time and speed; an advance that is under way ends. Problems: 409 `clock_is_real` for a live
 * organisation, 409 `clock_runs_forward` for a time before the present one, since what happened would then lie in the
 * future, 422 `clock_too_far`.
 */
export async function setSandboxClock(work: Work, wish: ClockWish): Promise<ClockState> {
  const { present, row } = await lockClock(work);
  const businessNow = wish.businessNow ?? new Date(present.getTime() + (wish.forwardSeconds ?? 0) * 1000);
  refusePast(present, businessNow);
  refuseTooFar(businessNow, work.recordedAt.getTime() + FURTHEST_MILLISECONDS, 'Further ahead than any plan reaches');
  const speed = wish.speed ?? row?.speedAfter ?? row?.speed ?? 1;
  await writeClock(work, { businessEpoch: businessNow, speed, advanceTo: null, speedAfter: null });
  work.emit({
    type: 'clock.set',
    subject: { kind: 'organisation', id: work.organisationId },
    data: { businessNow: businessNow.toISOString(), speed },
  });
  return { businessNow, speed, advancingTo: null };
}

/**
 * Lets a sandbox's clock go to a later time so that everything due until then happens at its own: it stands still, and the
 * sandboxes' role moves it from one due thing to the next. Of two wishes the later one counts. Problems as above.
 */
export async function advanceSandboxClock(
  work: Work,
  wish: { readonly to?: Date | undefined; readonly seconds?: number | undefined },
): Promise<ClockState> {
  const { present, row } = await lockClock(work);
  const to = wish.to ?? new Date(present.getTime() + (wish.seconds ?? 0) * 1000);
  refusePast(present, to);
  refuseTooFar(to, present.getTime() + FURTHEST_ADVANCE_MILLISECONDS, 'More than 31 days ahead');
  const advanceTo = row?.advanceTo && row.advanceTo > to ? row.advanceTo : to;
  const speedAfter = row?.speedAfter ?? row?.speed ?? 1;
  await writeClock(work, { businessEpoch: present, speed: 0, advanceTo, speedAfter });
  work.emit({
    type: 'clock.advancing',
    subject: { kind: 'organisation', id: work.organisationId },
    data: { businessNow: present.toISOString(), to: advanceTo.toISOString() },
  });
  return { businessNow: present, speed: 0, advancingTo: advanceTo };
}

async function lockClock(work: Work) {
  const organisation = await getOrganisation(work);
  if (organisation.kind !== 'sandbox') {
    throw new Problem({
      status: 409,
      code: 'clock_is_real',
      title: 'A live organisation’s time cannot be set',
      remedy: 'Use a sandbox organisation.',
    });
  }
  const [row] = await work.db.select().from(businessClocks).for('update');
  const current: BusinessClock = row ?? { realEpoch: work.recordedAt, businessEpoch: work.recordedAt, speed: 1 };
  return { row, present: businessTime(current, work.recordedAt) };
}

async function writeClock(
  { db, organisationId, recordedAt }: Work,
  clock: Pick<typeof businessClocks.$inferSelect, 'businessEpoch' | 'speed' | 'advanceTo' | 'speedAfter'>,
): Promise<void> {
  const next = { realEpoch: recordedAt, ...clock };
  await db
    .insert(businessClocks)
    .values({ organisationId, ...next })
    .onConflictDoUpdate({ target: [businessClocks.organisationId], set: next });
}

function refusePast(present: Date, wanted: Date): void {
  if (wanted >= present) return;
  throw new Problem({
    status: 409,
    code: 'clock_runs_forward',
    title: 'Business time only runs forward',
    detail: `It is ${present.toISOString()} for this organisation.`,
    remedy: 'Choose a later time.',
  });
}

function refuseTooFar(wanted: Date, latest: number, message: string): void {
  if (wanted.getTime() <= latest) return;
  throw new Problem({
    status: 422,
    code: 'clock_too_far',
    title: 'That is further than a sandbox’s clock may be moved',
    fields: [{ field: 'businessNow', code: 'clock_too_far', message }],
  });
}
