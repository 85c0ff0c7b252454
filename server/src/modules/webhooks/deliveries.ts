import type { AnswerOf, webhookEndpoints as contract } from '@roundsman/api-contract';
import type { WebhookDeliveryState } from '@roundsman/delivery-rules';
import { and, desc, eq, lt } from 'drizzle-orm';

import { idCursor, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { wakeEndpoint } from './deliver.ts';
import { readEndpoint } from './endpoints.ts';
import { webhookDeliveries } from './schema.ts';

export interface DeliveryQuery {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly state?: WebhookDeliveryState | undefined;
}

type DeliveryPage = AnswerOf<(typeof contract)['deliveries']>;
type Delivery = AnswerOf<(typeof contract)['redeliver']>;

const ROWS_OF_A_PAGE = 100;

/** An endpoint's deliveries, newest first. Problems: 404 `webhook_unknown`, 422 `cursor_invalid`. */
export async function listDeliveries(work: ReadWork, endpointId: string, query: DeliveryQuery): Promise<DeliveryPage> {
  await readEndpoint(work, endpointId);
  const { after, state, limit = ROWS_OF_A_PAGE } = query;
  const rows = await work.db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, endpointId),
        state === undefined ? undefined : eq(webhookDeliveries.state, state),
        after === undefined ? undefined : lt(webhookDeliveries.id, idCursor(after)),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page.map(present), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/**
 * Delivers once more, whatever came of it before; receivers know it by its id. Problems: 404 `delivery_unknown`,
 * 409 `delivery_under_way`, 409 `body_erased` after 30 days, 409 `webhook_disabled`.
 */
export async function redeliver(work: Work, deliveryId: string): Promise<Delivery> {
  const [row] = await work.db
    .select()
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, deliveryId))
    .for('update');
  if (row === undefined)
    throw new Problem({ status: 404, code: 'delivery_unknown', title: 'There is no such delivery' });
  if (row.state === 'sending') {
    throw new Problem({ status: 409, code: 'delivery_under_way', title: 'It is being delivered right now' });
  }
  if (row.body === null) {
    throw new Problem({
      status: 409,
      code: 'body_erased',
      title: 'What was delivered is kept for 30 days only',
      remedy: 'Read the present state through the API.',
    });
  }
  const endpoint = await readEndpoint(work, row.endpointId);
  if (endpoint.state === 'disabled') {
    throw new Problem({
      status: 409,
      code: 'webhook_disabled',
      title: 'The webhook is disabled',
      remedy: 'Enable it first.',
    });
  }
  const [queued] = await work.db
    .update(webhookDeliveries)
    .set({ state: 'queued', nextAttemptAt: work.recordedAt, deliveredAt: null })
    .where(eq(webhookDeliveries.id, deliveryId))
    .returning();
  await wakeEndpoint(work, row.endpointId);
  return present(queued!);
}

function present(row: typeof webhookDeliveries.$inferSelect): Delivery {
  return {
    id: row.id,
    endpointId: row.endpointId,
    eventType: row.eventType,
    state: row.state,
    attempts: row.attemptCount,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}
