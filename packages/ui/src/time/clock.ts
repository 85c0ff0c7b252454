import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';

/**
 * The only place where a browser app reads the time. An organisation's business time may run apart from real time
 * (a sandbox is driven by the simulation), so screens ask `useNow` and never the device.
 */

/** Business time as the server told it once: `speed` business seconds pass in each real second. */
export interface BusinessClock {
  businessMilliseconds: number;
  /** The device's clock when `businessMilliseconds` was true; its error cancels out. */
  deviceMilliseconds: number;
  speed: number;
}

/** What the device believes the time is. For stamps that the server corrects (`device_time`), not for screens. */
export function readDeviceTime(): Date {
  return new Date(Date.now());
}

/** Milliseconds since the page opened, never set back: for measuring how long something took. */
export function readMonotonicMilliseconds(): number {
  return performance.now();
}

/** Call when an answer of the server brings its business time. */
export function anchorBusinessClock(businessNow: Date, speed: number): BusinessClock {
  return { businessMilliseconds: businessNow.getTime(), deviceMilliseconds: Date.now(), speed };
}

export const realClock: BusinessClock = { businessMilliseconds: 0, deviceMilliseconds: 0, speed: 1 };

export function businessTimeAt(clock: BusinessClock, deviceMilliseconds: number): Date {
  return new Date(clock.businessMilliseconds + (deviceMilliseconds - clock.deviceMilliseconds) * clock.speed);
}

/** Business time now, once, outside of rendering (a handler, a request). */
export function readBusinessTime(clock: BusinessClock): Date {
  return businessTimeAt(clock, Date.now());
}

const BusinessClockContext = createContext<BusinessClock>(realClock);
export const BusinessClockProvider = BusinessClockContext.Provider;

/** Business time, again every `everyMilliseconds` of real time; all users of one period are woken together. */
export function useNow(everyMilliseconds = 1000): Date {
  const clock = useContext(BusinessClockContext);
  const tick = useTick(everyMilliseconds);
  return useMemo(() => businessTimeAt(clock, tick * everyMilliseconds), [clock, tick, everyMilliseconds]);
}

/** Real time, for ages of data and connections, which no sandbox can hurry. */
export function useRealNow(everyMilliseconds = 1000): Date {
  const tick = useTick(everyMilliseconds);
  return useMemo(() => new Date(tick * everyMilliseconds), [tick, everyMilliseconds]);
}

function useTick(everyMilliseconds: number): number {
  const ticker = tickerFor(everyMilliseconds);
  return useSyncExternalStore(ticker.subscribe, ticker.read, ticker.read);
}

interface Ticker {
  subscribe: (wake: () => void) => () => void;
  read: () => number;
}

const tickers = new Map<number, Ticker>();

function tickerFor(everyMilliseconds: number): Ticker {
  let ticker = tickers.get(everyMilliseconds);
  if (!ticker) {
    ticker = makeTicker(everyMilliseconds);
    tickers.set(everyMilliseconds, ticker);
  }
  return ticker;
}

function makeTicker(everyMilliseconds: number): Ticker {
  const wakes = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = () => {
    timer = setTimeout(
      () => {
        arm();
        for (const wake of wakes) wake();
      },
      everyMilliseconds - (Date.now() % everyMilliseconds),
    );
  };
  return {
    subscribe(wake) {
      if (wakes.size === 0) arm();
      wakes.add(wake);
      return () => {
        wakes.delete(wake);
        if (wakes.size === 0) clearTimeout(timer);
      };
    },
    read: () => Math.floor(Date.now() / everyMilliseconds),
  };
}
