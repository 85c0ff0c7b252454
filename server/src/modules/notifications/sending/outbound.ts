import type { Channel, OrganisationKind } from '@roundsman/delivery-rules';
import { failed, type HandOverResult, type LookUp, type ProviderTry } from '@roundsman/message-delivery';

import type { Database, Work } from '../../../platform/index.ts';
import type { OrganisationRow } from '../../accounts/index.ts';
import type { Candidate, TakenMessage } from './take-for-sending.ts';

/** What came of handing one message over: by whom, after which tries, for how much. */
export interface HandedOver {
  readonly result: HandOverResult;
  /** Who gave the result. */
  readonly provider: string;
  readonly tries: readonly ProviderTry[];
  /** Millionths of the currency's unit; none where no price is known. */
  readonly cost?: { readonly micros: number; readonly currency: string };
  /** As it was sent, where that differs from what was expected. */
  readonly segments?: number;
}

/** One message with what came of it. */
export interface Outcome extends HandedOver {
  readonly message: Pick<TakenMessage, 'id' | 'attempt' | 'usefulForSeconds'>;
}

/**
 * To be asked right before a provider is: true once it is written down that it will be. False when the message belongs to
 * somebody else by now, or nothing could be written; then it must not leave.
 */
export type Leave = (provider: string) => Promise<boolean>;

/** A message that a provider was about to be asked for when the process died. */
export interface InDoubt extends Pick<TakenMessage, 'id' | 'toAddress' | 'text'> {
  readonly provider: string;
  /** Real time. */
  readonly leavingAt: Date;
}

/** What a channel's service brings: its providers and how a message is put to them. */
export interface Outbound {
  readonly channel: Channel;
  /** Names of the providers to try, in order, chosen before the attempt is marked; empty when none may send there. */
  plan(candidate: Candidate, kind: OrganisationKind): readonly string[];
  /** Within `HAND_OVER_BUDGET_SECONDS`. */
  handOver(message: TakenMessage, organisation: OrganisationRow, leave: Leave): Promise<HandedOver>;
  /** A second message with the same key is dropped by that provider. */
  takesIdempotencyKeys(provider: string): boolean;
  /** What a message costs with a provider, and in how many segments. */
  amountOf(message: Pick<TakenMessage, 'toAddress' | 'text'>, provider: string): Pick<HandedOver, 'cost' | 'segments'>;
  /** Asks a provider for messages whose hand-over nobody saw the end of. Null where it cannot be asked. */
  lookUp?(doubtful: InDoubt): Promise<LookUp | null>;
  /** What receipts have already said of such messages: the provider's ids, by message. Absent where receipts decide at once. */
  readEarlyReceipts?(work: Work, messageIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Those of the addresses that may get nothing. */
  readUnreachable?(work: Work, addresses: readonly string[]): Promise<ReadonlySet<string>>;
  /** In the unit that records the hand-overs. */
  accepted?(work: Work, outcomes: readonly Outcome[]): Promise<void>;
}

export interface OutboundOptions {
  readonly database: Database;
  /** 0 to 1: spreads retries. */
  readonly random: () => number;
  /** Told of every result of the live providers. */
  readonly onResult?: (result: HandOverResult, organisationId: string) => void;
}

export const HAND_OVER_BUDGET_SECONDS = 30;

/** What a provider is said to have answered that was not asked. */
export const NOT_ASKED = failed('closed', 'It was not asked: another worker has the message.', false);

export const actorOf = (organisationId: string, channel: Channel) =>
  ({ organisationId, actor: { kind: 'system', id: `outbound-${channel}` } }) as const;
