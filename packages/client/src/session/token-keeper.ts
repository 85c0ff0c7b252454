import type { ClientClock } from '../clock.ts';

/** Renew this long before the end, so that a token does not run out on the way. */
const RENEW_EARLY_MILLISECONDS = 60_000;

export interface Issued {
  readonly token: string;
  readonly expiresAt: string;
}

/** A short-lived token in memory, renewed by one request at a time however many callers wait for it. */
export interface TokenKeeper<T extends Issued> {
  current(): T | null;
  keep(issued: T | null): void;
  fresh(): Promise<T | null>;
  /** Forget this token if it is still the current one, so that the next caller renews. */
  drop(token: string): void;
}

/** `renew` answers null when there is nothing to renew with: signed out for good. It throws when the platform is out of reach. */
export function keepToken<T extends Issued>(renew: () => Promise<T | null>, clock: ClientClock): TokenKeeper<T> {
  let current: T | null = null;
  let goodUntil = 0;
  let flight: Promise<T | null> | null = null;

  const keep = (issued: T | null) => {
    current = issued;
    if (!issued) return;
    // The lifetime is measured on our monotonic clock: the device's own may be hours off.
    const lifetime = Date.parse(issued.expiresAt) - clock.epochMilliseconds();
    const sane = Number.isFinite(lifetime) && lifetime > 0 && lifetime < 3_600_000 ? lifetime : 600_000;
    goodUntil = clock.monotonicMilliseconds() + Math.max(sane - RENEW_EARLY_MILLISECONDS, sane / 2);
  };

  return {
    current: () => current,
    keep,
    drop: (token) => {
      if (current?.token === token) goodUntil = 0;
    },
    fresh: () => {
      if (current && clock.monotonicMilliseconds() < goodUntil) return Promise.resolve(current);
      flight ??= renew()
        .then((issued) => {
          keep(issued);
          return issued;
        })
        .finally(() => {
          flight = null;
        });
      return flight;
    },
  };
}
