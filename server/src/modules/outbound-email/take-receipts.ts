import type { EmailReceipt } from '@roundsman/message-delivery';
import { and, desc, eq, isNull } from 'drizzle-orm';

import { type Database, newId } from '../../platform/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { listOrganisations } from '../accounts/index.ts';
import { recordOutcomes, recordReceipts } from '../notifications/index.ts';
import { messageAttempts, messages } from '../notifications/schema.ts';
import { emailReceipts } from './schema.ts';
import { suppressAddress } from './suppressions.ts';

const actor = { kind: 'system', id: 'outbound-email' } as const;

/**
 * Stores what became of an e-mail, moves its message, and keeps further mail from an address that does not exist or does
 * not want it. A provider names its own id, not an organisation, so each live one is asked in turn. Rejects when it
 * cannot be stored, so that it is brought again.
 */
export async function takeEmailReceipt(
  database: Database,
  log: Log,
  provider: string,
  receipt: EmailReceipt,
): Promise<void> {
  const { providerMessageId } = receipt;
  const found = await findMessage(database, provider, receipt.key ?? ownKeyIn(providerMessageId), providerMessageId);
  if (found === null) {
    return log.warn({ provider, state: receipt.state }, 'a receipt for an e-mail that nobody here sent');
  }
  const { organisationId, messageId, toAddress } = found;
  await database.transact({ organisationId, actor }, async (work) => {
    await work.db.insert(emailReceipts).values({
      organisationId,
      id: newId(),
      messageId,
      kind: receipt.state,
      provider,
      recipient: receipt.recipient,
      statusCode: receipt.statusCode,
      diagnostic: receipt.detail,
      receivedAt: work.recordedAt,
    });
    const { state, detail } = receipt;
    // It knows of a hand-over that is not written down: the record is about to be, or its process died.
    if (found.inFlight !== null && providerMessageId !== null) {
      const result = { outcome: 'accepted', providerMessageIds: [providerMessageId] } as const;
      const message = { id: messageId, attempt: found.inFlight, usefulForSeconds: null };
      await recordOutcomes(work, {}, [{ message, provider, result, tries: [] }], () => 0);
    }
    if (state === 'delivered' || state === 'bounced') await recordReceipts(work, [{ messageId, state, detail }]);
    if (!receipt.permanent || (state !== 'bounced' && state !== 'complained')) return;
    await suppressAddress(work, { address: toAddress, reason: state, detail, messageId });
  });
}

const KEY = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** `report` names the Message-ID, which holds our own key; every other provider its own id. */
const ownKeyIn = (providerMessageId: string | null): string | undefined =>
  new RegExp(`^<?(${KEY})@`).exec(providerMessageId ?? '')?.[1];

async function findMessage(
  database: Database,
  provider: string,
  key: string | undefined,
  providerMessageId: string | null,
) {
  const own = key !== undefined && new RegExp(`^${KEY}$`).test(key) ? key : undefined;
  if (own === undefined && providerMessageId === null) return null;
  for (const { id: organisationId, kind } of await listOrganisations(database)) {
    if (kind !== 'live') continue;
    const [message] = await database.read(organisationId, ({ db }) =>
      db
        .select({
          messageId: messages.id,
          toAddress: messages.toAddress,
          inFlight: messageAttempts.number,
        })
        .from(messages)
        .leftJoin(
          messageAttempts,
          and(
            eq(messageAttempts.messageId, messages.id),
            eq(messageAttempts.number, messages.attemptCount),
            eq(messageAttempts.provider, provider),
            isNull(messageAttempts.endedAt),
          ),
        )
        .where(
          own === undefined
            ? and(eq(messages.provider, provider), eq(messages.providerMessageId, providerMessageId ?? ''))
            : eq(messages.id, own),
        )
        .orderBy(desc(messages.id))
        .limit(1),
    );
    if (message !== undefined) return { organisationId, ...message };
  }
  return null;
}
