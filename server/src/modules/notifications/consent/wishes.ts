import type { Channel, MessagePurpose } from '@roundsman/delivery-rules';
import { and, eq, inArray, isNull, or } from 'drizzle-orm';

import { newId, type ReadWork, type Work } from '../../../platform/index.ts';
import { optOuts } from '../schema.ts';

/** What one address wants from one sender. */
export interface Address {
  readonly channel: Channel;
  readonly address: string;
  /** None = every sender of the organisation. */
  readonly merchantId: string | null;
}

/** How somebody asked: what proves it. Kept with the wish as long as it is. */
export interface Evidence {
  readonly how: 'reply' | 'one_click' | 'preferences' | 'desk';
  readonly [detail: string]: string | null;
}

export type OptOutRow = typeof optOuts.$inferSelect;

/** Every wish an address has uttered towards a sender, also those lifted since, newest first. */
export async function readWishes(work: ReadWork, addresses: readonly Address[]): Promise<OptOutRow[]> {
  if (addresses.length === 0) return [];
  const rows = await work.db
    .select()
    .from(optOuts)
    .where(
      inArray(
        optOuts.address,
        addresses.map(({ address }) => address),
      ),
    );
  return rows
    .filter((row) =>
      addresses.some(
        ({ channel, address, merchantId }) =>
          row.channel === channel &&
          row.address === address &&
          (row.merchantId === null || row.merchantId === merchantId),
      ),
    )
    .sort((a, b) => b.optedOutAt.getTime() - a.optedOutAt.getTime());
}

/** Ends what an address hears: of one purpose, or with null of all. Asked twice it stays asked once. */
export async function stopHearing(
  work: Work,
  address: Address,
  purpose: MessagePurpose | null,
  evidence: Evidence,
): Promise<void> {
  const standing = (await readWishes(work, [address])).filter(({ liftedAt }) => liftedAt === null);
  if (standing.some((row) => row.purpose === null || row.purpose === purpose)) return;
  await work.db.insert(optOuts).values({
    organisationId: work.organisationId,
    id: newId(),
    ...address,
    purpose,
    evidence: { ...evidence },
    optedOutAt: work.now,
  });
  tell(work, address, purpose, false, evidence);
}

/** Lifts what had ended: of one purpose, or with null of all. What was ended as a whole stays ended for the other purposes. */
export async function hearAgain(
  work: Work,
  address: Address,
  purpose: MessagePurpose | null,
  evidence: Evidence,
): Promise<void> {
  const lifted = await work.db
    .update(optOuts)
    .set({ liftedAt: work.now, liftedEvidence: { ...evidence } })
    .where(
      and(
        eq(optOuts.channel, address.channel),
        eq(optOuts.address, address.address),
        isNull(optOuts.liftedAt),
        address.merchantId === null
          ? undefined
          : or(isNull(optOuts.merchantId), eq(optOuts.merchantId, address.merchantId)),
        purpose === null ? undefined : or(isNull(optOuts.purpose), eq(optOuts.purpose, purpose)),
      ),
    )
    .returning();
  if (lifted.length === 0) return;
  tell(work, address, purpose, true, evidence);
  if (purpose === null || !lifted.some((row) => row.purpose === null)) return;
  for (const other of PURPOSES.filter((each) => each !== purpose)) await stopHearing(work, address, other, evidence);
}

/** Those a person is asked about; nothing here sends marketing. */
export const PURPOSES = ['service', 'rating'] as const satisfies readonly MessagePurpose[];

function tell(
  work: Work,
  { channel, merchantId }: Address,
  purpose: string | null,
  wanted: boolean,
  { how }: Evidence,
) {
  work.emit({
    type: wanted ? 'consent.given' : 'consent.withdrawn',
    subject: { kind: 'organisation', id: work.organisationId },
    data: { channel, purpose, merchantId, how },
  });
}
