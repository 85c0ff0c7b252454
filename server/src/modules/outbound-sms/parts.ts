import { and, eq, inArray, or } from 'drizzle-orm';

import type { Work } from '../../platform/index.ts';
import type { Outcome } from '../notifications/index.ts';
import { applyEarlyReceipts } from './early-receipts.ts';
import { smsParts } from './schema.ts';

/**
 * Receipts name parts, so each is kept under the provider's id. A second hand-over of a message replaces the parts of the
 * first, and an id that the network gives again belongs to the newer part. Real time.
 */
export async function recordParts(work: Work, outcomes: readonly Outcome[]): Promise<void> {
  const parts = outcomes.flatMap(({ message, provider, result }) =>
    // A network that gives no id brings no receipt that could name the part.
    (result.outcome === 'accepted' ? [...new Set(result.providerMessageIds)].filter((id) => id !== '') : []).map(
      (providerMessageId, index) => ({
        organisationId: work.organisationId,
        messageId: message.id,
        number: index + 1,
        provider,
        providerMessageId,
        acceptedAt: work.recordedAt,
      }),
    ),
  );
  // Of two parts that the network named alike in one group the later one counts.
  const newest = [...new Map(parts.map((part) => [`${part.provider} ${part.providerMessageId}`, part])).values()];
  if (newest.length === 0) return;
  await work.db.delete(smsParts).where(
    or(
      inArray(
        smsParts.messageId,
        newest.map(({ messageId }) => messageId),
      ),
      or(
        ...[...Map.groupBy(newest, ({ provider }) => provider)].map(([provider, members]) =>
          and(
            eq(smsParts.provider, provider),
            inArray(
              smsParts.providerMessageId,
              members.map(({ providerMessageId }) => providerMessageId),
            ),
          ),
        ),
      ),
    ),
  );
  await work.db.insert(smsParts).values(newest);
  await applyEarlyReceipts(work, newest);
}
