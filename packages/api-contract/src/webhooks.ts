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
    door: 'public',
    method: 'GET',
    path: '/webhooks',
    summary: 'Webhook endpoints and their health',
    access: { permission: 'webhooks:read' },
    answer: z.object({ rows: z.array(WebhookEndpoint) }),
  }),
  create: defineEndpoint({
    id: 'webhooks.create',
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
};
