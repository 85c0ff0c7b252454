import type { Event, LiveClock, LiveEta, LivePlan, LivePosition, TrackerView } from '@roundsman/api-contract';

/** Event name → its data. */
export type LiveEvents = Record<string, unknown>;

/** Of `liveEndpoints.feed`. */
export type PublicFeed = { event: Event; position: LivePosition; eta: LiveEta; plan: LivePlan; clock: LiveClock };
/** Of `operatorEndpoints.feed`; `itinerary` only says that today's should be fetched again. */
export type OperatorFeed = { itinerary: unknown; chat: unknown; clock: LiveClock };
/** Of `trackerEndpoints.feed`. */
export type TrackerFeed = { view: TrackerView };

export interface LiveState {
  /** `reconnecting` while a loss is fresh; `offline` when it has lasted or the feed was refused. It keeps trying in both. */
  readonly kind: 'live' | 'reconnecting' | 'offline';
  /** When anything was last heard, heartbeats included, on the client's epoch clock; null before the first time. */
  readonly heardAt: number | null;
  /** Why it is not live. */
  readonly error: Error | null;
}

export interface LiveOptions<Events extends LiveEvents> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Go on after this cursor; later ones are remembered by the connection. */
  readonly after?: string;
  readonly on: { readonly [Name in keyof Events]?: (data: Events[Name], cursor: string | null) => void };
  /** When the kind changes, and at most once a second while something is heard. */
  readonly onState?: (state: LiveState) => void;
  /** The cursor was too old: events are missing, take a snapshot. The feed goes on from now. */
  readonly onGap?: () => void;
  /** After such a silence the edge is held against a sibling, after three times as long the line is dead; the platform sends a heartbeat every 4 s. */
  readonly silenceMilliseconds?: number;
}

export interface LiveConnection {
  state(): LiveState;
  /** The last cursor seen. */
  cursor(): string | null;
  /** Try again now: the device says that the network is back. */
  wake(): void;
  close(): void;
}
