/** What one search in the hierarchy counts for, in pairs of a matrix that are looked at. */
export const ONE_SEARCH = 64;
/** Some ten milliseconds: so long a short question waits for a long one. */
const PAIRS_AT_A_STRETCH = 16_384;

/**
 * The roads have one thread. A long work counts what it does and steps aside after each stretch, so that questions which came meanwhile are
 * answered: they wait for one stretch, not for the whole. What is used between two stretches belongs to the work alone.
 */
export class Stretches {
  #left = PAIRS_AT_A_STRETCH;

  /** Call after each step with what it counts for: true when it is time to `giveWay`. */
  isOver(pairs: number): boolean {
    this.#left -= pairs;
    if (this.#left > 0) return false;
    this.#left = PAIRS_AT_A_STRETCH;
    return true;
  }
}

/** Messages of other threads are read before the next stretch begins. */
export const giveWay = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** So few places on one side: a new customer against the places of a day. */
export const FEW = 2;

/** Few against many are soon answered, however many. */
export const isLong = (rows: number, columns: number): boolean =>
  Math.min(rows, columns) > FEW && rows * columns > PAIRS_AT_A_STRETCH;

/** Long works go one after the other: a short question then waits for a stretch of one of them, and only one holds its tables. */
export function takingTurns(): <Answer>(work: () => Promise<Answer>) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const own = last.then(work);
    last = own.catch(() => {});
    return own;
  };
}
