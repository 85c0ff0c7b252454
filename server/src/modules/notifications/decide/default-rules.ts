import type { Channel, MessagePurpose, NotificationTrigger } from '@roundsman/delivery-rules';

export interface NotificationRule {
  readonly trigger: NotificationTrigger;
  readonly channel: Channel;
  readonly enabled: boolean;
  readonly purpose: MessagePurpose;
  /** Business time; none = the organisation's time for corrections, for outcomes, and at once for the rest. */
  readonly delaySeconds: number | null;
  /** Of `eta_under` and `late`; none = the organisation's policy. */
  readonly thresholdMinutes: number | null;
}

/**
 * What customers are told when nobody has changed anything: SMS only to ask for the confirmation, for the window of the
 * day and once "on the way"; the rest by e-mail. Damage goes to the merchant and the dispatcher first.
 */
const CHANNELS_BY_DEFAULT: Readonly<Record<NotificationTrigger, readonly Channel[]>> = {
  promise_made: ['email'],
  day_before: ['sms'],
  day_of: ['sms'],
  on_the_way: ['sms'],
  eta_under: [],
  arrived: [],
  completed: ['email'],
  partially_completed: ['email'],
  incomplete: ['email'],
  damaged: [],
  late: ['email'],
  changed: ['email'],
  cancelled: ['email'],
};

export function defaultRule(trigger: NotificationTrigger, channel: Channel): NotificationRule {
  return {
    trigger,
    channel,
    enabled: CHANNELS_BY_DEFAULT[trigger].includes(channel),
    purpose: 'service',
    delaySeconds: null,
    thresholdMinutes: null,
  };
}
