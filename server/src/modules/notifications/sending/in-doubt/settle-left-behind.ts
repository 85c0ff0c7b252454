import type { AttemptResult } from '@roundsman/delivery-rules';
import type { LookUp } from '@roundsman/message-delivery';

import type { Work } from '../../../../platform/index.ts';
import type { messageAttempts, messages } from '../../schema.ts';
import type { Outbound, Outcome } from '../outbound.ts';
import { moveMessage, recordOutcomes } from '../record-hand-over.ts';
import { saveAttempts } from '../save-outcomes.ts';
import { IN_DOUBT, NOT_HELD, UNKNOWN_END } from './unknown-end.ts';

export type MessageRow = typeof messages.$inferSelect;

/** A message with the attempt that nobody ended. */
export interface LeftBehind {
  readonly message: MessageRow;
  readonly attempt: typeof messageAttempts.$inferSelect;
}

/** A provider that gave no answer is asked again until then; after it the message is sent without one. */
const GIVE_UP_ASKING_MILLISECONDS = 600_000;

type Verdict =
  /** The provider has it: nothing is sent again. */
  | { readonly has: readonly [string, ...string[]] }
  /** Nothing can be told yet. */
  | 'later'
  | { readonly again: { readonly result: AttemptResult; readonly code: string; readonly detail: string } };

const NOBODY_ASKED: Verdict = {
  again: { result: 'unreachable', code: NOT_HELD, detail: 'The platform stopped before a provider was asked.' },
};
const STOPPED = 'The platform stopped before the provider’s answer was written down.';
const KEY_DROPS: Verdict = {
  again: {
    result: 'timed_out',
    code: UNKNOWN_END,
    detail: `${STOPPED} The next try carries the same key, so this provider drops it if it has the first.`,
  },
};
const HAS_NOTHING: Verdict = {
  again: { result: 'unreachable', code: NOT_HELD, detail: `${STOPPED} Asked, it says that it does not have it.` },
};
const NOBODY_KNOWS: Verdict = {
  again: {
    result: 'timed_out',
    code: IN_DOUBT,
    detail: `${STOPPED} Nothing tells whether it has it: the next try may arrive a second time.`,
  },
};

/** Decides each, and answers those that are queued again. */
export async function settleLeftBehind(
  work: Work,
  outbound: Outbound,
  found: readonly LeftBehind[],
  answers: ReadonlyMap<string, LookUp>,
  random: () => number,
): Promise<MessageRow[]> {
  if (found.length === 0) return [];
  const early = await outbound.readEarlyReceipts?.(
    work,
    found.map(({ message }) => message.id),
  );
  const held: Outcome[] = [];
  const again: MessageRow[] = [];
  for (const { message, attempt } of found) {
    const { id, attemptCount: number } = message;
    const verdict = judge(work, outbound, { message, attempt }, early?.get(id) ?? [], answers.get(id));
    if (verdict === 'later') continue;
    if ('has' in verdict) {
      held.push({
        message: { id, attempt: number, usefulForSeconds: null },
        provider: attempt.provider,
        result: { outcome: 'accepted', providerMessageIds: verdict.has },
        tries: [],
        ...outbound.amountOf(message, attempt.provider),
      });
      continue;
    }
    await saveAttempts(work, [{ messageId: id, number, provider: attempt.provider, tries: null, ...verdict.again }]);
    if (await moveMessage(work, message, 'put_back', { nextAttemptAt: work.recordedAt })) again.push(message);
  }
  await recordOutcomes(work, outbound, held, random);
  return again;
}

/** Who can tell, in order: our own record, the key that the provider takes, its receipts, the provider itself. */
function judge(
  { recordedAt }: Work,
  { takesIdempotencyKeys }: Outbound,
  { message, attempt: { leavingAt, provider } }: LeftBehind,
  early: readonly string[],
  answer: LookUp | undefined,
): Verdict {
  if (leavingAt === null) return NOBODY_ASKED;
  if (takesIdempotencyKeys(provider)) return KEY_DROPS;
  const [first, ...others] = early;
  if (first !== undefined && early.length >= (message.segments ?? 1)) return { has: [first, ...others] };
  if (answer?.outcome === 'holds') return { has: answer.providerMessageIds };
  if (answer?.outcome === 'holds_not') return HAS_NOTHING;
  const asked = answer !== undefined && recordedAt.getTime() - leavingAt.getTime() < GIVE_UP_ASKING_MILLISECONDS;
  return asked ? 'later' : NOBODY_KNOWS;
}
