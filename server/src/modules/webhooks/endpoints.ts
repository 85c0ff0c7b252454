import type { WebhookEndpoint } from '@roundsman/api-contract';
import type { WebhookState } from '@roundsman/delivery-rules';
import { and, asc, count, desc, eq, inArray, isNotNull, max, or, sql } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';

import { faultsOfOutsideUrl } from '../../platform/http/index.ts';
import { type FieldProblem, newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { wakeEndpoint } from './deliver.ts';
import { isTypePattern } from './event-types.ts';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from './schema.ts';
import { newSigningSecret } from './signing-secret.ts';
import type { WebhookTools } from './tools.ts';

export interface WebhookWish {
  readonly url: string;
  readonly types: readonly string[];
}

const MOST_ENDPOINTS = 20;

/** Adds an endpoint; its signing secret is shown here and never again. Problems: 422 `webhook_faulty`, 409 `webhooks_too_many`. */
export async function createWebhook(
  work: Work,
  tools: WebhookTools,
  wish: WebhookWish,
): Promise<WebhookEndpoint & { secret: string }> {
  refuseFaults(wish, tools.allowPrivate);
  const standing = await work.db.$count(webhookEndpoints);
  if (standing >= MOST_ENDPOINTS) {
    throw new Problem({
      status: 409,
      code: 'webhooks_too_many',
      title: `There are ${MOST_ENDPOINTS} webhooks already`,
      remedy: 'Remove one that is no longer used.',
    });
  }
  const secret = newSigningSecret();
  const id = newId();
  await work.db.insert(webhookEndpoints).values({
    organisationId: work.organisationId,
    id,
    url: wish.url,
    eventTypes: [...wish.types],
    secret: tools.seal.seal(secret),
    state: 'enabled',
    createdById: work.actor.id,
    createdAt: work.recordedAt,
  });
  work.emit({ type: 'webhook.created', subject: { kind: 'webhook', id } });
  return { ...(await getWebhook(work, id)), secret };
}

export interface WebhookChange {
  readonly url?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly state?: WebhookState | undefined;
}

/** Changes, pauses or resumes. Whatever waits is tried at once on a resumed endpoint. Problems: 404, 422 `webhook_faulty`. */
export async function updateWebhook(
  work: Work,
  tools: WebhookTools,
  endpointId: string,
  change: WebhookChange,
): Promise<WebhookEndpoint> {
  refuseFaults(change, tools.allowPrivate);
  const before = await readEndpoint(work, endpointId);
  const state = change.state ?? before.state;
  const resumed = state === 'enabled' && before.state === 'disabled';
  const disabled = state === 'disabled' && before.state === 'enabled';
  await work.db
    .update(webhookEndpoints)
    .set({
      ...(change.url === undefined ? {} : { url: change.url }),
      ...(change.types === undefined ? {} : { eventTypes: [...change.types] }),
      state,
      ...(disabled ? { disabledAt: work.recordedAt, disabledReason: 'by hand' } : {}),
      ...(resumed
        ? { disabledAt: null, disabledReason: null, consecutiveFailures: 0, firstFailedAt: null, pausedUntil: null }
        : {}),
    })
    .where(eq(webhookEndpoints.id, endpointId));
  if (resumed) {
    await work.db
      .update(webhookDeliveries)
      .set({ nextAttemptAt: work.recordedAt })
      .where(and(eq(webhookDeliveries.endpointId, endpointId), eq(webhookDeliveries.state, 'queued')));
    await wakeEndpoint(work, endpointId);
  }
  if (resumed || disabled) {
    work.emit({ type: `webhook.${state}`, subject: { kind: 'webhook', id: endpointId } });
  }
  return getWebhook(work, endpointId);
}

/** Removes an endpoint with its deliveries. Problem 404 `webhook_unknown`. */
export async function removeWebhook(work: Work, endpointId: string): Promise<void> {
  await readEndpoint(work, endpointId);
  await work.db.delete(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId));
  work.emit({ type: 'webhook.removed', subject: { kind: 'webhook', id: endpointId } });
}

export async function listWebhooks(work: ReadWork): Promise<WebhookEndpoint[]> {
  const rows = await work.db.select().from(webhookEndpoints).orderBy(asc(webhookEndpoints.id));
  return present(work, rows);
}

async function getWebhook(work: ReadWork, endpointId: string): Promise<WebhookEndpoint> {
  const [presented] = await present(work, [await readEndpoint(work, endpointId)]);
  return presented!;
}

type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** Problem 404 `webhook_unknown`. */
export async function readEndpoint(work: ReadWork, endpointId: string): Promise<EndpointRow> {
  const [row] = await work.db.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId));
  if (row) return row;
  throw new Problem({ status: 404, code: 'webhook_unknown', title: 'There is no such webhook' });
}

function refuseFaults(
  wish: { url?: string | undefined; types?: readonly string[] | undefined },
  allowPrivate: boolean,
): void {
  const { url, types = [] } = wish;
  const fields = [
    ...(url === undefined ? [] : faultsOfOutsideUrl('body.url', url, allowPrivate)),
    ...faultsOfTypes(types),
  ];
  if (fields.length > 0) {
    throw new Problem({ status: 422, code: 'webhook_faulty', title: 'This webhook cannot be used', fields });
  }
}

function faultsOfTypes(types: readonly string[]): FieldProblem[] {
  return types.flatMap((type, i) =>
    isTypePattern(type)
      ? []
      : [
          {
            field: `body.types[${i}]`,
            code: 'not_a_type',
            message: `${type} is no event type.`,
            remedy: 'Write job.completed, or job.* for a family.',
          },
        ],
  );
}

async function present(work: ReadWork, rows: readonly EndpointRow[]): Promise<WebhookEndpoint[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const delivered = sql<number>`count(*) filter (where ${webhookDeliveries.state} = 'delivered')`;
  const totals = await work.db
    .select({
      endpointId: webhookDeliveries.endpointId,
      delivered: delivered.mapWith(Number),
      all: count(),
      lastSuccessAt: max(webhookDeliveries.deliveredAt),
    })
    .from(webhookDeliveries)
    .where(
      and(
        isAmong(webhookDeliveries.endpointId, ids),
        or(eq(webhookDeliveries.state, 'delivered'), isNotNull(webhookDeliveries.lastError)),
      ),
    )
    .groupBy(webhookDeliveries.endpointId);
  const failures = await work.db
    .selectDistinctOn([webhookDeliveries.endpointId], {
      endpointId: webhookDeliveries.endpointId,
      at: webhookAttempts.startedAt,
      error: webhookAttempts.error,
    })
    .from(webhookAttempts)
    .innerJoin(webhookDeliveries, eq(webhookDeliveries.id, webhookAttempts.deliveryId))
    .where(and(isAmong(webhookDeliveries.endpointId, ids), isNotNull(webhookAttempts.error)))
    .orderBy(webhookDeliveries.endpointId, desc(webhookAttempts.startedAt));
  const open = await work.db
    .select({
      endpointId: webhookDeliveries.endpointId,
      waiting: sql<number>`count(*) filter (where ${webhookDeliveries.state} <> 'failed')`.mapWith(Number),
      parked: sql<number>`count(*) filter (where ${webhookDeliveries.state} = 'failed')`.mapWith(Number),
    })
    .from(webhookDeliveries)
    .where(
      and(
        isAmong(webhookDeliveries.endpointId, ids),
        inArray(webhookDeliveries.state, ['queued', 'sending', 'failed']),
      ),
    )
    .groupBy(webhookDeliveries.endpointId);
  return rows.map((row) => {
    const standing = open.find(({ endpointId }) => endpointId === row.id);
    const total = totals.find(({ endpointId }) => endpointId === row.id);
    const failure = failures.find(({ endpointId }) => endpointId === row.id);
    return {
      id: row.id,
      url: row.url,
      types: row.eventTypes,
      state: row.state,
      health: {
        delivered: total?.delivered ?? 0,
        failing: (total?.all ?? 0) - (total?.delivered ?? 0),
        lastSuccessAt: total?.lastSuccessAt?.toISOString() ?? null,
        lastFailureAt: failure?.at.toISOString() ?? null,
        lastFailure: failure?.error ?? null,
        waiting: standing?.waiting ?? 0,
        parked: standing?.parked ?? 0,
        pausedUntil: row.pausedUntil && row.pausedUntil > work.recordedAt ? row.pausedUntil.toISOString() : null,
        disabledReason: row.disabledReason,
      },
      createdAt: row.createdAt.toISOString(),
    };
  });
}
