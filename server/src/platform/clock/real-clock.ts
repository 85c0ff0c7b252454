/** Real time: rules tokens, leases, retries, rate limits, idempotency and `recorded_at`. Handed in, so tests can hold it. */
export interface RealClock {
  now(): Date;
}

/** The machine's clock; the one place of the server that reads it. */
export const systemClock: RealClock = {
  now: () => new Date(),
};
