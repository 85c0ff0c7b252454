import type { WebhookDeliveryState } from '@roundsman/delivery-rules';
import { and, asc, eq, gt, gte, isNotNull, lt, ne } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { Problem, type Work } from '../../platform/index.ts';
import { wakeEndpoint } from './deliver.ts';
import { readEndpoint } from './endpoints.ts';
import { webhookDeliveries } from './schema.ts';

const MOST_AT_ONCE = 10_000;

export interface RedeliveryWish {
  /** Made at or after, and before; real time. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Of events after this number of the log. */
  readonly afterSeq?: number | undefined;
  readonly state?: WebhookDeliveryState | undefined;
}

export interface Redelivery {
  readonly queued: number;
  /** When there was more than fits at once: where to go on. */
  readonly nextFrom: Date | null;
}

/**
 * Queues a period's deliveries, or those after a cursor, once more, in the order of the log. Problems: 404 `webhook_unknown`,
 * 409 `webhook_disabled`, 422 `period_missing`.
 */
export async function redeliverMany(work: Work, endpointId: string, wish: RedeliveryWish): Promise<Redelivery> {
  const endpoint = await readEndpoint(work, endpointId);
  if (endpoint.state === 'disabled')
    throw new Problem({
      status: 409,
      code: 'webhook_disabled',
      title: 'The webhook is disabled',
      remedy: 'Enable it first.',
    });
  const { from, to, afterSeq, state } = wish;
  if (from === undefined && afterSeq === undefined)
    throw new Problem({
      status: 422,
      code: 'period_missing',
      title: 'From when on is not said',
      remedy: 'Give `from`, or a cursor of the event feed as `after`.',
      fields: [{ field: 'from', code: 'missing', message: 'Either this or `after` is needed' }],
    });
  const d = webhookDeliveries;
  const rows = await work.db
    .select({ id: d.id, createdAt: d.createdAt })
    .from(d)
    .where(
      and(
        eq(d.endpointId, endpointId),
        ne(d.state, 'sending'),
        isNotNull(d.body),
        from === undefined ? undefined : gte(d.createdAt, from),
        to === undefined ? undefined : lt(d.createdAt, to),
        afterSeq === undefined ? undefined : gt(d.eventSeq, afterSeq),
        state === undefined ? undefined : eq(d.state, state),
      ),
    )
    .orderBy(asc(d.eventSeq))
    .limit(MOST_AT_ONCE + 1)
    .for('update');
  const chosen = rows.slice(0, MOST_AT_ONCE).map(({ id }) => id);
  if (chosen.length > 0) {
    await work.db
      .update(d)
      .set({ state: 'queued', nextAttemptAt: work.recordedAt, deliveredAt: null })
      .where(isAmong(d.id, chosen));
    await wakeEndpoint(work, endpointId);
  }
  return { queued: chosen.length, nextFrom: rows[MOST_AT_ONCE]?.createdAt ?? null };
}
