import type { AnswerOf, consentEndpoints } from '@roundsman/api-contract';
import type { Channel, MessagePurpose } from '@roundsman/delivery-rules';
import { and, desc, eq, ilike, isNull, lt, or } from 'drizzle-orm';

import { anywhere } from '../../../platform/database/index.ts';
import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { inboundMessages, optOuts } from '../schema.ts';
import { refuseUnknownMerchant } from '../templates/save-template.ts';
import { hearAgain, stopHearing } from './wishes.ts';

type Page = AnswerOf<(typeof consentEndpoints)['list']>;

export interface WishQuery {
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly merchantId: string | null;
}

const USUAL_PAGE = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who asked for no more, of what, when and how: the proof of it. Newest first. */
export async function listWishes(
  work: ReadWork,
  { search = '', after, limit = USUAL_PAGE, merchantId }: WishQuery,
): Promise<Page> {
  if (after !== undefined && !UUID.test(after)) {
    throw new Problem({ status: 422, code: 'cursor_invalid', title: 'This is no cursor of a page' });
  }
  const containing = anywhere(search);
  const rows = await work.db
    .select()
    .from(optOuts)
    .where(
      and(
        after === undefined ? undefined : lt(optOuts.id, after),
        containing === '%%' ? undefined : ilike(optOuts.address, containing),
        merchantId === null ? undefined : or(isNull(optOuts.merchantId), eq(optOuts.merchantId, merchantId)),
      ),
    )
    .orderBy(desc(optOuts.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({
      id: row.id,
      channel: row.channel,
      address: row.address,
      merchantId: row.merchantId,
      purpose: row.purpose,
      askedAt: row.optedOutAt.toISOString(),
      how: howOf(row.evidence),
      words: wordsOf(row.evidence),
      liftedAt: row.liftedAt?.toISOString() ?? null,
      liftedHow: row.liftedAt === null ? null : howOf(row.liftedEvidence ?? {}),
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

const howOf = ({ how }: Record<string, unknown>) => (typeof how === 'string' ? how : 'reply');
const wordsOf = (evidence: Record<string, unknown>) => {
  const words = evidence.text ?? evidence.note;
  return typeof words === 'string' ? words : null;
};

/** What somebody told the office. The note says who asked and how; it is the proof. Problems: 422 `address_needed`, 422 `merchant_unknown`. */
export async function recordWish(
  work: Work,
  wish: {
    readonly channel: Channel;
    readonly address: string;
    readonly merchantId: string | null;
    readonly purpose: MessagePurpose | null;
    readonly wanted: boolean;
    readonly note: string;
  },
): Promise<void> {
  const address = wish.address.trim().toLowerCase();
  if (address === '') throw new Problem({ status: 422, code: 'address_needed', title: 'Whose wish is it?' });
  await refuseUnknownMerchant(work, wish.merchantId);
  const evidence = { how: 'desk', note: wish.note, byId: work.actor.id } as const;
  const whose = { channel: wish.channel, address, merchantId: wish.merchantId };
  if (wish.wanted) await hearAgain(work, whose, wish.purpose, evidence);
  else await stopHearing(work, whose, wish.purpose, evidence);
}

/** A dispatcher has seen what somebody wrote. */
export async function markSeen(work: Work, jobId: string): Promise<void> {
  await work.db
    .update(inboundMessages)
    .set({ seenAt: work.now })
    .where(and(eq(inboundMessages.jobId, jobId), isNull(inboundMessages.seenAt)));
}
