import type { SmsProvider, SmsReceipt, SmsReply } from '@roundsman/message-delivery';
import { and, desc, eq, isNull } from 'drizzle-orm';

import { type Database, newId, type Scope } from '../../platform/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { listOrganisations } from '../accounts/index.ts';
import { receiveReply, recordReceipt } from '../notifications/index.ts';
import { messages } from '../notifications/schema.ts';
import { smsParts, smsReceipts } from './schema.ts';

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

  async function receipt(given: SmsReceipt): Promise<void> {
    const { providerMessageId } = given;
    const organisationId = await lastToSend(database, provider.name, providerMessageId);
    if (organisationId !== null) {
      unknown.delete(providerMessageId);
      return takeReceipt(database, { organisationId, actor }, provider.name, given);
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

/** The message is delivered once all its parts are, and lost with any of them. */
async function takeReceipt(database: Database, scope: Scope, provider: string, receipt: SmsReceipt): Promise<void> {
  await database.transact(scope, async (work) => {
    const [part] = await work.db
      .update(smsParts)
      .set({ receiptStatus: receipt.state, receiptAt: work.now })
      .where(and(eq(smsParts.provider, provider), eq(smsParts.providerMessageId, receipt.providerMessageId)))
      .returning();
    if (part === undefined) return;
    const { messageId } = part;
    await work.db.insert(smsReceipts).values({
      organisationId: work.organisationId,
      id: newId(),
      messageId,
      provider,
      providerMessageId: receipt.providerMessageId,
      status: receipt.state,
      errorCode: receipt.detail,
      receivedAt: work.now,
    });
    const open = await work.db
      .select({ number: smsParts.number })
      .from(smsParts)
      .where(and(eq(smsParts.messageId, messageId), isNull(smsParts.receiptAt)));
    const { detail } = receipt;
    if (receipt.state === 'undelivered') await recordReceipt(work, messageId, { state: 'bounced', detail });
    else if (open.length === 0) await recordReceipt(work, messageId, { state: 'delivered', detail });
  });
}

async function liveOrganisations(database: Database): Promise<string[]> {
  return (await listOrganisations(database)).filter(({ kind }) => kind === 'live').map(({ id }) => id);
}

/** Networks give the same id again after a while: the newest part that has it is meant. */
async function lastToSend(database: Database, provider: string, providerMessageId: string): Promise<string | null> {
  let last: { organisationId: string; acceptedAt: Date } | null = null;
  for (const organisationId of await liveOrganisations(database)) {
    const [part] = await database.read(organisationId, ({ db }) =>
      db
        .select({ acceptedAt: smsParts.acceptedAt })
        .from(smsParts)
        .where(and(eq(smsParts.provider, provider), eq(smsParts.providerMessageId, providerMessageId))),
    );
    if (part !== undefined && (last === null || part.acceptedAt >= last.acceptedAt)) {
      last = { organisationId, acceptedAt: part.acceptedAt };
    }
  }
  return last?.organisationId ?? null;
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
