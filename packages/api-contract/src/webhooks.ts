import { WEBHOOK_DELIVERY_STATES, WEBHOOK_STATES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, PageQuery, page } from './primitives.ts';

export const WebhookEndpoint = z.object({
  id: Id,
  url: z.url().max(2000),
  types: z.array(z.string().max(60)).meta({ description: 'Event types, `job.*` for a family, empty for all' }),
  state: z.enum(WEBHOOK_STATES),
  health: z.object({
    delivered: z.int(),
    failing: z.int(),
    lastSuccessAt: Instant.nullable(),
    lastFailureAt: Instant.nullable(),
    lastFailure: z.string().nullable(),
    waiting: z.int().meta({ description: 'To be delivered, or tried again' }),
    parked: z.int().meta({ description: 'Given up after three days of tries; `redeliver` takes them up again' }),
    pausedUntil: Instant.nullable().meta({ description: 'Fails again and again, so it is left alone until then' }),
    disabledReason: z.string().nullable(),
  }),
  createdAt: Instant,
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const WebhookDelivery = z.object({
  id: Id,
  endpointId: Id,
  eventType: z.string(),
  state: z.enum(WEBHOOK_DELIVERY_STATES),
  attempts: z.int(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  nextAttemptAt: Instant.nullable(),
  createdAt: Instant,
  deliveredAt: Instant.nullable(),
});

const one = z.object({ endpointId: Id });

export const webhookEndpoints = {
  list: defineEndpoint({
    id: 'webhooks.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/webhooks',
    summary: 'Webhook endpoints and their health',
    access: { permission: 'webhooks:read' },
    answer: z.object({ rows: z.array(WebhookEndpoint) }),
  }),
  create: defineEndpoint({
    id: 'webhooks.create',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/webhooks',
    summary: 'Add an endpoint; the signing secret is shown this once',
    description:
      'Deliveries are signed by Standard Webhooks, retried for three days, ordered per subject, and never follow redirects.',
    access: { permission: 'webhooks:write' },
    body: z.object({ url: z.url().max(2000), types: z.array(z.string().max(60)).max(50) }),
    answer: WebhookEndpoint.extend({ secret: z.string() }),
    status: 201,
  }),
  update: defineEndpoint({
    id: 'webhooks.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/webhooks/{endpointId}',
    summary: 'Change, pause or resume an endpoint',
    access: { permission: 'webhooks:write' },
    params: one,
    body: z.object({
      url: z.url().max(2000).optional(),
      types: z.array(z.string().max(60)).max(50).optional(),
      state: z.enum(WEBHOOK_STATES).optional(),
    }),
    answer: WebhookEndpoint,
  }),
  remove: defineEndpoint({
    id: 'webhooks.remove',
    door: 'public',
    method: 'DELETE',
    path: '/webhooks/{endpointId}',
    summary: 'Remove an endpoint',
    access: { permission: 'webhooks:write' },
    params: one,
  }),
  deliveries: defineEndpoint({
    id: 'webhooks.deliveries',
    door: 'public',
    method: 'GET',
    path: '/webhooks/{endpointId}/deliveries',
    summary: 'Deliveries, newest first',
    access: { permission: 'webhooks:read' },
    params: one,
    query: z.object({ ...PageQuery, state: WebhookDelivery.shape.state.optional() }),
    answer: page(WebhookDelivery),
  }),
  redeliver: defineEndpoint({
    id: 'webhooks.redeliver',
    door: 'public',
    method: 'POST',
    path: '/webhook-deliveries/{deliveryId}/redeliver',
    summary: 'Deliver once more',
    access: { permission: 'webhooks:write' },
    params: z.object({ deliveryId: Id }),
    answer: WebhookDelivery,
    status: 202,
  }),
  rotateSecret: defineEndpoint({
    id: 'webhooks.rotateSecret',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/webhooks/{endpointId}/rotate-secret',
    summary: 'A new signing secret, shown this once',
    description: 'Until the overlap is over each delivery carries two signatures, of the old secret and the new one.',
    access: { permission: 'webhooks:write' },
    params: one,
    body: z.object({
      overlapSeconds: z.int().min(0).max(604_800).optional().meta({ description: 'A day unless said' }),
    }),
    answer: z.object({ secret: z.string(), previousUntil: Instant }),
  }),
  redeliverMany: defineEndpoint({
    id: 'webhooks.redeliverMany',
    door: 'public',
    method: 'POST',
    path: '/webhooks/{endpointId}/redeliver',
    summary: 'Deliver once more what was made in a period, or after a cursor of the event feed',
    description:
      'In the order of the log, at most 10,000 at once: while `more` is true, ask again from `nextFrom`. Receivers know each by its `webhook-id`.',
    access: { permission: 'webhooks:write' },
    params: one,
    body: z.object({
      from: Instant.optional(),
      to: Instant.optional(),
      after: z.string().max(400).optional().meta({ description: 'A cursor of `GET /events`' }),
      state: WebhookDelivery.shape.state
        .optional()
        .meta({ description: 'Only those that stand so; `failed` are the parked ones' }),
    }),
    answer: z.object({ queued: z.int(), more: z.boolean(), nextFrom: Instant.nullable() }),
    status: 202,
  }),
};
