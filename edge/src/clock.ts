/** The edge program's own clock. Everything here happens in real time; tests hand in another. */
export interface EdgeClock {
  now(): Date;
  /** Milliseconds that are never set back, for measuring how long something took. */
  monotonicMilliseconds(): number;
}

export const realClock: EdgeClock = {
  now: () => new Date(),
  monotonicMilliseconds: () => performance.now(),
};
