import type { AddressSuppression } from '@roundsman/delivery-rules';
import { and, desc, eq, ilike, inArray, isNull, lt } from 'drizzle-orm';

import { anywhere } from '../../platform/database/index.ts';
import { idCursor, newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { emailSuppressions } from './schema.ts';

export interface NewSuppression {
  readonly address: string;
  readonly reason: AddressSuppression;
  readonly detail: string | null;
  readonly messageId: string | null;
}

/** Those of the addresses that get no e-mail. */
export async function readSuppressed(work: ReadWork, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  const byLower = new Map(addresses.map((address) => [address.toLowerCase(), address]));
  const rows = await work.db
    .select({ address: emailSuppressions.address })
    .from(emailSuppressions)
    .where(and(inArray(emailSuppressions.address, [...byLower.keys()]), isNull(emailSuppressions.liftedAt)));
  const suppressed = new Set(rows.map(({ address }) => address));
  return new Set(addresses.filter((address) => suppressed.has(address.toLowerCase())));
}

/** From now on the address gets no e-mail; one that stands already stays as it is. */
export async function suppressAddress(work: Work, wish: NewSuppression): Promise<void> {
  const [made] = await work.db
    .insert(emailSuppressions)
    .values({
      organisationId: work.organisationId,
      id: newId(),
      ...wish,
      address: wish.address.toLowerCase(),
      createdAt: work.now,
      createdById: work.actor.kind === 'member' ? work.actor.id : null,
    })
    .onConflictDoNothing()
    .returning({ id: emailSuppressions.id });
  if (made === undefined) return;
  work.emit({
    type: 'email_address.suppressed',
    subject: { kind: 'email_suppression', id: made.id },
    data: { reason: wish.reason },
  });
}

/** Lets an address have e-mail again because a person says why. Problem 404 `suppression_unknown`. */
export async function liftSuppression(work: Work, id: string, reason: string): Promise<void> {
  const [lifted] = await work.db
    .update(emailSuppressions)
    .set({ liftedAt: work.now, liftedReason: reason, liftedById: work.actor.id })
    .where(and(eq(emailSuppressions.id, id), isNull(emailSuppressions.liftedAt)))
    .returning({ id: emailSuppressions.id });
  if (lifted === undefined) {
    throw new Problem({ status: 404, code: 'suppression_unknown', title: 'This address is not suppressed' });
  }
  work.emit({ type: 'email_address.restored', subject: { kind: 'email_suppression', id } });
}

const ROWS_OF_A_PAGE = 100;

/** The addresses that get nothing, newest first. */
export async function listSuppressions(
  work: ReadWork,
  query: {
    readonly after?: string | undefined;
    readonly limit?: number | undefined;
    readonly search?: string | undefined;
  },
) {
  const limit = query.limit ?? ROWS_OF_A_PAGE;
  const search = (query.search ?? '').trim();
  const rows = await work.db
    .select()
    .from(emailSuppressions)
    .where(
      and(
        isNull(emailSuppressions.liftedAt),
        query.after === undefined ? undefined : lt(emailSuppressions.id, idCursor(query.after)),
        search === '' ? undefined : ilike(emailSuppressions.address, anywhere(search)),
      ),
    )
    .orderBy(desc(emailSuppressions.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ id, address, reason, detail, messageId, createdAt }) => ({
      id,
      address,
      reason,
      detail,
      messageId,
      createdAt: createdAt.toISOString(),
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
