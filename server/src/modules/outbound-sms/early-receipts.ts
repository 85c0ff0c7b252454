import { type SmsReceipt, smsReference } from '@roundsman/message-delivery';
import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';

import { type Database, newId, type ReadWork, type Work } from '../../platform/index.ts';
import { messageAttempts, messages } from '../notifications/schema.ts';
import { moveByParts } from './move-by-parts.ts';
import { smsReceipts } from './schema.ts';

const actor = { kind: 'system', id: 'outbound-sms' } as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Keeps receipts that name a message of ours whose hand-over is not written down yet: the record is about to be, or its
 * process died, and then the receipt is what tells that the message must not be sent again. Answers those it kept.
 */
export async function keepEarly(
  database: Database,
  organisationIds: readonly string[],
  provider: string,
  receipts: readonly SmsReceipt[],
): Promise<ReadonlySet<SmsReceipt>> {
  const kept = new Set<SmsReceipt>();
  const naming = receipts.filter(({ about }) => about !== undefined);
  if (naming.length === 0) return kept;
  for (const organisationId of organisationIds) {
    const left = naming.filter((receipt) => !kept.has(receipt));
    const inFlight = await database.read(organisationId, (work) => findInFlight(work, provider, left));
    const meant = left.flatMap((receipt) => {
      const found = inFlight.filter((message) => isAbout(receipt, message));
      return found.length === 1 ? [{ receipt, messageId: found[0]!.id }] : [];
    });
    if (meant.length === 0) continue;
    const stored = await database.transact({ organisationId, actor }, async (work) => {
      const ids = meant.map(({ messageId }) => messageId);
      // Whoever writes the hand-over down holds the message: afterwards it is no longer on its way.
      const still = await work.db
        .select({ id: messages.id })
        .from(messages)
        .where(and(isAmong(messages.id, ids), eq(messages.state, 'sending')))
        .orderBy(asc(messages.id))
        .for('update');
      const early = meant.filter(({ messageId }) => still.some(({ id }) => id === messageId));
      if (early.length > 0) await insertEarly(work, provider, early);
      return early;
    });
    for (const { receipt } of stored) kept.add(receipt);
  }
  return kept;
}

function isAbout({ about }: SmsReceipt, { id, toAddress }: { id: string; toAddress: string }): boolean {
  if (about === undefined) return false;
  return 'key' in about ? about.key === id : about.to === toAddress && about.reference === smsReference(id);
}

/** Messages that a provider has been asked for, without an end so far. */
async function findInFlight({ db }: ReadWork, provider: string, receipts: readonly SmsReceipt[]) {
  const keys = receipts.flatMap(({ about }) => (about && 'key' in about && UUID.test(about.key) ? [about.key] : []));
  const numbers = receipts.flatMap(({ about }) => (about && 'to' in about ? [about.to] : []));
  return db
    .select({ id: messages.id, toAddress: messages.toAddress })
    .from(messages)
    .innerJoin(
      messageAttempts,
      and(eq(messageAttempts.messageId, messages.id), eq(messageAttempts.number, messages.attemptCount)),
    )
    .where(
      and(
        eq(messages.channel, 'sms'),
        eq(messages.state, 'sending'),
        or(isAmong(messages.id, keys), inArray(messages.toAddress, numbers)),
        eq(messageAttempts.provider, provider),
        isNotNull(messageAttempts.leavingAt),
        isNull(messageAttempts.endedAt),
      ),
    );
}

async function insertEarly(
  work: Work,
  provider: string,
  early: readonly { readonly receipt: SmsReceipt; readonly messageId: string }[],
): Promise<void> {
  await work.db.insert(smsReceipts).values(
    early.map(({ receipt, messageId }) => ({
      organisationId: work.organisationId,
      id: newId(),
      messageId,
      early: true,
      provider,
      providerMessageId: receipt.providerMessageId,
      status: receipt.state,
      errorCode: receipt.detail,
      receivedAt: work.now,
    })),
  );
}

/** Receipts that were faster than the record of their parts, or came while nobody was there to write it. */
export async function applyEarlyReceipts(
  work: Work,
  parts: readonly { readonly messageId: string; readonly provider: string; readonly providerMessageId: string }[],
): Promise<void> {
  const known = new Set(parts.map(({ provider, providerMessageId }) => `${provider} ${providerMessageId}`));
  const early = (
    await earlyReceiptsOf(
      work,
      parts.map(({ messageId }) => messageId),
    )
  ).filter(({ provider, providerMessageId }) => known.has(`${provider} ${providerMessageId}`));
  for (const [provider, receipts] of Map.groupBy(early, (receipt) => receipt.provider)) {
    await moveByParts(
      work,
      provider,
      receipts.map(({ status, errorCode, ...receipt }) => ({
        ...receipt,
        state: status === 'delivered' ? ('delivered' as const) : ('undelivered' as const),
        detail: errorCode ?? status,
      })),
    );
  }
}

/** By message, the ids under which a provider has spoken of its parts before they were written down. */
export async function readEarlyReceipts(
  work: ReadWork,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const early = await earlyReceiptsOf(work, messageIds);
  return new Map(
    [...Map.groupBy(early, ({ messageId }) => messageId)].map(([messageId, receipts]) => [
      messageId,
      [...new Set(receipts.map(({ providerMessageId }) => providerMessageId))],
    ]),
  );
}

async function earlyReceiptsOf({ db }: ReadWork, messageIds: readonly string[]) {
  const ids = [...new Set(messageIds)];
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      messageId: smsReceipts.messageId,
      provider: smsReceipts.provider,
      providerMessageId: smsReceipts.providerMessageId,
      status: smsReceipts.status,
      errorCode: smsReceipts.errorCode,
    })
    .from(smsReceipts)
    .where(and(isAmong(smsReceipts.messageId, ids), eq(smsReceipts.early, true)));
  return rows.flatMap((row) => (row.messageId === null ? [] : [{ ...row, messageId: row.messageId }]));
}
