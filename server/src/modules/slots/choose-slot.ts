import type { SlotDate } from '@roundsman/api-contract';
import { addDays, serviceDateAt, slotDateClosure } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import { type Database, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { resolveBranch } from '../accounts/index.ts';
import { itineraryOfJob, prepareCancel } from '../itineraries/index.ts';
import { confirmJob, presentJob } from '../jobs/index.ts';
import { bookSlot, type PreparedBooking } from './book-slot.ts';
import { holdSlot, type PreparedHold, prepareHold } from './hold-slot.ts';
import { type LocalSlot, offerSlots } from './offer-slots.ts';

/** A customer looks a week ahead: what lies further is a matter for a telephone. */
const DATES_AHEAD = 7;

export interface CustomerSlotWish extends LocalSlot {
  readonly serviceDate: string;
}

/** Whether the customer may still have another time; null when they may, else why not. */
export async function whyNoChange(work: ReadWork, jobId: string): Promise<string | null> {
  const job = await presentJob(work, jobId);
  if (!['new', 'scheduled', 'dispatched'].includes(job.state) || job.serviceDate === null)
    return 'This delivery has no time that could be changed.';
  if (!job.address.point) return 'Where the delivery goes is not known well enough yet.';
  const branch = await resolveBranch(work, job.branchId);
  const closed = slotDateClosure(work.now, job.serviceDate, { ...branch, zone: branch.timeZone }, 'customer');
  if (closed) return 'It is too late to change the time of this delivery.';
  const itinerary = await itineraryOfJob(work, jobId);
  return itinerary !== null && itinerary !== 'draft' && itinerary !== 'dispatched'
    ? 'The crew has loaded this delivery already.'
    : null;
}

/** Other times that a customer may have, a week ahead. Nothing at all once it is too late for a change. */
export async function offerToCustomer(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search' | 'geocoder'>,
  organisationId: string,
  jobId: string,
): Promise<{ readonly why: string | null; readonly rows: SlotDate[] }> {
  const { why, from, branchId } = await database.read(organisationId, async (work) => {
    const { zone, branchId: of } = await presentJob(work, jobId);
    return { why: await whyNoChange(work, jobId), from: serviceDateAt(work.now, zone), branchId: of };
  });
  if (why !== null) return { why, rows: [] };
  const wish = { ...customerWish(jobId, branchId), from, to: addDays(from, DATES_AHEAD), windows: undefined };
  return { why: null, rows: await offerSlots(database, roads, organisationId, wish) };
}

export interface PreparedChoice {
  readonly hold: PreparedHold;
  readonly booking: PreparedBooking;
}

/** Problems: 409 `too_late`, those of holding a slot. */
export async function prepareCustomerSlot(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search' | 'geocoder'>,
  organisationId: string,
  jobId: string,
  slot: CustomerSlotWish,
): Promise<PreparedChoice> {
  const branchId = await database.read(organisationId, async (work) => {
    await refuseTooLate(work, jobId);
    return (await presentJob(work, jobId)).branchId;
  });
  const { serviceDate, from, to } = slot;
  const wish = { ...customerWish(jobId, branchId), serviceDate, from, to, holdSeconds: undefined };
  return {
    hold: await prepareHold(database, roads, organisationId, wish),
    booking: { jobId, left: await prepareCancel(database, roads, organisationId, jobId) },
  };
}

/** Holds and books in one: the customer has the time, or hears why not. Whoever chose a time has confirmed it. */
export async function takeCustomerSlot(work: Work, jobId: string, { hold, booking }: PreparedChoice): Promise<void> {
  await refuseTooLate(work, jobId);
  const { id } = await holdSlot(work, hold);
  await bookSlot(work, id, booking, { origin: 'manual', merchantId: null });
  await confirmJob(work, jobId);
}

const customerWish = (jobId: string, branchId: string) => ({
  jobId,
  visit: undefined,
  merchantId: null,
  branchId,
  asker: 'customer' as const,
});

async function refuseTooLate(work: ReadWork, jobId: string): Promise<void> {
  const why = await whyNoChange(work, jobId);
  if (why !== null) throw new Problem({ status: 409, code: 'too_late', title: 'It is too late for that', detail: why });
}
