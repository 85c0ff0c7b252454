import type { DkimKey } from '@roundsman/message-delivery';
import { isNotNull } from 'drizzle-orm';

import type { Database } from '../../../platform/index.ts';
import type { Seal } from '../../../platform/seal/index.ts';
import { senderDomains } from '../schema.ts';

/** From where an e-mail leaves, and who signs for it. */
export interface Sender {
  readonly address: string;
  readonly dkim: DkimKey;
  /** Providers with keys of their own that send in its name. */
  readonly readyWith: ReadonlySet<string>;
}

/** A domain that has just been verified, or has dropped out, is noticed within. */
const REMEMBERED_MILLISECONDS = 10_000;
const MOST_REMEMBERED = 1_000;

/** The verified senders of organisations: a merchant's own, else the organisation's, else none. `milliseconds`: real time. */
export function openSenders(database: Database, seal: Seal, milliseconds: () => number) {
  const remembered = new Map<string, { readonly until: number; readonly senders: ReturnType<typeof read> }>();

  async function read(organisationId: string): Promise<ReadonlyMap<string | null, Sender>> {
    const rows = await database.read(organisationId, ({ db }) =>
      db.select().from(senderDomains).where(isNotNull(senderDomains.verifiedAt)),
    );
    return new Map(
      rows.map(({ merchantId, domain, localPart, selector, sealedKey, providers }) => [
        merchantId,
        {
          address: `${localPart}@${domain}`,
          dkim: { domain, selector, privateKey: seal.open(sealedKey) },
          readyWith: new Set(providers?.filter(({ ready }) => ready).map(({ name }) => name)),
        },
      ]),
    );
  }

  return async (organisationId: string, merchantId: string | null): Promise<Sender | null> => {
    let known = remembered.get(organisationId);
    if (known === undefined || known.until <= milliseconds()) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      known = { until: milliseconds() + REMEMBERED_MILLISECONDS, senders: read(organisationId) };
      remembered.set(organisationId, known);
      known.senders.catch(() => remembered.delete(organisationId));
    }
    const senders = await known.senders;
    return senders.get(merchantId) ?? senders.get(null) ?? null;
  };
}

export type SenderOf = ReturnType<typeof openSenders>;
