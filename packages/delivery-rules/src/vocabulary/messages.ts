export const CHANNELS = ['email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

export const MESSAGE_PURPOSES = ['service', 'rating', 'marketing'] as const;
export type MessagePurpose = (typeof MESSAGE_PURPOSES)[number];

/** What makes a customer hear from us; words, channels and delays per organisation. */
export const NOTIFICATION_TRIGGERS = [
  'promise_made',
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

export const SUPPRESSION_REASONS = [
  'opt_out',
  'quiet_hours_passed',
  'sandbox',
  'duplicate',
  'no_longer_true',
  'no_address',
  'switched_off',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export const ATTEMPT_RESULTS = ['accepted', 'delivered', 'bounced', 'refused', 'unreachable', 'timed_out'] as const;
export type AttemptResult = (typeof ATTEMPT_RESULTS)[number];

export const WEBHOOK_STATES = ['enabled', 'disabled'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];
export const WEBHOOK_DELIVERY_STATES = ['queued', 'sending', 'delivered', 'failed'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];
