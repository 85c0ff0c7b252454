/** What a cache has to know of what it keeps. */
interface Kept {
  /** About what it takes in memory now; 0: there is nothing in it. */
  readonly bytes: number;
  /** Somebody waits for it. */
  readonly isBusy: boolean;
}

interface Entry<Day> {
  readonly day: Day;
  usedAt: number;
}

/** Whoever looks for a time goes through the same dates again and again. */
const IN_USE_MILLISECONDS = 60_000;

/** Days in memory, bounded by what they take there, never by their number alone. */
export class DayCache<Day extends Kept> {
  readonly #mostBytes: number;
  readonly #milliseconds: () => number;
  /** The last used last. */
  readonly #days = new Map<string, Entry<Day>>();

  /** @param milliseconds on any clock that runs forward. */
  constructor(mostBytes: number, milliseconds: () => number = () => performance.now()) {
    this.#mostBytes = mostBytes;
    this.#milliseconds = milliseconds;
  }

  get size(): number {
    return this.#days.size;
  }

  /** The day of this name, which counts as used now. */
  get(name: string, create: () => Day): Day {
    const entry = this.#days.get(name) ?? { day: create(), usedAt: 0 };
    this.#days.delete(name);
    this.#days.set(name, entry);
    entry.usedAt = this.#milliseconds();
    return entry.day;
  }

  /**
   * To be called when a day has grown. Who is waited for stays, however large, and so does the one used last. What nobody uses goes first; of days in
   * use those that came last, since whoever came for one after the other would else find none of them.
   */
  makeRoom(): void {
    for (const [name, { day }] of this.#days) if (day.bytes === 0 && !day.isBusy) this.#days.delete(name);
    let over = [...this.#days.values()].reduce((sum, { day }) => sum + day.bytes, 0) - this.#mostBytes;
    if (over <= 0) return;
    const others = [...this.#days].slice(0, -1).filter(([, { day }]) => !day.isBusy);
    const isInUse = ({ usedAt }: Entry<Day>) => this.#milliseconds() - usedAt < IN_USE_MILLISECONDS;
    const unused = others.filter(([, entry]) => !isInUse(entry));
    const inUse = others.filter(([, entry]) => isInUse(entry)).reverse();
    for (const [name, { day }] of [...unused, ...inUse]) {
      if (over <= 0) return;
      this.#days.delete(name);
      over -= day.bytes;
    }
  }
}
