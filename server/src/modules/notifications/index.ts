/** Notifications: decides from the log who must hear of what, in which words; the outbound services hand them over. */

// What people wish and write back.
export { listWishes, markSeen, recordWish } from './consent/list-wishes.ts';
export { changePreference, readPreferences, unsubscribeByOneClick } from './consent/preferences.ts';
// What deciding needs, and push.
export type { DecideOptions } from './decide/options.ts';
// Whose messages are.
export { messagesFollowCustomer } from './follow-customer.ts';
export { subscribeCustomer, subscribeMember, unsubscribe } from './push/index.ts';
// What screens read.
export { readProviders, readUsage } from './reading/read-delivery.ts';
export { countMessages, getMessage, listMessages, type MessageQuery } from './reading/read-messages.ts';
// The frame of every e-mail.
export { emailFrame, escapeHtml } from './render/email-frame.ts';
export { logoContentId, logosIn, withShownLogos } from './render/logo.ts';
export { readConversation, writeToCustomer } from './replies/conversation.ts';
export { type Reply, receiveReply } from './replies/receive-reply.ts';
export { decideOptions, notificationsRole, pushPublicKey } from './role.ts';
// Who is told of what.
export { reachOfRule } from './rules/reach-of-rule.ts';
export { readRules } from './rules/read-rules.ts';
export { changeRule, createRule, removeRule } from './rules/save-rule.ts';
// For the outbound services.
export { HandOverHealth } from './sending/hand-over-health.ts';
export { inGroups } from './sending/in-groups.ts';
export { getMessageLimit, setMessageLimit } from './sending/message-limits.ts';
export {
  HAND_OVER_BUDGET_SECONDS,
  type HandedOver,
  type InDoubt,
  NOT_ASKED,
  type Outbound,
  type OutboundOptions,
  type Outcome,
} from './sending/outbound.ts';
export { outboundTasks } from './sending/outbound-service.ts';
export { queueForSending } from './sending/queue-for-sending.ts';
export { receiveWebhooks, webhookPath } from './sending/receive-webhooks.ts';
export { recordOutcomes } from './sending/record-hand-over.ts';
export { type MessageReceipt, recordReceipts } from './sending/record-receipt.ts';
export { retryMessage } from './sending/retry-by-hand.ts';
export type { TakenMessage } from './sending/take-for-sending.ts';
export { watchProviders } from './sending/watch-providers.ts';
export { type StaffNotice, tellAdministrators } from './staff/tell-administrators.ts';
// Words of an organisation's own.
export { listTemplates, readTemplate } from './templates/read-templates.ts';
export { goBack, saveTemplate, type TemplatePlace } from './templates/save-template.ts';
export { previewWords, sendTest } from './templates/try-words.ts';
export type { Language, WordsFault } from './words/index.ts';
