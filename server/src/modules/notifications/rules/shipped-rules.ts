import type { NotificationRule, RuleFields } from '@roundsman/api-contract';
import type { Audience, Channel, NotificationTrigger } from '@roundsman/delivery-rules';

const WORDS_OF_TRIGGER: Readonly<Record<NotificationTrigger, string>> = {
  promise_made: 'A time was promised',
  reminder: 'Reminder',
  day_before: 'The day before, to confirm',
  day_of: 'Morning of the day',
  on_the_way: 'On the way',
  eta_under: 'Nearly there',
  arrived: 'Arrived',
  completed: 'Completed',
  partially_completed: 'Completed in part',
  incomplete: 'Not completed',
  damaged: 'Damaged',
  late: 'Late',
  changed: 'New time',
  cancelled: 'Cancelled',
};

type Shipped = Partial<RuleFields> & { readonly channels: Channel[] };

/**
 * What happens when nobody has changed anything. Customers hear by SMS only to confirm, for the window of the day and once
 * "on the way", and by e-mail where SMS does not reach; the rest comes by e-mail. Push is there for whoever allowed it. Of
 * damage the merchant and the dispatcher hear first: the customer's rule is there, switched off.
 */
const SHIPPED: Readonly<Partial<Record<Audience, Partial<Record<NotificationTrigger, Shipped>>>>> = {
  customer: {
    promise_made: { channels: ['email'] },
    day_before: { channels: ['sms', 'email'], daysBefore: 1, at: '17:00' },
    day_of: { channels: ['sms', 'email'], daysBefore: 0, at: '07:00' },
    on_the_way: { channels: ['push', 'sms', 'email'] },
    eta_under: { channels: ['push'] },
    arrived: { channels: ['push'] },
    late: { channels: ['push', 'email'], changeMinutes: 30 },
    changed: { channels: ['email'] },
    completed: { channels: ['email'] },
    partially_completed: { channels: ['email'] },
    incomplete: { channels: ['email'] },
    damaged: { channels: ['email'], enabled: false },
    cancelled: { channels: ['email'] },
  },
  merchant: { damaged: { channels: ['email'] } },
  dispatcher: { damaged: { channels: ['push'] }, incomplete: { channels: ['push'] } },
};

export const NO_CONDITIONS: RuleFields['conditions'] = { jobKinds: [], merchantIds: [], locationIds: [], tags: [] };

/** The rules that came with the product, each under a key that stays. */
export const SHIPPED_RULES: readonly NotificationRule[] = Object.entries(SHIPPED).flatMap(([audience, byTrigger]) =>
  Object.entries(byTrigger).map(([trigger, shipped]) =>
    shippedRule(audience as Audience, trigger as NotificationTrigger, shipped),
  ),
);

function shippedRule(audience: Audience, trigger: NotificationTrigger, shipped: Shipped): NotificationRule {
  return {
    key: `default.${audience}.${trigger}`,
    shipped: true,
    changed: false,
    updatedAt: null,
    name: WORDS_OF_TRIGGER[trigger],
    enabled: true,
    trigger,
    audience,
    addresses: [],
    conditions: NO_CONDITIONS,
    everyChannel: false,
    purpose: 'service',
    delaySeconds: null,
    thresholdMinutes: null,
    daysBefore: null,
    at: null,
    changeMinutes: null,
    quietHours: { rule: 'as_usual', from: null, to: null },
    language: null,
    ...shipped,
  };
}
