import type { EmailReceipt } from '@roundsman/message-delivery';
import { and, desc, eq } from 'drizzle-orm';

import { type Database, newId } from '../../platform/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { listOrganisations } from '../accounts/index.ts';
import { recordReceipts } from '../notifications/index.ts';
import { messages } from '../notifications/schema.ts';
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
  const found = providerMessageId === null ? null : await findMessage(database, provider, providerMessageId);
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
    if (state === 'delivered' || state === 'bounced') await recordReceipts(work, [{ messageId, state, detail }]);
    if (!receipt.permanent || (state !== 'bounced' && state !== 'complained')) return;
    await suppressAddress(work, { address: toAddress, reason: state, detail, messageId });
  });
}

/** `report` names the Message-ID, which holds our own; every other provider its own. */
async function findMessage(database: Database, provider: string, providerMessageId: string) {
  const own = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/.exec(providerMessageId)?.[1];
  for (const { id: organisationId, kind } of await listOrganisations(database)) {
    if (kind !== 'live') continue;
    const [message] = await database.read(organisationId, ({ db }) =>
      db
        .select({ messageId: messages.id, toAddress: messages.toAddress })
        .from(messages)
        .where(
          own === undefined
            ? and(eq(messages.provider, provider), eq(messages.providerMessageId, providerMessageId))
            : eq(messages.id, own),
        )
        .orderBy(desc(messages.id))
        .limit(1),
    );
    if (message !== undefined) return { organisationId, ...message };
  }
  return null;
}
