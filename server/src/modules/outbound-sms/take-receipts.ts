import type { SmsReceipt } from '@roundsman/message-delivery';
import { and, asc, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';

import { type Database, newId, type Work } from '../../platform/index.ts';
import { messages } from '../notifications/schema.ts';
import { keepEarly } from './early-receipts.ts';
import { moveByParts } from './move-by-parts.ts';
import { smsParts, smsReceipts } from './schema.ts';

const actor = { kind: 'system', id: 'outbound-sms' } as const;

interface Owner {
  readonly organisationId: string;
  readonly messageId: string;
  readonly acceptedAt: Date;
}

/**
 * Stores what became of parts and moves their messages, a group of receipts at a time. The network names a part, not an
 * organisation, so each of those given is asked in turn. Answers, receipt by receipt, whether the part is known.
 */
export async function takeReceipts(
  database: Database,
  organisationIds: readonly string[],
  provider: string,
  receipts: readonly SmsReceipt[],
): Promise<boolean[]> {
  const early = await keepEarly(database, organisationIds, provider, receipts);
  const others = receipts.filter((receipt) => !early.has(receipt));
  const owners = await findOwners(database, organisationIds, provider, others);
  const ownerOf = ({ providerMessageId }: SmsReceipt) => owners.get(providerMessageId);
  const known = others.filter((receipt) => ownerOf(receipt) !== undefined);
  for (const [organisationId, members] of Map.groupBy(known, (receipt) => ownerOf(receipt)!.organisationId)) {
    await database.transact({ organisationId, actor }, (work) => store(work, provider, members, owners));
  }
  return receipts.map((receipt) => early.has(receipt) || ownerOf(receipt) !== undefined);
}

/** Networks give the same id again after a while: the newest part that has it is meant. */
async function findOwners(
  database: Database,
  organisationIds: readonly string[],
  provider: string,
  receipts: readonly SmsReceipt[],
): Promise<ReadonlyMap<string, Owner>> {
  const ids = [...new Set(receipts.map(({ providerMessageId }) => providerMessageId))];
  const owners = new Map<string, Owner>();
  for (const organisationId of organisationIds) {
    const parts = await database.read(organisationId, ({ db }) =>
      db
        .select({
          providerMessageId: smsParts.providerMessageId,
          messageId: smsParts.messageId,
          acceptedAt: smsParts.acceptedAt,
        })
        .from(smsParts)
        .where(and(eq(smsParts.provider, provider), isAmong(smsParts.providerMessageId, ids))),
    );
    for (const { providerMessageId, ...part } of parts) {
      const other = owners.get(providerMessageId);
      if (other === undefined || part.acceptedAt >= other.acceptedAt)
        owners.set(providerMessageId, { organisationId, ...part });
    }
  }
  return owners;
}

/** The message is delivered once all its parts are, and lost with any of them. */
async function store(
  work: Work,
  provider: string,
  receipts: readonly SmsReceipt[],
  owners: ReadonlyMap<string, Owner>,
): Promise<void> {
  const messageOf = ({ providerMessageId }: SmsReceipt) => owners.get(providerMessageId)!.messageId;
  const messageIds = [...new Set(receipts.map(messageOf))];
  // Messages before their parts, as whoever records a hand-over locks them.
  await work.db
    .select({ id: messages.id })
    .from(messages)
    .where(isAmong(messages.id, messageIds))
    .orderBy(asc(messages.id))
    .for('update');
  await work.db.insert(smsReceipts).values(
    receipts.map((receipt) => ({
      organisationId: work.organisationId,
      id: newId(),
      messageId: messageOf(receipt),
      provider,
      providerMessageId: receipt.providerMessageId,
      status: receipt.state,
      errorCode: receipt.detail,
      receivedAt: work.now,
    })),
  );
  await moveByParts(
    work,
    provider,
    receipts.map((receipt) => ({ ...receipt, messageId: messageOf(receipt) })),
  );
}
