/** What a cache has to know of what it keeps. */
interface Kept {
  /** About what it takes in memory now; 0: there is nothing in it. */
  readonly bytes: number;
  /** Somebody waits for it. */
  readonly isBusy: boolean;
}

/** Days in memory, the last used last: bounded by what they take there, never by their number alone. */
export class DayCache<Day extends Kept> {
  readonly #mostBytes: number;
  readonly #days = new Map<string, Day>();

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#days.size;
  }

  /** The day of this name, which counts as used now. */
  get(name: string, create: () => Day): Day {
    const day = this.#days.get(name) ?? create();
    this.#days.delete(name);
    this.#days.set(name, day);
    return day;
  }

  /** To be called when a day has grown. Who is waited for stays, however large, and so does the one used last. */
  makeRoom(): void {
    const last = [...this.#days.keys()].at(-1);
    let sum = [...this.#days.values()].reduce((all, { bytes }) => all + bytes, 0);
    for (const [name, { bytes, isBusy }] of this.#days) {
      const isInTheWay = bytes === 0 || (sum > this.#mostBytes && name !== last);
      if (!isInTheWay || isBusy) continue;
      this.#days.delete(name);
      sum -= bytes;
    }
  }
}
