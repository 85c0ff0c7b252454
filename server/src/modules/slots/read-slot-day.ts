import { createHash } from 'node:crypto';
import type { PlannedRoute } from '@roundsman/api-contract';
import { policiesOf, type SlotAsker, type SlotDateClosure, slotDateClosure } from '@roundsman/delivery-rules';
import { and, eq, gt, or } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { type BranchRow, getOrganisation, isClosedDay, resolveBranch } from '../accounts/index.ts';
import { begunStops, openJobs, routeOfItinerary } from '../itineraries/index.ts';
import { type JobToPlan, readNewJobsOf } from '../jobs/index.ts';
import { jobs } from '../jobs/schema.ts';
import { type DaySnapshot, readDay } from '../plans/index.ts';
import { slotHolds } from './schema.ts';
import { fromNowOn, goingOn, jobsOf, readSlotCrews } from './slot-crews.ts';

export interface SlotDayChoice {
  readonly serviceDate: string;
  readonly branchId: string | undefined;
  readonly asker: SlotAsker;
  /** What is asked about; null: how much is left of the date as such. */
  readonly visit: JobToPlan | null;
  /** The hold that is asked about itself, so that it does not stand in its own way. */
  readonly exceptHoldId?: string;
}

/** A date as slots see it: what it holds already, and the vehicles that still take something. */
export interface SlotDay {
  readonly serviceDate: string;
  readonly branch: BranchRow;
  readonly closed: SlotDateClosure | null;
  readonly now: Date;
  /** The visit asked about is its last job; null when the date is closed. */
  readonly day: DaySnapshot | null;
  readonly drafts: readonly PlannedRoute[];
  /** Of crews who are dispatched: what they have before them keeps its order. */
  readonly running: readonly PlannedRoute[];
  readonly vehicles: { readonly total: number; readonly taking: number };
  readonly visits: { readonly placed: number; readonly waiting: number; readonly held: number };
  /** Equal as long as nothing has changed that an offer was made from. */
  readonly fingerprint: string;
}

/** Reads the date. Problem 422 `branch_unknown`. */
export async function readSlotDay(work: ReadWork, choice: SlotDayChoice): Promise<SlotDay> {
  const { serviceDate, visit } = choice;
  const branch = await resolveBranch(work, choice.branchId);
  const policies = policiesOf((await getOrganisation(work)).policies);
  const crews = await readSlotCrews(work, branch, serviceDate);
  const { taking, drafts, running } = crews;
  const drafted = jobsOf(drafts.flatMap(({ stops }) => stops)).filter((id) => id !== visit?.id);
  const ahead = running.map((itinerary) => ({
    vehicleId: itinerary.vehicleId!,
    jobIds: openJobs(itinerary).filter((id) => id !== visit?.id),
  }));
  const waiting = (await readNewJobsOf(work, serviceDate)).filter(({ id }) => id !== visit?.id);
  const held = await visitsHeld(work, serviceDate, branch, choice);
  const closed = slotDateClosure(work.now, serviceDate, { ...branch, zone: branch.timeZone }, choice.asker);
  const shut = closed ?? ((await isClosedDay(work, branch.id, serviceDate)) ? 'branch_closed' : null);
  const none = shut ?? (taking.length === 0 ? 'no_vehicle' : null);
  const visits = [...held, ...(visit ? [visit] : [])];
  const snapshot =
    none === null
      ? await readDay(work, {
          serviceDate,
          branchId: branch.id,
          vehicleIds: taking.map(({ id }) => id),
          draftedJobIds: drafted,
          lockedStarts: ahead,
          visits,
          evenEmpty: true,
        })
      : null;
  const lead = policies.slotLeadSeconds;
  const asPlanned = snapshot && fromNowOn(snapshot, work.now, lead);
  const facts = [asPlanned, [...drafts, ...running].map((one) => [one.id, one.revision, one.state, begunStops(one)])];
  const day = snapshot && running.length > 0 ? await goingOn(work, snapshot, running, visits, lead) : asPlanned;
  return {
    serviceDate,
    branch,
    closed: none,
    now: work.now,
    day,
    drafts: drafts.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []),
    running: running.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []),
    vehicles: { total: crews.total, taking: taking.length },
    visits: {
      placed: drafted.length + ahead.reduce((sum, { jobIds }) => sum + jobIds.length, 0),
      waiting: waiting.length,
      held: held.length,
    },
    fingerprint: createHash('sha256').update(JSON.stringify(facts)).digest('base64url'),
  };
}

/** What others hold, and what is booked and still waits in staging: released jobs speak for themselves. */
async function visitsHeld(
  work: ReadWork,
  serviceDate: string,
  branch: BranchRow,
  { visit, exceptHoldId }: SlotDayChoice,
): Promise<JobToPlan[]> {
  const rows = await work.db
    .select({ hold: slotHolds, jobState: jobs.state })
    .from(slotHolds)
    .leftJoin(jobs, eq(jobs.id, slotHolds.jobId))
    .where(
      and(
        eq(slotHolds.serviceDate, serviceDate),
        eq(slotHolds.branchId, branch.id),
        or(
          and(eq(slotHolds.state, 'held'), gt(slotHolds.expiresAt, work.now)),
          and(eq(slotHolds.state, 'booked'), eq(jobs.state, 'staging'), eq(jobs.serviceDate, serviceDate)),
        ),
      ),
    )
    .orderBy(slotHolds.id);
  return rows
    .filter(({ hold }) => hold.id !== exceptHoldId && (visit === null || hold.jobId !== visit.id))
    .map(({ hold }) => ({
      id: hold.id,
      code: '',
      state: 'new',
      branchId: branch.id,
      name: '',
      addressLine: '',
      zone: branch.timeZone,
      windows: [{ startsAt: hold.startsAt, endsAt: hold.endsAt }],
      readyAt: null,
      settledAt: null,
      heldReason: null,
      confirmation: 'not_asked',
      ...hold.visit,
      postcode: hold.visit.postcode ?? null,
    }));
}
