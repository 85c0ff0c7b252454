import type { JsonObject } from '../json.ts';

/** A value that the next one replaces: where something is, when it will be somewhere. Not a fact of the log. */
export interface LiveValue {
  readonly topic: string;
  /** Of what within the topic; the latest value of each key wins. */
  readonly key: string;
  /** Whose itinerary it is about; absent: it is everybody's. */
  readonly branchId?: string;
  readonly value: JsonObject;
}

/**
 * The port of the live feed. Values are hints for screens that are open now: never stored, lost when a process ends,
 * and coalesced when they come faster than they are carried.
 */
export interface LiveFeed {
  publish(organisationId: string, value: LiveValue): void;
  /** Called with batches, at most one value a key in each. Returns how to stop. */
  subscribe(organisationId: string, receive: (values: readonly LiveValue[]) => void): () => void;
  /** The latest value of every key that this process has heard of: what a screen starts from. */
  snapshot(organisationId: string): LiveValue[];
  close(): Promise<void>;
}

/** What is told to who asked for one branch only; undefined: for all. */
export const toldTo = (branchId: string | undefined, values: readonly LiveValue[]): readonly LiveValue[] =>
  branchId === undefined
    ? values
    : values.filter((value) => value.branchId === undefined || value.branchId === branchId);
