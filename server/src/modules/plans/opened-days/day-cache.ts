/** What is kept of days that were opened, the last used last: bounded by what they take in memory, never by their number alone. */
export class DayCache<Day extends { readonly bytes: number }> {
  readonly #mostBytes: number;
  readonly #days = new Map<string, { readonly day: Promise<Day>; bytes: number }>();

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get size(): number {
    return this.#days.size;
  }

  /** The day of this key, being opened or open; it counts as used now. */
  get(key: string): Promise<Day> | undefined {
    const known = this.#days.get(key);
    if (!known) return undefined;
    this.#days.delete(key);
    this.#days.set(key, known);
    return known.day;
  }

  /** One that cannot be opened is forgotten. */
  put(key: string, day: Promise<Day>): void {
    const entry = { day, bytes: 0 };
    this.#days.set(key, entry);
    day.then(
      ({ bytes }) => {
        entry.bytes = bytes;
        this.#makeRoom(key);
      },
      () => {
        if (this.#days.get(key) === entry) this.#days.delete(key);
      },
    );
  }

  /** The one that was just opened stays, however large it is: somebody waits for it. */
  #makeRoom(opened: string): void {
    let sum = [...this.#days.values()].reduce((all, { bytes }) => all + bytes, 0);
    for (const [key, { bytes }] of this.#days) {
      if (sum <= this.#mostBytes) return;
      if (key === opened || bytes === 0) continue;
      this.#days.delete(key);
      sum -= bytes;
    }
  }
}
