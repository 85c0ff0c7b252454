import { createHash } from 'node:crypto';
import type { PlannedRoute, Vehicle } from '@roundsman/api-contract';
import { policiesOf, type SlotAsker, type SlotDateClosure, slotDateClosure } from '@roundsman/delivery-rules';
import { and, eq, gt, or } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { type BranchRow, getOrganisation, isClosedDay, resolveBranch } from '../accounts/index.ts';
import { begunStops, type KeptDays, openJobs, plannedEndsOf, routeOfItinerary } from '../itineraries/index.ts';
import { type JobToPlan, newJobIdsOf, readPlanningLinks } from '../jobs/index.ts';
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
  /** The visit asked about is its last job, or not ready because of a job that it follows; null when the date is closed. */
  readonly day: DaySnapshot | null;
  readonly drafts: readonly PlannedRoute[];
  /** Of crews who are dispatched: what they have before them keeps its order. */
  readonly running: readonly PlannedRoute[];
  readonly vehicles: { readonly total: number; readonly taking: number };
  readonly taking: readonly Vehicle[];
  readonly visits: { readonly placed: number; readonly waiting: number; readonly held: number };
  /** Jobs for which something is held, and when the first hold runs out. */
  readonly heldJobIds: readonly string[];
  readonly holdsEnd: Date | null;
  /** Every itinerary of the date. */
  readonly itineraryIds: ReadonlySet<string>;
  /** Equal as long as nothing has changed that an offer was made from. Whoever only offers does not pay for it. */
  fingerprint(): string;
}

/** Reads the date. Problem 422 `branch_unknown`. */
export async function readSlotDay(
  work: ReadWork,
  kept: Pick<KeptDays, 'jobs' | 'itineraries'>,
  choice: SlotDayChoice,
): Promise<SlotDay> {
  const { serviceDate, visit } = choice;
  const branch = await resolveBranch(work, choice.branchId);
  const policies = policiesOf((await getOrganisation(work)).policies);
  const crews = await readSlotCrews(work, branch, serviceDate, kept);
  const { taking, drafts, running } = crews;
  const isAskedAbout = (jobId: string | null) => jobId !== null && jobId === visit?.id;
  const drafted = jobsOf(drafts.flatMap(({ stops }) => stops)).filter((id) => !isAskedAbout(id));
  const ahead = running.map((itinerary) => ({
    vehicleId: itinerary.vehicleId!,
    jobIds: openJobs(itinerary).filter((id) => !isAskedAbout(id)),
  }));
  const waiting = (await newJobIdsOf(work, serviceDate, branch.id)).filter((id) => !isAskedAbout(id));
  const holds = (await holdsOf(work, serviceDate, branch)).filter(
    ({ id, jobId }) => id !== choice.exceptHoldId && !isAskedAbout(jobId),
  );
  const held = holds.map((hold) => visitOfHold(hold, branch));
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
          endsElsewhere: visit ? await endsOfLeaders(work, visit.id) : new Map(),
          evenEmpty: true,
          readJobs: kept.jobs,
        })
      : null;
  const lead = policies.slotLeadSeconds;
  const asPlanned = snapshot && fromNowOn(snapshot, work.now, lead);
  const facts = () =>
    JSON.stringify([
      asPlanned,
      [...drafts, ...running].map((one) => [one.id, one.revision, one.state, begunStops(one)]),
    ]);
  const day =
    snapshot && running.length > 0
      ? await goingOn(work, snapshot, running, { visits, leadSeconds: lead, readJobs: kept.jobs })
      : asPlanned;
  return {
    serviceDate,
    branch,
    closed: none,
    now: work.now,
    day,
    drafts: drafts.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []),
    running: running.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []),
    vehicles: { total: crews.total, taking: taking.length },
    taking,
    visits: {
      placed: drafted.length + ahead.reduce((sum, { jobIds }) => sum + jobIds.length, 0),
      waiting: waiting.length,
      held: held.length,
    },
    heldJobIds: holds.flatMap(({ jobId }) => jobId ?? []),
    holdsEnd: holds.reduce<Date | null>(
      (soonest, { state, expiresAt }) =>
        state === 'held' && (soonest === null || expiresAt < soonest) ? expiresAt : soonest,
      null,
    ),
    itineraryIds: crews.itineraryIds,
    fingerprint: () => createHash('sha256').update(facts()).digest('base64url'),
  };
}

/** When those that a visit follows will be over. */
async function endsOfLeaders(work: ReadWork, visitId: string): Promise<Map<string, number>> {
  const links = await readPlanningLinks(work, [visitId]);
  return plannedEndsOf(
    work,
    links.flatMap(({ kind, fromJobId, toJobId }) => (kind === 'follows' && fromJobId === visitId ? [toJobId] : [])),
  );
}

/** What is held, and what is booked and still waits in staging: released jobs speak for themselves. */
async function holdsOf(work: ReadWork, serviceDate: string, branch: BranchRow): Promise<HoldRow[]> {
  const rows = await work.db
    .select({ hold: slotHolds })
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
  return rows.map(({ hold }) => hold);
}

type HoldRow = typeof slotHolds.$inferSelect;

const visitOfHold = (hold: HoldRow, branch: BranchRow): JobToPlan => ({
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
});
