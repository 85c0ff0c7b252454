import {
  type Capacity,
  type ExistingJob,
  type Fault,
  isSuspectedDuplicate,
  type ServiceDate,
  type StagedJob,
  serviceDateAt,
  stagingFaults,
  weekdayOf,
} from '@roundsman/delivery-rules';
import { and, gte, inArray, ne, or, sql } from 'drizzle-orm';
import { askTogether, keepStatement } from '../../../platform/database/index.ts';
import type { ReadWork } from '../../../platform/index.ts';
import { type BranchRow, listBranches } from '../../accounts/index.ts';
import { branchCalendarDays, branchHours } from '../../accounts/schema.ts';
import { readFleetLimits } from '../../fleet/index.ts';
import { jobs } from '../schema.ts';

export interface JobToCheck {
  readonly id: string;
  readonly code: string;
  readonly branchId: string;
  readonly staged: StagedJob;
}

/** What the house knows that bears on staged jobs: read once for many of them. */
export class StagingKnowledge {
  readonly #now: Date;
  readonly #fleet: FleetKnowledge;
  readonly #branches: ReadonlyMap<string, BranchKnowledge>;
  readonly #byMark = new Map<string, ExistingJob[]>();

  constructor(
    now: Date,
    fleet: FleetKnowledge,
    branches: ReadonlyMap<string, BranchKnowledge>,
    existing: readonly MarkedJob[],
  ) {
    this.#now = now;
    this.#fleet = fleet;
    this.#branches = branches;
    for (const job of existing) this.#add(job);
  }

  faultsOf(job: JobToCheck): Fault[] {
    const { today, isOpen } = this.#branches.get(job.branchId)!;
    return stagingFaults(job.staged, {
      now: this.#now,
      today,
      isOpen,
      ...this.#fleet,
      existing: this.#likeIt(job),
    });
  }

  /** The job that holds its reference already. */
  holderOfReference({ id, staged }: JobToCheck): ExistingJob | undefined {
    if (staged.referenceId === null) return undefined;
    return this.#byMark.get(referenceMark(staged.merchantId, staged.referenceId))?.find((other) => other.id !== id);
  }

  /** The job that its faults of identity speak of: the holder of its reference, else its twin. */
  twinOf(job: JobToCheck): ExistingJob | undefined {
    const { duplicateKey: key } = job.staged;
    return (
      this.holderOfReference(job) ??
      this.#likeIt(job).find((other) => isSuspectedDuplicate({ ...job.staged, key }, other))
    );
  }

  /** A job of the same unit: those after it are compared with it too. */
  remember({ id, code, staged }: JobToCheck): void {
    const { merchantId, referenceId, duplicateAllowed, retryOf, duplicateKey } = staged;
    this.#add({ id, code, merchantId, referenceId, duplicateAllowed, retryOf, key: duplicateKey, isCancelled: false });
  }

  #likeIt({ id, staged }: JobToCheck): ExistingJob[] {
    const marks = [keyMark(staged.duplicateKey)];
    if (staged.referenceId !== null) marks.push(referenceMark(staged.merchantId, staged.referenceId));
    return marks.flatMap((mark) => this.#byMark.get(mark) ?? []).filter((other) => other.id !== id);
  }

  #add(job: MarkedJob): void {
    // A cancelled job is nobody's twin any more, but its reference stays its own.
    const marks = job.isCancelled ? [] : [keyMark(job.key)];
    if (job.referenceId !== null) marks.push(referenceMark(job.merchantId, job.referenceId));
    for (const mark of marks) {
      const others = this.#byMark.get(mark);
      if (others) others.push(job);
      else this.#byMark.set(mark, [job]);
    }
  }
}

interface MarkedJob extends ExistingJob {
  readonly merchantId: string;
  readonly isCancelled: boolean;
}

interface FleetKnowledge {
  readonly knownSkills: ReadonlySet<string>;
  readonly largestCapacity: Capacity | null;
  readonly mostOperators: number | null;
}

interface BranchKnowledge {
  readonly today: ServiceDate;
  readonly isOpen: (date: string) => boolean;
}

const keyMark = (key: string) => `key ${key}`;
const referenceMark = (merchantId: string, referenceId: string) => `reference ${merchantId} ${referenceId}`;

export async function readStagingKnowledge(work: ReadWork, staged: readonly StagedJob[]): Promise<StagingKnowledge> {
  const [fleet, branches, existing] = await askTogether([
    readFleet(work),
    readBranches(work),
    readJobsLike(work, staged),
  ]);
  return new StagingKnowledge(work.now, fleet, branches, existing);
}

async function readFleet(work: ReadWork): Promise<FleetKnowledge> {
  const { skills, capacity, crew } = await readFleetLimits(work);
  return { knownSkills: skills, largestCapacity: capacity, mostOperators: crew };
}

const openingHours = keepStatement('opening_hours', (db) =>
  db.select({ branchId: branchHours.branchId, weekday: branchHours.weekday }).from(branchHours),
);
const specialDays = keepStatement('special_days', (db) =>
  db
    .select({ branchId: branchCalendarDays.branchId, date: branchCalendarDays.date, kind: branchCalendarDays.kind })
    .from(branchCalendarDays)
    .where(gte(branchCalendarDays.date, sql.placeholder('from'))),
);

async function readBranches(work: ReadWork): Promise<Map<string, BranchKnowledge>> {
  const [open, hours, days] = await askTogether([
    listBranches(work),
    openingHours(work.db, {}),
    // Wherever a branch is, it is no earlier there.
    specialDays(work.db, { from: serviceDateAt(work.now, 'Etc/GMT+12') }),
  ]);
  return new Map(
    open.map((branch) => {
      const weekdays = new Set(hours.filter(({ branchId }) => branchId === branch.id).map(({ weekday }) => weekday));
      const special = new Map(
        days.filter(({ branchId }) => branchId === branch.id).map(({ date, kind }) => [date, kind]),
      );
      return [branch.id, branchKnowledge(work.now, branch, weekdays, special)];
    }),
  );
}

function branchKnowledge(
  now: Date,
  branch: BranchRow,
  weekdays: ReadonlySet<number>,
  special: ReadonlyMap<string, string>,
): BranchKnowledge {
  return {
    today: serviceDateAt(now, branch.timeZone),
    isOpen(date) {
      const kind = special.get(date);
      if (kind !== undefined) return kind !== 'closed';
      return weekdays.size === 0 || weekdays.has(weekdayOf(date));
    },
  };
}

const MARKS_AT_ONCE = 5_000;

/** The same merchants' jobs with the same key or reference. */
async function readJobsLike(work: ReadWork, staged: readonly StagedJob[]): Promise<MarkedJob[]> {
  const found = new Map<string, MarkedJob>();
  for (let at = 0; at < staged.length; at += MARKS_AT_ONCE) {
    const chunk = staged.slice(at, at + MARKS_AT_ONCE);
    const keys = [...new Set(chunk.map(({ duplicateKey }) => duplicateKey))];
    const references = [...new Set(chunk.flatMap(({ referenceId }) => referenceId ?? []))];
    const rows = await work.db
      .select({
        id: jobs.id,
        code: jobs.code,
        merchantId: jobs.merchantId,
        referenceId: jobs.referenceId,
        key: jobs.duplicateKey,
        duplicateAllowed: jobs.duplicateAllowed,
        state: jobs.state,
      })
      .from(jobs)
      .where(
        and(
          inArray(jobs.merchantId, [...new Set(chunk.map(({ merchantId }) => merchantId))]),
          or(
            and(sql`${jobs.duplicateKey} = any(${sql.param(keys)})`, ne(jobs.state, 'cancelled')),
            sql`${jobs.referenceId} = any(${sql.param(references)})`,
          ),
        ),
      );
    for (const { key, state, ...row } of rows)
      found.set(row.id, { ...row, key: key ?? '', retryOf: null, isCancelled: state === 'cancelled' });
  }
  return [...found.values()];
}
