import type { ReadWork } from '../../../platform/index.ts';
import { inOrderOfCodes, type JobToPlan, readJobsToPlan } from '../../jobs/index.ts';
import type { Changes } from './what-changed.ts';

interface Kept {
  readonly job: JobToPlan;
  readonly readAt: Date;
}

/** Jobs of one organisation as they were read last, true to its log as far as that was looked through. */
export class KeptJobs {
  /** What was read first goes first. */
  readonly #jobs = new Map<string, Kept>();

  get size(): number {
    return this.#jobs.size;
  }

  /** Takes out what has changed. */
  drop({ everything, jobIds }: Pick<Changes, 'everything' | 'jobIds'>): void {
    if (everything) this.#jobs.clear();
    for (const id of jobIds) this.#jobs.delete(id);
  }

  clear(): void {
    this.#jobs.clear();
  }

  /** @returns how many are gone: so many, or all. */
  forget(count: number): number {
    const oldest = [...this.#jobs.keys()].slice(0, count);
    for (const id of oldest) this.#jobs.delete(id);
    return oldest.length;
  }

  /**
   * The jobs named, in the order of their codes; those that are not known are read.
   * @param isUpToDate whether what is kept is what the transaction sees; else nothing of it is used, and nothing kept.
   */
  async read(work: ReadWork, jobIds: readonly string[], isUpToDate: () => boolean): Promise<JobToPlan[]> {
    const known = isUpToDate() ? jobIds.flatMap((id) => this.#known(id, work.now) ?? []) : [];
    const present = new Set(known.map(({ id }) => id));
    const fresh = await readJobsToPlan(
      work,
      jobIds.filter((id) => !present.has(id)),
    );
    if (isUpToDate()) for (const job of fresh) this.#keep(job, work.now);
    return inOrderOfCodes([...known, ...fresh]);
  }

  /** A sandbox's clock may be set back, and then a job be held that was so no longer. */
  #known(id: string, now: Date): JobToPlan | null {
    const kept = this.#jobs.get(id);
    return kept && kept.readAt <= now ? kept.job : null;
  }

  /** One that is held becomes another by itself. */
  #keep(job: JobToPlan, readAt: Date): void {
    if (job.heldReason === null) this.#jobs.set(job.id, { job, readAt });
  }
}
