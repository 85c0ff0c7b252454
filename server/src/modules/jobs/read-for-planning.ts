import type { ConfirmationState, JobState } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { and, eq, isNotNull } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { Problem, type ReadWork } from '../../platform/index.ts';
import { addresses } from '../customers/schema.ts';
import { holdAt } from './job-hold.ts';
import { jobActions, jobContacts, jobs, jobWindows } from './schema.ts';

export interface Load {
  readonly weightGrams: number;
  readonly volumeLitres: number;
  readonly pieces: number;
}

/** What the optimiser and the board must know of a job. */
export interface JobToPlan {
  readonly id: string;
  readonly code: string;
  readonly state: JobState;
  readonly branchId: string;
  /** The recipient and the town, for labels. */
  readonly name: string;
  readonly addressLine: string;
  readonly postcode: string | null;
  readonly zone: string | null;
  readonly point: LonLat | null;
  /** Absolute; empty = any time of the date. */
  readonly windows: readonly { readonly startsAt: Date; readonly endsAt: Date }[];
  /** At the door, handling of every line included. */
  readonly serviceSeconds: number;
  /** Brought to the customer, by the Location it is loaded at; null = the vehicle's own depot. */
  readonly delivered: readonly { readonly fromLocationId: string | null; readonly load: Load }[];
  /** Taken along from the customer. */
  readonly collected: Load;
  readonly requiredSkills: readonly string[];
  readonly operatorsNeeded: number;
  readonly priority: number;
  readonly readyAt: Date | null;
  readonly settledAt: Date | null;
  readonly heldReason: string | null;
  readonly confirmation: ConfirmationState;
}

const NOTHING: Load = { weightGrams: 0, volumeLitres: 0, pieces: 0 };
const COLLECTS = new Set(['pickup', 'haul_away', 'return']);

/** The jobs named, in whatever state, in the order of their codes. */
export async function readJobsToPlan(work: ReadWork, jobIds: readonly string[]): Promise<JobToPlan[]> {
  if (jobIds.length === 0) return [];
  return inOrderOfCodes(await read(work, [...jobIds]));
}

/** Reads the jobs named as `readJobsToPlan` does; some may be known from before. */
export type ReadJobs = (jobIds: readonly string[]) => Promise<JobToPlan[]>;

/** All of them from the database. */
export const readingJobs =
  (work: ReadWork): ReadJobs =>
  (jobIds) =>
    readJobsToPlan(work, jobIds);

/** The order in which a day has its jobs, however they were read: a day in another order is another day to whoever keeps it. */
export const inOrderOfCodes = (jobs: readonly JobToPlan[]): JobToPlan[] =>
  jobs.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));

/** Every released job of a branch's date that stands on no itinerary. */
export async function newJobIdsOf(work: ReadWork, serviceDate: string, branchId: string): Promise<string[]> {
  const rows = await work.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.serviceDate, serviceDate), eq(jobs.branchId, branchId), eq(jobs.state, 'new')))
    .orderBy(jobs.code);
  return rows.map(({ id }) => id);
}

/** A day has thousands of jobs, and most of what is kept of one is not for the optimiser. */
const JOB = {
  id: jobs.id,
  code: jobs.code,
  state: jobs.state,
  branchId: jobs.branchId,
  serviceSeconds: jobs.serviceSeconds,
  requiredSkills: jobs.requiredSkills,
  operatorsNeeded: jobs.operatorsNeeded,
  priority: jobs.priority,
  settledAt: jobs.settledAt,
  confirmation: jobs.confirmation,
  heldAt: jobs.heldAt,
  holdReason: jobs.holdReason,
  holdUntil: jobs.holdUntil,
};
const ADDRESS = {
  street: addresses.street,
  houseNumber: addresses.houseNumber,
  city: addresses.city,
  postcode: addresses.postcode,
  timeZone: addresses.timeZone,
  lon: addresses.lon,
  lat: addresses.lat,
};
const LINE = {
  jobId: jobActions.jobId,
  kind: jobActions.kind,
  fromLocationId: jobActions.fromLocationId,
  quantity: jobActions.quantity,
  unitWeightGrams: jobActions.unitWeightGrams,
  unitVolumeLitres: jobActions.unitVolumeLitres,
  handleSeconds: jobActions.handleSeconds,
  readyAt: jobActions.readyAt,
};

async function read(work: ReadWork, ids: string[]): Promise<JobToPlan[]> {
  const rows = await work.db
    .select({ job: JOB, address: ADDRESS })
    .from(jobs)
    .innerJoin(addresses, eq(addresses.id, jobs.addressId))
    .where(isAmong(jobs.id, ids));
  const windows = await work.db
    .select({ jobId: jobWindows.jobId, startsAt: jobWindows.startsAt, endsAt: jobWindows.endsAt })
    .from(jobWindows)
    .where(and(isAmong(jobWindows.jobId, ids), isNotNull(jobWindows.startsAt)))
    .orderBy(jobWindows.position);
  const actions = await work.db
    .select(LINE)
    .from(jobActions)
    .where(isAmong(jobActions.jobId, ids))
    .orderBy(jobActions.position);
  const contacts = await work.db
    .select({ jobId: jobContacts.jobId, name: jobContacts.name })
    .from(jobContacts)
    .where(and(isAmong(jobContacts.jobId, ids), eq(jobContacts.role, 'recipient')));
  const windowsOf = Map.groupBy(windows, ({ jobId }) => jobId);
  const actionsOf = Map.groupBy(actions, ({ jobId }) => jobId);
  const contactOf = new Map(contacts.map((contact) => [contact.jobId, contact]));
  return rows.map(({ job, address }) => {
    const lines = actionsOf.get(job.id) ?? [];
    return {
      id: job.id,
      code: job.code,
      state: job.state,
      branchId: job.branchId,
      name: contactOf.get(job.id)?.name ?? job.code,
      addressLine: [[address.street, address.houseNumber].filter(Boolean).join(' '), address.city]
        .filter(Boolean)
        .join(', '),
      postcode: address.postcode,
      zone: address.timeZone,
      point: address.lon !== null && address.lat !== null ? { lon: address.lon, lat: address.lat } : null,
      windows: (windowsOf.get(job.id) ?? []).map(({ startsAt, endsAt }) => ({ startsAt: startsAt!, endsAt: endsAt! })),
      serviceSeconds: job.serviceSeconds + lines.reduce((sum, line) => sum + line.handleSeconds * line.quantity, 0),
      ...loadsOfLines(lines),
      requiredSkills: job.requiredSkills,
      operatorsNeeded: job.operatorsNeeded,
      priority: job.priority,
      readyAt: latest(lines.map(({ readyAt }) => readyAt)),
      settledAt: job.settledAt,
      heldReason: holdAt(job, work.now)?.reason ?? null,
      confirmation: job.confirmation,
    };
  });
}

/** What is brought and taken along of lines that are on no job yet. */
export function loadsOfLines(
  lines: readonly (Line & { readonly kind: string; readonly fromLocationId?: string | null | undefined })[],
): Pick<JobToPlan, 'delivered' | 'collected'> {
  const brought = Map.groupBy(
    lines.filter(({ kind }) => kind === 'delivery' || kind === 'installation'),
    ({ fromLocationId }) => fromLocationId ?? null,
  );
  return {
    delivered: [...brought].map(([fromLocationId, own]) => ({ fromLocationId, load: loadOf(own) })),
    collected: loadOf(lines.filter(({ kind }) => COLLECTS.has(kind))),
  };
}

type Line = Pick<typeof jobActions.$inferSelect, 'quantity' | 'unitWeightGrams' | 'unitVolumeLitres'>;

function loadOf(lines: readonly Line[]): Load {
  return lines.reduce(
    (sum, line) => ({
      weightGrams: sum.weightGrams + line.unitWeightGrams * line.quantity,
      volumeLitres: sum.volumeLitres + line.unitVolumeLitres * line.quantity,
      pieces: sum.pieces + line.quantity,
    }),
    NOTHING,
  );
}

function latest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : new Date(Math.max(...known.map(Number)));
}

/** The address that a job goes to. */
export async function addressOfJob(work: ReadWork, jobId: string): Promise<string> {
  const [row] = await work.db.select({ addressId: jobs.addressId }).from(jobs).where(eq(jobs.id, jobId));
  if (!row) throw new Problem({ status: 404, code: 'job_unknown', title: 'There is no such job' });
  return row.addressId;
}
