import { createHash } from 'node:crypto';
import type { PlannedRoute } from '@roundsman/api-contract';
import { policiesOf, type SlotAsker, type SlotDateClosure, slotDateClosure } from '@roundsman/delivery-rules';
import { and, eq, gt, or } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { type BranchRow, getOrganisation, isClosedDay, resolveBranch } from '../accounts/index.ts';
import { listVehicles } from '../fleet/index.ts';
import { listItineraries, routeOfItinerary } from '../itineraries/index.ts';
import { type JobToPlan, readNewJobsOf } from '../jobs/index.ts';
import { jobs } from '../jobs/schema.ts';
import { type DaySnapshot, readDay } from '../plans/index.ts';
import { slotHolds } from './schema.ts';

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
  const fleet = (await listVehicles(work)).filter(({ active, branchId }) => active && branchId === branch.id);
  const itineraries = (await listItineraries(work, serviceDate)).filter(({ state }) => state !== 'cancelled');
  // A crew that was dispatched has loaded, or is about to: what it takes besides is a dispatcher's decision, not an offer.
  const out = new Set(itineraries.filter(({ state }) => state !== 'draft').map(({ vehicleId }) => vehicleId));
  const taking = fleet.filter(({ id }) => !out.has(id));
  const drafts = itineraries.filter(
    ({ state, vehicleId }) => state === 'draft' && taking.some(({ id }) => id === vehicleId),
  );
  const placed = drafts.flatMap(({ stops }) =>
    stops.flatMap(({ kind, jobId }) => (kind === 'job' ? (jobId ?? []) : [])),
  );
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
          exceptVehicleIds: [...out].filter((id) => id !== null),
          draftedJobIds: placed.filter((id) => id !== visit?.id),
          visits,
          evenEmpty: true,
        })
      : null;
  const day = snapshot && fromNowOn(snapshot, work.now, policies.slotLeadSeconds);
  const facts = [day, drafts.map(({ id, revision }) => [id, revision])];
  return {
    serviceDate,
    branch,
    closed: none,
    now: work.now,
    day,
    drafts: drafts.flatMap((itinerary) => routeOfItinerary(itinerary) ?? []),
    vehicles: { total: fleet.length, taking: taking.length },
    visits: { placed: placed.length, waiting: waiting.length, held: held.length },
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

/** Nobody drives in the past: shifts begin when somebody could still set off. */
function fromNowOn(day: DaySnapshot, now: Date, leadSeconds: number): DaySnapshot {
  const soonest = Math.ceil(now.getTime() / 1000) + leadSeconds;
  if (day.vehicles.every(({ shifts }) => shifts.every(({ from }) => from >= soonest))) return day;
  // To the minute, so that the moment of asking alone makes no other day of it.
  const from = Math.ceil(soonest / 60) * 60;
  return {
    ...day,
    vehicles: day.vehicles.map((vehicle) => ({
      ...vehicle,
      shifts: vehicle.shifts.map((shift) => ({ from: Math.min(Math.max(shift.from, from), shift.to), to: shift.to })),
      breaks: vehicle.breaks.filter(({ earliest }) => earliest >= from),
    })),
  };
}
