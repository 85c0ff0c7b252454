export const CHANNELS = ['email', 'sms', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

export const MESSAGE_PURPOSES = ['service', 'rating', 'marketing'] as const;
export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number];

/** What makes a customer hear from us; words, channels and delays per organisation. */
export const NOTIFICATION_TRIGGERS = [
  'promise_made',
  'reminder',
  'day_before',
  'day_of',
  'on_the_way',
  'eta_under',
  'arrived',
  'completed',
  'partially_completed',
  'incomplete',
  'damaged',
  'late',
  'changed',
  'cancelled',
] as const;
export type NotificationTrigger = (typeof NOTIFICATION_TRIGGERS)[number];

/** Whom a rule tells; an `address` is one that the organisation names itself. */
export const AUDIENCES = ['customer', 'merchant', 'dispatcher', 'operator', 'address'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Who reads words of their own; addresses that the organisation names read the customers'. */
export const READERS = ['customer', 'merchant', 'dispatcher', 'operator'] as const satisfies readonly Audience[];
export type Reader = (typeof READERS)[number];

/** Whether a rule waits for the quiet hours to pass: as its trigger does, never, or by hours of its own. */
export const QUIET_RULES = ['as_usual', 'none', 'own'] as const;
export type QuietRule = (typeof QUIET_RULES)[number];

/** What a message came from: a rule, somebody trying words out, an answer to a reply, a dispatcher writing. */
export const MESSAGE_ORIGINS = ['rule', 'test', 'answer', 'desk'] as const;
export type MessageOrigin = (typeof MESSAGE_ORIGINS)[number];

/** Languages that words are shipped in and may be written in (BCP 47). */
export const MESSAGE_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** What a reply was taken for. */
export const REPLY_MEANINGS = ['stop', 'start', 'help', 'confirm', 'change', 'other'] as const;
export type ReplyMeaning = (typeof REPLY_MEANINGS)[number];

export const SUPPRESSION_REASONS = [
  'opt_out',
  'quiet_hours_passed',
  'sandbox',
  'duplicate',
  'no_longer_true',
  'no_address',
  'switched_off',
  'bounced_before',
  'monthly_limit',
  'too_late',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export const ATTEMPT_RESULTS = ['accepted', 'delivered', 'bounced', 'refused', 'unreachable', 'timed_out'] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

export const WEBHOOK_STATES = ['enabled', 'disabled'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export const WEBHOOK_DELIVERY_STATES = ['queued', 'sending', 'delivered', 'failed'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

/** Why an address gets no e-mail any more. */
export const ADDRESS_SUPPRESSIONS = ['bounced', 'complained', 'by_hand'] as const;
export type AddressSuppression = (typeof ADDRESS_SUPPRESSIONS)[number];
export const EMAIL_RECEIPTS = ['delivered', 'delayed', 'bounced', 'complained'] as const;
