import type { Job, JobInput, SlotHold } from '@roundsman/api-contract';
import type { Geocoder, Roads } from '@roundsman/road-network';
import { greatCircleMeters } from '@roundsman/units';
import { eq } from 'drizzle-orm';
import { type Database, Problem, type Work } from '../../platform/index.ts';
import { moveOnDay, type PreparedCancel, prepareCancel } from '../itineraries/index.ts';
import {
  createJob,
  type JobSource,
  makePromises,
  type PreparedJob,
  prepareJob,
  presentJob,
  updateJob,
} from '../jobs/index.ts';
import { findHold, type HoldRow, holdOver, keptOf, lockHold, presentHold } from './hold-slot.ts';
import { readJobAsked } from './read-visit.ts';
import { slotHolds, type VisitKept } from './schema.ts';

export interface BookWish {
  readonly jobId: string | undefined;
  readonly job: Omit<JobInput, 'serviceDate' | 'windows'> | undefined;
}

/** What a booking needs: a new job looked up, or the route priced that an existing one leaves. */
export type PreparedBooking =
  | { readonly newJob: PreparedJob }
  | { readonly jobId: string; readonly left: PreparedCancel };

/** How far a booked job may lie from the visit that the slot was held for. */
const SAME_PLACE_METERS = 1000;

/** Looks up what a booking needs, outside of any transaction. Problems: 404 `hold_unknown`, 422 `job_missing`. */
export async function prepareBooking(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'> & { readonly geocoder: Geocoder },
  organisationId: string,
  holdId: string,
  wish: BookWish,
  merchantId: string | null,
): Promise<PreparedBooking> {
  const hold = await database.read(organisationId, (work) => findHold(work, holdId, merchantId));
  if (wish.job && wish.jobId === undefined && hold.jobId === null) {
    const { serviceDate, fromTime, toTime } = hold;
    const input: JobInput = { ...wish.job, serviceDate, windows: [{ from: fromTime, to: toTime }] };
    const own = { merchantId: hold.merchantId };
    return { newJob: await prepareJob(roads.geocoder, { ...input, ...own }) };
  }
  const jobId = hold.jobId ?? wish.jobId;
  if (jobId === undefined || wish.job || (wish.jobId !== undefined && wish.jobId !== jobId)) throw jobMissing();
  await database.read(organisationId, (work) => readJobAsked(work, jobId, merchantId));
  return { jobId, left: await prepareCancel(database, roads, organisationId, jobId) };
}

/**
 * Makes the slot the job's date and window, and its promise. Problems: 404 `hold_unknown`, 409 `hold_expired`,
 * `hold_over`, `itinerary_is_out`, 422 `larger_than_held`, and those of creating or changing a job.
 */
export async function bookSlot(
  work: Work,
  holdId: string,
  prepared: PreparedBooking,
  source: JobSource,
): Promise<{ hold: SlotHold; job: Job }> {
  const hold = await lockHold(work, holdId, source.merchantId);
  if (hold.state !== 'held') throw holdOver(`It is ${hold.state}.`);
  if (hold.expiresAt <= work.now)
    throw new Problem({
      status: 409,
      code: 'hold_expired',
      title: 'The hold has expired and its room was given back',
      remedy: 'Ask for slots again.',
    });
  const jobId =
    'newJob' in prepared ? (await createJob(work, prepared.newJob, source)).id : await moveToSlot(work, hold, prepared);
  const { toPlan } = await readJobAsked(work, jobId, source.merchantId);
  refuseLarger(hold.visit, keptOf(toPlan));
  await makePromises(work, [
    { jobId, startsAt: hold.startsAt, endsAt: hold.endsAt, timeZone: toPlan.zone ?? 'UTC', why: 'booked' },
  ]);
  const [booked] = await work.db
    .update(slotHolds)
    .set({ state: 'booked', jobId, settledAt: work.recordedAt })
    .where(eq(slotHolds.id, holdId))
    .returning();
  work.emit({
    type: 'slot.booked',
    subject: { kind: 'slot', id: holdId },
    data: { jobId, serviceDate: hold.serviceDate, from: hold.fromTime, to: hold.toTime },
  });
  return { hold: presentHold(booked!, work.now), job: await presentJob(work, jobId, source.merchantId) };
}

/** Takes the job off where it stands and gives it the slot's date and window. */
async function moveToSlot(
  work: Work,
  hold: HoldRow,
  { jobId, left }: Extract<PreparedBooking, { jobId: string }>,
): Promise<string> {
  const job = await presentJob(work, jobId);
  if (left.takenOff) await moveOnDay(work, left.takenOff);
  else if (job.state === 'scheduled' || job.state === 'dispatched')
    throw new Problem({ status: 409, code: 'job_under_way', title: `The crew is on its way to ${job.code}` });
  const windows = [{ from: hold.fromTime, to: hold.toTime }];
  await updateJob(
    work,
    jobId,
    { patch: { serviceDate: hold.serviceDate, windows }, whereabouts: null },
    hold.merchantId,
  );
  return jobId;
}

/** A slot is room for what was asked about, where it was asked for. */
function refuseLarger(held: VisitKept, booked: VisitKept): void {
  const total = ({ delivered, collected }: VisitKept, pick: (load: VisitKept['collected']) => number) =>
    Math.max(
      delivered.reduce((sum, { load }) => sum + pick(load), 0),
      pick(collected),
    );
  const grows = (pick: (load: VisitKept['collected']) => number) => total(booked, pick) > total(held, pick);
  const larger = [
    grows(({ weightGrams }) => weightGrams) && 'weight',
    grows(({ volumeLitres }) => volumeLitres) && 'volume',
    grows(({ pieces }) => pieces) && 'pieces',
    booked.serviceSeconds > held.serviceSeconds && 'time at the door',
    booked.operatorsNeeded > held.operatorsNeeded && 'operators',
    booked.requiredSkills.some((skill) => !held.requiredSkills.includes(skill)) && 'skills',
    greatCircleMeters(booked.point, held.point) > SAME_PLACE_METERS && 'place',
  ].filter((each) => each !== false);
  if (larger.length === 0) return;
  throw new Problem({
    status: 422,
    code: 'larger_than_held',
    title: 'The slot was held for another visit than this',
    detail: `Differs in: ${larger.join(', ')}.`,
    remedy: 'Hold a slot for the visit as it is, then book it.',
    extra: { differs: larger },
  });
}

function jobMissing(): Problem {
  const title = 'Say which job the slot is for';
  const remedy = 'Send `job` for a new one or `jobId`; a hold made for a job takes neither, or the same `jobId`.';
  const fields = ['job', 'jobId'].map((field) => ({ field, code: 'job_missing', message: title, remedy }));
  return new Problem({ status: 422, code: 'job_missing', title, remedy, fields });
}
