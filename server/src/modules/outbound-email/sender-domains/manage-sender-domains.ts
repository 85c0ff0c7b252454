import { generateKeyPair, randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { promisify } from 'node:util';
import type { AnswerOf, BodyOf, messageDeliveryEndpoints } from '@roundsman/api-contract';
import { and, asc, eq, isNull } from 'drizzle-orm';

import { newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import type { Seal } from '../../../platform/seal/index.ts';
import { getMerchant } from '../../customers/index.ts';
import { senderDomains } from '../schema.ts';

type Answer = AnswerOf<(typeof messageDeliveryEndpoints)['setSenderDomain']>;
type Wish = BodyOf<(typeof messageDeliveryEndpoints)['setSenderDomain']>;
export type SenderDomainRow = typeof senderDomains.$inferSelect;

/** What the seal of DKIM keys is derived for. */
export const DKIM_SEAL = 'dkim-keys';
/** RFC 8301: verifiers must take 2048 bits, and fewer are no longer safe. */
const KEY_BITS = 2048;
const makeKeyPair = promisify(generateKeyPair);

export async function listSenderDomains({ db }: ReadWork): Promise<SenderDomainRow[]> {
  return db.select().from(senderDomains).orderBy(asc(senderDomains.id));
}

/** Problem 404 `sender_domain_unknown`. */
export async function getSenderDomain({ db }: ReadWork, id: string): Promise<SenderDomainRow> {
  const [row] = await db.select().from(senderDomains).where(eq(senderDomains.id, id));
  if (row !== undefined) return row;
  throw new Problem({ status: 404, code: 'sender_domain_unknown', title: 'There is no such sender domain' });
}

/** A DKIM key made ready outside any transaction: it takes a while. */
export async function makeDkimKey(seal: Seal): Promise<{ readonly selector: string; readonly sealedKey: string }> {
  const { privateKey } = await makeKeyPair('rsa', {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { selector: `rm${randomBytes(4).toString('hex')}`, sealedKey: seal.seal(privateKey) };
}

/**
 * Sets from where e-mails leave. The same domain keeps its key and what was found of it; another begins anew. Problems:
 * 404 `merchant_unknown`, 422 `sender_domain_taken`.
 */
export async function setSenderDomain(
  work: Work,
  { merchantId, from }: Wish,
  key: Awaited<ReturnType<typeof makeDkimKey>>,
  installationDomain: string,
): Promise<SenderDomainRow> {
  if (merchantId !== null) await getMerchant(work, merchantId);
  const at = from.lastIndexOf('@');
  const localPart = from.slice(0, at);
  const domain = domainToASCII(from.slice(at + 1)).toLowerCase();
  refuseInstallations(domain, installationDomain);
  const whose = merchantId === null ? isNull(senderDomains.merchantId) : eq(senderDomains.merchantId, merchantId);
  const [before] = await work.db.select().from(senderDomains).where(whose).for('update');
  if (before?.domain === domain) {
    await work.db.update(senderDomains).set({ localPart }).where(eq(senderDomains.id, before.id));
    return { ...before, localPart };
  }
  if (before !== undefined) await work.db.delete(senderDomains).where(eq(senderDomains.id, before.id));
  const [row] = await work.db
    .insert(senderDomains)
    .values({
      organisationId: work.organisationId,
      id: newId(),
      merchantId,
      domain,
      localPart,
      ...key,
      createdAt: work.recordedAt,
      createdById: work.actor.id,
    })
    .returning();
  return row!;
}

/** In its name only the installation speaks: what one organisation does there would be laid at everybody's door. */
function refuseInstallations(domain: string, installationDomain: string): void {
  const own = domain === installationDomain || domain.endsWith(`.${installationDomain}`);
  if (!own) return;
  const title = 'This domain is the installation’s own';
  throw new Problem({
    status: 422,
    code: 'sender_domain_taken',
    title,
    fields: [
      {
        field: 'body.from',
        code: 'sender_domain_taken',
        message: title,
        remedy: 'Give an address of your own domain.',
      },
    ],
  });
}

/** Problem 404 `sender_domain_unknown`. */
export async function removeSenderDomain(work: Work, id: string): Promise<void> {
  await getSenderDomain(work, id);
  await work.db.delete(senderDomains).where(and(eq(senderDomains.id, id)));
}

export function present({
  id,
  merchantId,
  domain,
  localPart,
  verifiedAt,
  checkedAt,
  records,
  providers,
}: SenderDomainRow): Answer {
  return {
    id,
    merchantId,
    domain,
    from: `${localPart}@${domain}`,
    inUse: verifiedAt !== null,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
    records: (records ?? []).map((record) => ({ ...record, found: [...record.found] })),
    providers: (providers ?? []).map((provider) => ({ ...provider, records: [...provider.records] })),
  };
}
