/** People and programs who want to be told: they ask, confirm, hear of what touches their components, and leave by one click. */

export { openSubscribers } from './keep-subscribers.ts';
export { openChannels } from './open-channels.ts';
export { sendNotices } from './send-notices.ts';
export { addSubscriberRoutes } from './subscriber-routes.ts';
export { newSubscriptionKey, openTokens } from './subscription-tokens.ts';
