import { policiesOf, type SlotDateClosure, slotDateClosure } from '@roundsman/delivery-rules';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { type BranchRow, getOrganisation, resolveBranch } from '../accounts/index.ts';
import { type DayReading, type KeptDays, keptDays, whereGoodsLie } from '../itineraries/index.ts';
import { type JobToPlan, readPlanningLinks } from '../jobs/index.ts';
import { jobs } from '../jobs/schema.ts';
import {
  type DaySnapshot,
  type FingerprintedDay,
  fingerprintDay,
  type SnapshotVehicle,
  snapshotVisit,
  type VisitOfDay,
  visitOfDay,
} from '../plans/index.ts';
import { readSlotDay, type SlotDay, type SlotDayChoice } from './read-slot-day.ts';
import { minuteOf } from './slot-crews.ts';

/** A date that a visit is held against. */
export interface AskedDay {
  readonly serviceDate: string;
  readonly branch: BranchRow;
  readonly closed: SlotDateClosure | null;
  readonly now: Date;
  /** The day without the visit, for the thread that keeps it open. Null: nothing of it is offered. */
  readonly opened: FingerprintedDay | null;
  /** Null: a job that it follows will not be done, or nobody knows when. */
  readonly visit: VisitOfDay | null;
}

/** What is kept of a date between questions: the same for whatever visit hangs together with none of its jobs. */
interface DateWithoutVisit {
  readonly closed: SlotDateClosure | null;
  readonly taking: SlotDay['taking'];
  readonly opened: FingerprintedDay | null;
  /** Crews are out: who has left already decides where goods of the visit come from. */
  readonly running: DaySnapshot | null;
  /** Whoever is among them is asked about as if it were not there. */
  readonly jobIds: ReadonlySet<string>;
}

type Choice = SlotDayChoice & { readonly visit: JobToPlan };

/** Dates for a visit, most of each as it was read for an earlier question when nothing has changed since. Problem 422 `branch_unknown`. */
export async function readAskedDays(
  work: ReadWork,
  choice: Omit<Choice, 'serviceDate'>,
  dates: readonly string[],
): Promise<AskedDay[]> {
  const kept = await keptDays(work);
  const branch = await resolveBranch(work, choice.branchId);
  const linked = (await readPlanningLinks(work, [choice.visit.id])).length > 0;
  const found: AskedDay[] = [];
  for (const serviceDate of dates) {
    const wish = { ...choice, serviceDate };
    found.push(linked ? await readWhole(work, kept, wish) : await readKept(work, kept, branch, wish));
  }
  return found;
}

/** A date read with the visit among its jobs. */
export function askedDay(slotDay: SlotDay, visitId: string): AskedDay {
  const { serviceDate, branch, closed, now, day, drafts, running } = slotDay;
  if (closed !== null || day === null) return { serviceDate, branch, closed, now, opened: null, visit: null };
  const { visit, ...opened } = fingerprintDay({ day, drafts, running, asItStands: false }, visitId);
  return { serviceDate, branch, closed, now, opened, visit };
}

const readWhole = async (work: ReadWork, kept: KeptDays, choice: Choice) =>
  askedDay(await readSlotDay(work, kept, choice), choice.visit.id);

async function readKept(work: ReadWork, kept: KeptDays, branch: BranchRow, choice: Choice): Promise<AskedDay> {
  const { serviceDate, visit, asker, exceptHoldId } = choice;
  const shut = slotDateClosure(work.now, serviceDate, { ...branch, zone: branch.timeZone }, asker);
  const without = { serviceDate, branch, closed: shut, now: work.now, opened: null, visit: null };
  if (shut) return without;
  const name = ['slots', branch.id, serviceDate, exceptHoldId ?? ''].join(' ');
  const date = await kept.reading(name, () => readWithoutVisit(work, kept, { ...choice, visit: null }));
  if (date.jobIds.has(visit.id)) return readWhole(work, kept, choice);
  if (date.closed || !date.opened) return { ...without, closed: date.closed };
  const job = snapshotVisit(visit, date.taking);
  const goods =
    date.running && job.delivered.pieces > 0 ? whereGoodsLie(visit, date.running.vehicles, date.taking) : {};
  return { ...without, opened: date.opened, visit: visitOfDay({ ...job, ...goods }, kept.pace.areaFactors) };
}

async function readWithoutVisit(
  work: ReadWork,
  kept: KeptDays,
  choice: SlotDayChoice & { readonly visit: null },
): Promise<DayReading<DateWithoutVisit>> {
  const slotDay = await readSlotDay(work, kept, choice);
  const { serviceDate, closed, day, drafts, running, taking } = slotDay;
  const told = [...(day?.jobs ?? []), ...(day?.notReady ?? []).map(({ jobId }) => ({ id: jobId }))].map(({ id }) => id);
  const links = await readPlanningLinks(work, told);
  const stops = [...drafts, ...running].flatMap((route) => route.stops.flatMap(({ jobId }) => jobId ?? []));
  const jobIds = new Set([
    ...told,
    ...stops,
    ...slotDay.heldJobIds,
    ...links.flatMap(({ fromJobId, toJobId }) => [fromJobId, toJobId]),
  ]);
  const { opened } = askedDay(slotDay, '');
  return {
    value: { closed, taking, opened, running: running.length > 0 ? day : null, jobIds },
    ...{ serviceDate, jobIds, itineraryIds: slotDay.itineraryIds },
    goodUntil: await nextTurn(work, slotDay),
  };
}

/** When the date becomes another one by itself: a hold runs out, a window is over, the next vehicle should have set off, crews who are out stand elsewhere. */
async function nextTurn(work: ReadWork, { day, now, holdsEnd, running }: SlotDay): Promise<Date | null> {
  const lead = policiesOf((await getOrganisation(work)).policies).slotLeadSeconds;
  const held = day?.notReady.filter(({ reason }) => reason === 'held').map(({ jobId }) => jobId) ?? [];
  const heldBack =
    held.length === 0 ? [] : await work.db.select({ until: jobs.holdUntil }).from(jobs).where(isAmong(jobs.id, held));
  const turns = [
    ...(running.length > 0 ? [new Date(minuteOf(now))] : []),
    ...(holdsEnd ? [holdsEnd] : []),
    ...heldBack.flatMap(({ until }) => until ?? []),
    ...(day?.jobs ?? []).flatMap(({ windows }) =>
      windows.length > 0 ? [new Date(Math.max(...windows.map(({ to }) => to)) * 1000)] : [],
    ),
    ...(day?.vehicles ?? []).flatMap(({ shifts }) => shifts.map((shift) => setOff(shift, lead))),
  ];
  const ahead = turns.filter((turn) => turn >= now).map(Number);
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}

const setOff = ({ from }: SnapshotVehicle['shifts'][number], leadSeconds: number) =>
  new Date((from - leadSeconds) * 1000);
