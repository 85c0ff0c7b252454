/** Webhooks: what happens, told to other programs; signed, in order for each subject, tried for three days. */

export { type DeliveryQuery, listDeliveries, redeliver } from './deliveries.ts';
export {
  createWebhook,
  listWebhooks,
  removeWebhook,
  updateWebhook,
  type WebhookChange,
  type WebhookWish,
} from './endpoints.ts';
export { type Redelivery, type RedeliveryWish, redeliverMany } from './redeliver-many.ts';
export { webhooksRole } from './role.ts';
export { rotateSecret } from './rotate-secret.ts';
export { openWebhookTools, type WebhookTools } from './tools.ts';
