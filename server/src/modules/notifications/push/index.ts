/** Web push: browsers that allow it, and how a message reaches them. */
export { type PushProviders, pushTasks } from './hand-over.ts';
export { createKeepingPushProvider, createWebPushProvider, type VapidKeys, vapidKeysOf } from './push-provider.ts';
export { receiveSeen, SEEN_PATH, seenTokensOf, unseenTimer } from './seen.ts';
export { subscribeCustomer, subscribeMember, unsubscribe } from './subscribe.ts';
