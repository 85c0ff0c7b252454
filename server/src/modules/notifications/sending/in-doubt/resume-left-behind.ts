import type { LookUp } from '@roundsman/message-delivery';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { isAmong } from '../../../../platform/database/index.ts';

import type { ReadWork, Work } from '../../../../platform/index.ts';
import { messageAttempts, messages } from '../../schema.ts';
import { actorOf, type InDoubt, type Outbound, type OutboundOptions } from '../outbound.ts';
import { queueForSending } from '../queue-for-sending.ts';
import { type LeftBehind, settleLeftBehind } from './settle-left-behind.ts';

/** Longer than any hand-over's budget, so that nobody is still at it; receipts have this long to tell. */
const LEFT_BEHIND_MILLISECONDS = 120_000;
const MOST_AT_ONCE = 500;
const LOOK_UPS_AT_ONCE = 10;

/**
 * Finds what a process that died left behind: messages whose attempt never ended, and queued ones whose task is gone.
 * Where no provider had been asked yet, the message simply leaves. Where one may have it, whoever can tell decides: the
 * key that the provider takes, its receipts, the provider itself when asked; else the message is sent again, because a
 * customer told twice is better off than one told nothing, and the attempt says so. Returns how many were found.
 */
export async function resumeLeftBehind(
  { database, random }: Pick<OutboundOptions, 'database' | 'random'>,
  outbound: Outbound,
  organisationId: string,
): Promise<number> {
  const scope = actorOf(organisationId, outbound.channel);
  const inDoubt = await database.read(organisationId, async (work) =>
    (await unendedOf(work, outbound)).flatMap(doubtOf),
  );
  // No network call inside a transaction: they are asked first, and counted only if the message is still where it was.
  const answers = await askProviders(outbound, inDoubt);
  return database.transact(scope, async (work) => {
    const found = await unendedOf(work, outbound).for('update', { of: messages, skipLocked: true });
    const unended = await settleLeftBehind(work, outbound, found, answers, random);
    const forgotten = await findForgotten(work, outbound);
    const again = [...unended, ...forgotten];
    if (again.length === 0) return 0;
    const ids = again.map(({ id }) => id);
    await work.db
      .update(messages)
      .set({ nextAttemptAt: work.recordedAt })
      .where(and(isAmong(messages.id, ids), sql`${messages.state} = 'queued'`));
    await queueForSending(work, again);
    return again.length;
  });
}

const longAgo = ({ recordedAt }: ReadWork) => new Date(recordedAt.getTime() - LEFT_BEHIND_MILLISECONDS);

function unendedOf(work: ReadWork, { channel }: Pick<Outbound, 'channel'>) {
  const since = longAgo(work);
  return work.db
    .select({ message: messages, attempt: messageAttempts })
    .from(messages)
    .innerJoin(
      messageAttempts,
      and(eq(messageAttempts.messageId, messages.id), eq(messageAttempts.number, messages.attemptCount)),
    )
    .where(
      and(
        eq(messages.channel, channel),
        eq(messages.state, 'sending'),
        isNull(messageAttempts.endedAt),
        lt(messageAttempts.startedAt, since),
        or(isNull(messageAttempts.leavingAt), lt(messageAttempts.leavingAt, since)),
      ),
    )
    .limit(MOST_AT_ONCE);
}

function doubtOf({ message, attempt }: LeftBehind): InDoubt[] {
  const { id, toAddress, text } = message;
  const { provider, leavingAt } = attempt;
  return leavingAt === null ? [] : [{ id, toAddress, text, provider, leavingAt }];
}

async function askProviders(outbound: Outbound, inDoubt: readonly InDoubt[]): Promise<ReadonlyMap<string, LookUp>> {
  const answers = new Map<string, LookUp>();
  const { lookUp, takesIdempotencyKeys } = outbound;
  if (lookUp === undefined) return answers;
  const waiting = inDoubt.filter(({ provider }) => !takesIdempotencyKeys(provider)).values();
  const askInTurn = async () => {
    for (const doubtful of waiting) {
      const answer = await lookUp(doubtful).catch((): LookUp => ({ outcome: 'unknown' }));
      if (answer !== null) answers.set(doubtful.id, answer);
    }
  };
  await Promise.all(Array.from({ length: LOOK_UPS_AT_ONCE }, askInTurn));
  return answers;
}

/** Queued, and the task that should have taken them is gone with its process. */
function findForgotten(work: Work, { channel }: Pick<Outbound, 'channel'>) {
  return work.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.channel, channel),
        eq(messages.state, 'queued'),
        lt(messages.nextAttemptAt, longAgo(work)),
        or(isNull(messages.notBefore), lt(messages.notBefore, work.now)),
      ),
    )
    .limit(MOST_AT_ONCE)
    .for('update', { skipLocked: true });
}
