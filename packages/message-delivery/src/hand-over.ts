/** What came of handing one message to a provider. Faults of the provider or of the way to it are values, never throws. */
export type HandOverResult = Accepted | Refused | Failed;

export interface Accepted {
  readonly outcome: 'accepted';
  /** As the provider will name the message in receipts; one for each part of a long SMS, at least one. */
  readonly providerMessageIds: readonly [string, ...string[]];
}

/** Permanent: the same message would be refused again. */
export interface Refused {
  readonly outcome: 'refused';
  readonly reason: RefusalReason;
  /** The provider's own words, for people. */
  readonly detail: string;
}

/** Temporary: the same message may be taken later, or by another provider. */
export interface Failed {
  readonly outcome: 'failed';
  readonly reason: FailureReason;
  readonly detail: string;
  /** True when the provider may hold (a part of) the message although nothing confirmed it: another try may tell the person twice. */
  readonly mayHaveBeenSent: boolean;
  /** The provider's own wish, where it said one. */
  readonly retryAfterSeconds?: number;
}

export const REFUSAL_REASONS = ['invalid_recipient', 'invalid_sender', 'invalid_content', 'rejected'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const FAILURE_REASONS = [
  'unreachable',
  'not_authorised',
  'throttled',
  'deferred',
  'timed_out',
  'closed',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

export interface HandOverOptions {
  /** The same for every try of the same message. Letters, digits and hyphens; at most 64. */
  readonly idempotencyKey: string;
  /** The call answers within this time, whatever the provider does. */
  readonly budgetSeconds: number;
  /** Goes before what waits. */
  readonly urgent?: boolean;
}

/** What a provider answers when it is asked whether it holds a message that was given to it by somebody who died meanwhile. */
export type LookUp =
  | { readonly outcome: 'holds'; readonly providerMessageIds: readonly [string, ...string[]] }
  | { readonly outcome: 'holds_not' }
  /** It could not be asked, or not told clearly enough. */
  | { readonly outcome: 'unknown' };

export interface ProviderCapabilities {
  /** The provider itself drops a second message with the same key. */
  readonly idempotencyKey: boolean;
  readonly deliveryReceipts: boolean;
  /** False for adapters that keep messages and hand them to nobody. */
  readonly reachesPeople: boolean;
}

export const refused = (reason: RefusalReason, detail: string): Refused => ({ outcome: 'refused', reason, detail });

export const failed = (
  reason: FailureReason,
  detail: string,
  mayHaveBeenSent: boolean,
  retryAfterSeconds?: number,
): Failed => ({
  outcome: 'failed',
  reason,
  detail,
  mayHaveBeenSent,
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
