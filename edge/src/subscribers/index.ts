/** People and programs who want to be told: they ask, confirm, hear of what touches their components, and leave by one click. */

export { emailBodies } from './compose-notice.ts';
export { openSubscribers } from './keep-subscribers.ts';
export { type Channels, type Outgoing, openChannels } from './open-channels.ts';
export { sendNotices } from './send-notices.ts';
export { signedWebhook } from './signed-webhook.ts';
export { addSubscriberRoutes } from './subscriber-routes.ts';
export { newSubscriptionKey, openTokens, type SubscriptionTokens } from './subscription-tokens.ts';
