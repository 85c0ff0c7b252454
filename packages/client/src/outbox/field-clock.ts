import type { ClientClock } from '../clock.ts';

/** What is remembered between starts, so that a cold start without a network still knows the time. */
export interface StoredFieldClock {
  /** Server minus device, milliseconds. */
  readonly offsetMilliseconds: number;
  /** Of the measurement, milliseconds; the shorter, the surer. */
  readonly roundTripMilliseconds: number;
  readonly measuredAt: number;
  /** Business time was `business` when it was `server` there, and runs `speed` times as fast. */
  readonly anchor: { readonly server: number; readonly business: number; readonly speed: number };
}

/** A surer, older measurement rules this long before a less sure new one replaces it. */
const MEASUREMENT_HOLDS_MILLISECONDS = 60_000;

export interface FieldClock {
  /** Of any answer that carries the server's time: `sentAt` and `receivedAt` by the device's clock. */
  contact(sentAt: number, receivedAt: number, serverNow: string): void;
  /** The organisation's clock: speed 1 and no shift unless it is a sandbox. Without `serverNow` it is taken to be true right now. */
  setBusiness(clock: { serverNow?: string; businessNow: string; speed: number }): void;
  businessNow(): string;
  /** The device's own, possibly wrong. */
  deviceNow(): string;
  speed(): number;
  stored(): StoredFieldClock;
}

/** Three times in one place: the device's clock, the server's as measured at each contact, and the organisation's business time. */
export function fieldClock(clock: ClientClock, remembered?: StoredFieldClock | null): FieldClock {
  let state: StoredFieldClock = remembered ?? {
    offsetMilliseconds: 0,
    roundTripMilliseconds: Number.POSITIVE_INFINITY,
    measuredAt: 0,
    anchor: { server: 0, business: 0, speed: 1 },
  };
  const serverNow = () => clock.epochMilliseconds() + state.offsetMilliseconds;

  return {
    contact: (sentAt, receivedAt, at) => {
      const roundTrip = Math.max(0, receivedAt - sentAt);
      const offset = Date.parse(at) - (sentAt + receivedAt) / 2;
      const isOld = Math.abs(receivedAt - state.measuredAt) > MEASUREMENT_HOLDS_MILLISECONDS;
      // An answer bounds the offset by half its round trip; outside of what we believed, the device's clock was set meanwhile.
      const contradicts = Math.abs(offset - state.offsetMilliseconds) > (roundTrip + state.roundTripMilliseconds) / 2;
      if (!Number.isFinite(offset) || !(isOld || contradicts || roundTrip <= state.roundTripMilliseconds)) return;
      state = { ...state, offsetMilliseconds: offset, roundTripMilliseconds: roundTrip, measuredAt: receivedAt };
    },
    setBusiness: ({ serverNow: at, businessNow, speed }) => {
      const server = at === undefined ? serverNow() : Date.parse(at);
      state = { ...state, anchor: { server, business: Date.parse(businessNow), speed } };
    },
    businessNow: () => {
      const { server, business, speed } = state.anchor;
      return new Date(Math.round(business + (serverNow() - server) * speed)).toISOString();
    },
    deviceNow: () => new Date(Math.round(clock.epochMilliseconds())).toISOString(),
    speed: () => state.anchor.speed,
    stored: () => state,
  };
}
