import type { Itinerary } from '@roundsman/api-contract';
import type { ItineraryRow } from '../read-itineraries.ts';
import type { Changes } from './what-changed.ts';

interface Kept {
  /** As the table had it. */
  readonly row: string;
  readonly itinerary: Itinerary;
  readonly jobIds: ReadonlySet<string>;
}

/** Itineraries of one organisation as they were presented last, true to its log as far as that was looked through. */
export class KeptItineraries {
  /** What was presented first goes first. */
  readonly #itineraries = new Map<string, Kept>();
  #size = 0;

  /** In stops, and one for each itinerary: an empty one costs something too. */
  get size(): number {
    return this.#size;
  }

  /** Takes out what has changed, or has a job that has. */
  drop({ everything, jobIds, itineraryIds }: Pick<Changes, 'everything' | 'jobIds' | 'itineraryIds'>): void {
    for (const [id, { jobIds: own }] of this.#itineraries)
      if (everything || itineraryIds.has(id) || [...jobIds].some((jobId) => own.has(jobId))) this.#remove(id);
  }

  clear(): void {
    this.#itineraries.clear();
    this.#size = 0;
  }

  /** @returns by how much it is smaller: so much at least, or all. */
  forget(size: number): number {
    const before = this.#size;
    for (const id of this.#itineraries.keys()) {
      if (before - this.#size >= size) break;
      this.#remove(id);
    }
    return before - this.#size;
  }

  /**
   * The itineraries of these rows, in their order; those that are not known are presented.
   * @param isUpToDate whether what is kept is what the transaction sees; else nothing of it is used, and nothing kept.
   */
  async read(
    rows: readonly ItineraryRow[],
    present: (unknown: readonly ItineraryRow[]) => Promise<Itinerary[]>,
    isUpToDate: () => boolean,
  ): Promise<Itinerary[]> {
    const written = new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
    const known = new Map<string, Itinerary>();
    if (isUpToDate())
      for (const { id } of rows) {
        const kept = this.#itineraries.get(id);
        if (kept && kept.row === written.get(id)) known.set(id, kept.itinerary);
      }
    const fresh = await present(rows.filter(({ id }) => !known.has(id)));
    const mayKeep = isUpToDate();
    for (const itinerary of fresh) {
      known.set(itinerary.id, itinerary);
      if (mayKeep) this.#keep(itinerary, written.get(itinerary.id)!);
    }
    return rows.flatMap(({ id }) => known.get(id) ?? []);
  }

  #keep(itinerary: Itinerary, row: string): void {
    this.#remove(itinerary.id);
    const jobIds = new Set(itinerary.stops.flatMap(({ jobId }) => jobId ?? []));
    this.#itineraries.set(itinerary.id, { row, itinerary, jobIds });
    this.#size += sizeOf(itinerary);
  }

  #remove(id: string): void {
    const kept = this.#itineraries.get(id);
    if (kept) this.#size -= sizeOf(kept.itinerary);
    this.#itineraries.delete(id);
  }
}

const sizeOf = ({ stops }: Itinerary) => 1 + stops.length;
