import type { AttemptResult, MessageEvent, MessageState } from '@roundsman/delivery-rules';
import type { FailureReason, HandOverResult } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { JsonObject, Work } from '../../../platform/index.ts';
import { markPromiseTold } from '../../jobs/index.ts';
import { TRIGGERS } from '../decide/triggers.ts';
import { type AttemptTry, messages, notifications } from '../schema.ts';
import { countSent } from './message-limits.ts';
import { nextState } from './message-transitions.ts';
import type { Outbound, Outcome } from './outbound.ts';
import { queueForSending } from './queue-for-sending.ts';
import { saveAttempts, saveMessages } from './save-outcomes.ts';
import { suppress } from './suppress.ts';

type MessageRow = typeof messages.$inferSelect;

export const MOST_ATTEMPTS = 12;
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 1800;

const RESULT_OF_FAILURE: Readonly<Record<FailureReason, AttemptResult>> = {
  unreachable: 'unreachable',
  not_authorised: 'unreachable',
  throttled: 'unreachable',
  deferred: 'unreachable',
  closed: 'unreachable',
  timed_out: 'timed_out',
};

/**
 * Writes down what came of attempts, a group at a time. A fault that may pass puts a message back for another try, later
 * each time, as long as tries are left and its words are still of use by then. Answers those that it really moved.
 */
export async function recordHandOvers(
  work: Work,
  outcomes: readonly Outcome[],
  random: () => number,
): Promise<readonly Outcome[]> {
  const ids = outcomes.map(({ message }) => message.id);
  const rows = await work.db
    .select()
    .from(messages)
    .where(isAmong(messages.id, ids))
    .orderBy(messages.id)
    .for('update');
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  // A receipt was faster, or the attempt was given up as left behind: what stands then is newer.
  const current = outcomes.filter(({ message }) => rowOf.get(message.id)?.attemptCount === message.attempt);
  await saveAttempts(
    work,
    current.map((outcome) => ({
      messageId: outcome.message.id,
      number: outcome.message.attempt,
      provider: outcome.provider,
      ...endOf(outcome),
    })),
  );
  const accepted = current.filter(
    ({ message, result }) =>
      result.outcome === 'accepted' && nextState(rowOf.get(message.id)!.state, 'accept') !== null,
  );
  await saveAccepted(work, accepted, rowOf);
  for (const outcome of current) {
    if (outcome.result.outcome !== 'accepted') await settle(work, rowOf.get(outcome.message.id)!, outcome, random);
  }
  return current;
}

async function saveAccepted(
  work: Work,
  accepted: readonly Outcome[],
  rowOf: ReadonlyMap<string, MessageRow>,
): Promise<void> {
  if (accepted.length === 0) return;
  await saveMessages(
    work,
    accepted.map(({ message, result, provider, cost, segments }) => ({
      id: message.id,
      state: 'sent',
      stateChangedAt: work.now,
      sentAt: work.now,
      provider,
      providerMessageId: result.outcome === 'accepted' ? result.providerMessageIds[0] : null,
      failure: null,
      costMicros: cost?.micros ?? null,
      costCurrency: cost?.currency ?? null,
      segments: segments ?? rowOf.get(message.id)!.segments,
    })),
  );
  for (const { message, provider } of accepted) tell(work, { ...rowOf.get(message.id)!, provider }, 'sent');
  await markTold(
    work,
    accepted.map(({ message }) => rowOf.get(message.id)!),
  );
  const [first] = accepted;
  await countSent(work, rowOf.get(first!.message.id)!.channel, {
    messages: accepted.length,
    segments: accepted.reduce(
      (sum, { message, segments }) => sum + (segments ?? rowOf.get(message.id)!.segments ?? 0),
      0,
    ),
    costMicros: accepted.reduce((sum, { cost }) => sum + (cost?.micros ?? 0), 0),
  });
}

/** What was not accepted: refused for good, put back, or of no use any more by the time it could be tried again. */
async function settle(work: Work, message: MessageRow, outcome: Outcome, random: () => number): Promise<void> {
  const { result, provider } = outcome;
  if (result.outcome === 'accepted') return;
  const failure = result.detail;
  if (result.outcome === 'refused' || message.attemptCount >= MOST_ATTEMPTS) {
    await moveMessage(work, message, 'fail', { failure, provider });
    return;
  }
  const pause = pauseSeconds(message.attemptCount, result.retryAfterSeconds ?? 0, random);
  if (wouldComeTooLate(message, work.now, pause))
    return giveUp(work, message, `${failure} The next try would have come too late.`, provider);
  const nextAttemptAt = new Date(work.recordedAt.getTime() + pause * 1000);
  if (!(await moveMessage(work, message, 'put_back', { failure, provider, nextAttemptAt }))) return;
  await queueForSending(work, [{ ...message, notBefore: null }], nextAttemptAt);
}

/** 15 s, 30 s, 1 min … half an hour; never sooner than the provider wishes, never two alike. */
export function pauseSeconds(attempt: number, atLeastSeconds: number, random: () => number): number {
  const doubled = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS);
  return Math.min(Math.max(doubled * (0.75 + random() / 2), atLeastSeconds), LONGEST_PAUSE_SECONDS * 1.25);
}

/**
 * Past its useful life nobody is helped by another try; where another channel waits, it gets the second half of that life.
 */
function wouldComeTooLate(
  { queuedAt, notBefore, notAfter, fallBackChannels }: MessageRow,
  now: Date,
  pauseSeconds: number,
): boolean {
  if (notAfter === null) return false;
  const from = Math.max(queuedAt.getTime(), notBefore?.getTime() ?? 0);
  const share = fallBackChannels.length > 0 ? 0.5 : 1;
  return now.getTime() + pauseSeconds * 1000 >= from + (notAfter.getTime() - from) * share;
}

/** Failed, so that the next channel takes over; where there is none, suppressed as too late. */
async function giveUp(work: Work, message: MessageRow, failure: string, provider: string): Promise<void> {
  if (message.fallBackChannels.length > 0) {
    await moveMessage(work, message, 'fail', { failure, provider });
    return;
  }
  await work.db.update(messages).set({ failure, provider }).where(eq(messages.id, message.id));
  await suppress(work, message, 'too_late');
}

/** Writes outcomes down with what their channel keeps of those accepted. */
export async function recordOutcomes(
  work: Work,
  { accepted }: Pick<Outbound, 'accepted'>,
  outcomes: readonly Outcome[],
  random: () => number,
): Promise<void> {
  if (outcomes.length === 0) return;
  const moved = await recordHandOvers(work, outcomes, random);
  const taken = moved.filter(({ result }) => result.outcome === 'accepted');
  if (taken.length > 0) await accepted?.(work, taken);
}

const EVENT_OF_STATE: Partial<Record<MessageState, string>> = {
  sent: 'message.sent',
  delivered: 'message.delivered',
  bounced: 'message.bounced',
  failed: 'message.failed',
};

/** Moves one message by the state table, with the fact on the log where it is one. False when the table refuses. */
export async function moveMessage(
  work: Work,
  message: MessageRow,
  event: MessageEvent,
  changes: Partial<typeof messages.$inferInsert> = {},
): Promise<boolean> {
  const state = nextState(message.state, event);
  if (state === null) return false;
  await work.db
    .update(messages)
    .set({ ...changes, state, stateChangedAt: work.now })
    .where(eq(messages.id, message.id));
  tell(work, { ...message, provider: changes.provider ?? message.provider }, state);
  return true;
}

/** The fact on the log, where a state is one. */
export function tell(work: Work, message: MessageRow, state: MessageState): void {
  const type = EVENT_OF_STATE[state];
  if (type === undefined) return;
  const { id, jobId, channel, trigger, provider } = message;
  const data: JsonObject = { jobId, channel, trigger, provider };
  work.emit({ type, subject: { kind: 'message', id }, data });
}

function endOf({ result, tries }: Outcome) {
  const asked =
    tries.length < 2 ? null : tries.map((each): AttemptTry => ({ ...outcomeOf(each.result), ...timeOf(each) }));
  if (result.outcome === 'accepted') return { result: 'accepted' as const, code: null, detail: null, tries: asked };
  return {
    result: result.outcome === 'failed' ? RESULT_OF_FAILURE[result.reason] : result.outcome,
    code: result.reason,
    detail: outcomeOf(result).detail,
    tries: asked,
  };
}

const timeOf = ({ provider, milliseconds }: { provider: string; milliseconds: number }) => ({
  provider,
  milliseconds: Math.round(milliseconds),
});

function outcomeOf(result: HandOverResult): { outcome: string; detail: string | null } {
  if (result.outcome === 'accepted') return { outcome: 'accepted', detail: null };
  const doubtful = result.outcome === 'failed' && result.mayHaveBeenSent;
  return {
    outcome: result.outcome === 'refused' ? 'refused' : RESULT_OF_FAILURE[result.reason],
    detail: `${result.detail}${doubtful ? ' The provider may have taken it all the same: another try may arrive twice.' : ''}`,
  };
}

/** A customer has been told of the promise once a message about it is with a provider. */
async function markTold(work: Work, told: readonly MessageRow[]): Promise<void> {
  const about = told
    .filter(({ trigger }) => trigger !== null && TRIGGERS[trigger].tells === 'promise')
    .map(({ notificationId }) => notificationId)
    .filter((id) => id !== null);
  if (about.length === 0) return;
  const rows = await work.db
    .select({ promiseId: notifications.promiseId, audience: notifications.audience })
    .from(notifications)
    .where(isAmong(notifications.id, about));
  for (const { promiseId, audience } of rows) {
    if (promiseId !== null && audience === 'customer') await markPromiseTold(work, promiseId, work.now);
  }
}
