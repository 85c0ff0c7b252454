import type { ClientClock } from '../clock.ts';

/** Renewed at half of its life, beside the calls that go on with it: however ill the ways become, the other half is left to find one. */
const RENEW_AT = 0.5;
/** A renewal that failed is tried again after this; until the token is over nobody waits for it. */
const AGAIN_MILLISECONDS = 5_000;

export interface Issued {
  readonly token: string;
  readonly expiresAt: string;
}

/** A short-lived token in memory, renewed by one request at a time however many callers wait for it. */
export interface TokenKeeper<T extends Issued> {
  current(): T | null;
  keep(issued: T | null): void;
  /** One that is good, at once while there is one. Throws what the renewal threw when there is none. */
  fresh(): Promise<T | null>;
  /** Forget this token if it is still the current one, so that the next caller renews. */
  drop(token: string): void;
}

/** `renew` answers null when there is nothing to renew with: signed out for good. It throws when the platform is out of reach. */
export function keepToken<T extends Issued>(renew: () => Promise<T | null>, clock: ClientClock): TokenKeeper<T> {
  let current: T | null = null;
  let renewAt = 0;
  let goodUntil = 0;
  let flight: Promise<T | null> | null = null;
  /** What was signed in or out meanwhile outlives a renewal that was under way. */
  let turn = 0;

  const keep = (issued: T | null) => {
    turn++;
    current = issued;
    if (!issued) return;
    // The lifetime is measured on our monotonic clock: the device's own may be hours off.
    const lifetime = Date.parse(issued.expiresAt) - clock.epochMilliseconds();
    const sane = Number.isFinite(lifetime) && lifetime > 0 && lifetime < 3_600_000 ? lifetime : 600_000;
    const now = clock.monotonicMilliseconds();
    renewAt = now + sane * RENEW_AT;
    goodUntil = now + sane;
  };

  async function renewOnce(): Promise<T | null> {
    const before = turn;
    try {
      const issued = await renew();
      if (turn === before) keep(issued);
      return current;
    } finally {
      flight = null;
    }
  }

  return {
    current: () => current,
    keep,
    drop: (token) => {
      if (current?.token === token) goodUntil = 0;
    },
    fresh: () => {
      const now = clock.monotonicMilliseconds();
      const isGood = current !== null && now < goodUntil;
      if (isGood && now < renewAt) return Promise.resolve(current);
      flight ??= renewOnce();
      if (!isGood) return flight;
      renewAt = now + AGAIN_MILLISECONDS;
      flight.catch(() => {});
      return Promise.resolve(current);
    },
  };
}
