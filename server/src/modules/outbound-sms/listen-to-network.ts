import type { SmsProvider, SmsReceipt, SmsReply } from '@roundsman/message-delivery';
import { and, desc, eq } from 'drizzle-orm';

import type { Database } from '../../platform/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { listOrganisations } from '../accounts/index.ts';
import { inGroups, receiveReply } from '../notifications/index.ts';
import { messages } from '../notifications/schema.ts';
import { takeReceipts } from './take-receipts.ts';

const actor = { kind: 'system', id: 'outbound-sms' } as const;
/** A receipt can overtake the record of its own hand-over; after this many tries it is somebody else's. */
const MOST_TRIES_OF_UNKNOWN = 3;
const MOST_UNKNOWN = 1_000;

/**
 * Takes what comes back from the network of the real provider. The network names a part or a number, not an
 * organisation, so each live one is asked in turn. What cannot be stored now the network is asked to bring again.
 */
export function listenToNetwork(database: Database, provider: SmsProvider, log: Log): void {
  const unknown = new Map<string, number>();
  // A burst of messages becomes a burst of receipts: they are stored in groups.
  const take = inGroups<SmsReceipt, boolean>(async (receipts) =>
    takeReceipts(database, await liveOrganisations(database), provider.name, receipts),
  );

  async function receipt(given: SmsReceipt): Promise<void> {
    const { providerMessageId } = given;
    if (await take(given)) {
      unknown.delete(providerMessageId);
      return;
    }
    const tries = (unknown.get(providerMessageId) ?? 0) + 1;
    if (unknown.size >= MOST_UNKNOWN) unknown.clear();
    unknown.set(providerMessageId, tries);
    if (tries < MOST_TRIES_OF_UNKNOWN) throw new Error('No message has a part of this id yet');
    unknown.delete(providerMessageId);
    log.warn({ providerMessageId, state: given.state }, 'a receipt for an SMS that nobody here sent');
  }

  async function reply(given: SmsReply): Promise<void> {
    const fromAddress = `+${given.from.replace(/\D/g, '')}`;
    const organisationId = await lastToWriteTo(database, fromAddress);
    if (organisationId === null) return log.warn('an SMS from a number that nobody here has written to');
    await database.transact({ organisationId, actor }, (work) =>
      receiveReply(work, {
        channel: 'sms',
        fromAddress,
        toAddress: given.to,
        text: given.text,
        provider: provider.name,
      }),
    );
  }

  provider.listen({ receipt, reply });
}

async function liveOrganisations(database: Database): Promise<string[]> {
  return (await listOrganisations(database)).filter(({ kind }) => kind === 'live').map(({ id }) => id);
}

/** A person answers whoever wrote to them last. */
async function lastToWriteTo(database: Database, address: string): Promise<string | null> {
  let last: { organisationId: string; messageId: string } | null = null;
  for (const organisationId of await liveOrganisations(database)) {
    const [message] = await database.read(organisationId, ({ db }) =>
      db
        .select({ id: messages.id })
        .from(messages)
        .where(and(eq(messages.channel, 'sms'), eq(messages.toAddress, address)))
        .orderBy(desc(messages.id))
        .limit(1),
    );
    if (message !== undefined && (last === null || message.id > last.messageId)) {
      last = { organisationId, messageId: message.id };
    }
  }
  return last?.organisationId ?? null;
}
