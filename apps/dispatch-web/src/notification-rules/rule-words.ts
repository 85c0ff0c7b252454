import type { NotificationRule, RuleFields, TemplateWords } from '@roundsman/api-contract';
import { channelWords, triggerWords } from '../messages/message-words.ts';

export const audienceWords: Record<RuleFields['audience'], string> = {
  customer: 'Customer',
  merchant: 'Merchant',
  dispatcher: 'Dispatchers',
  operator: 'Crew',
  address: 'Addresses of one’s own',
};

/** Whose words can be written; addresses of one's own read the customers'. */
export const READERS = [
  'customer',
  'merchant',
  'dispatcher',
  'operator',
] as const satisfies readonly TemplateWords['reader'][];

export const readerWords: Record<TemplateWords['reader'], string> = {
  customer: 'Customers',
  merchant: 'Merchants',
  dispatcher: 'Dispatchers',
  operator: 'Crews',
};

/** Where each audience has addresses. */
export const audienceChannels: Record<RuleFields['audience'], readonly RuleFields['channels'][number][]> = {
  customer: ['push', 'sms', 'email'],
  merchant: ['email', 'sms'],
  dispatcher: ['push', 'email'],
  operator: ['sms'],
  address: ['email', 'sms'],
};

export const TRIGGERS = [
  'promise_made',
  'reminder',
  'day_before',
  'day_of',
  'on_the_way',
  'eta_under',
  'arrived',
  'late',
  'changed',
  'completed',
  'partially_completed',
  'incomplete',
  'damaged',
  'cancelled',
] as const satisfies readonly RuleFields['trigger'][];

export const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'German' },
  { value: 'fr', label: 'French' },
  { value: 'es', label: 'Spanish' },
] as const;

export const actionKinds = [
  { value: 'delivery', label: 'Delivery' },
  { value: 'pickup', label: 'Pickup' },
  { value: 'installation', label: 'Installation' },
  { value: 'service', label: 'Service' },
  { value: 'haul_away', label: 'Haul-away' },
  { value: 'return', label: 'Return' },
];

export const purposeWords: Record<RuleFields['purpose'], string> = {
  service: 'The visit itself',
  rating: 'How it went',
  marketing: 'Advertising',
};

/** Moments that hang on the clock alone. */
export const DATED: readonly string[] = ['reminder', 'day_before', 'day_of'];

export const isTime = (time: string | null): boolean => time !== null && /^([01]\d|2[0-3]):[0-5]\d$/.test(time);

/** What a rule cannot do without and has not got. */
export function missingIn(rule: RuleFields): string[] {
  const { trigger, audience, addresses, channels, daysBefore, at, quietHours } = rule;
  const needsTime = trigger === 'reminder' || (DATED.includes(trigger) && at !== null);
  return [
    channels.length === 0 && 'a channel',
    audience === 'address' && addresses.length === 0 && 'an address',
    trigger === 'reminder' && daysBefore === null && 'how many days before',
    needsTime && !isTime(at) && 'a time like 17:00',
    quietHours.rule === 'own' &&
      !(isTime(quietHours.from) && isTime(quietHours.to)) &&
      'when the quiet hours begin and end',
  ].filter((each) => each !== false);
}

/** "Day before at 17:00"; "Nearly there, 20 minutes before". */
export function momentWords({ trigger, daysBefore, at, thresholdMinutes }: RuleFields): string {
  const parts = [triggerWords(trigger)];
  if (trigger === 'reminder' && daysBefore !== null) {
    parts.push(daysBefore === 0 ? 'on the day' : daysBefore === 1 ? 'the day before' : `${daysBefore} days before`);
  }
  if (at) parts.push(`at ${at}`);
  if (thresholdMinutes !== null)
    parts.push(trigger === 'late' ? `by ${thresholdMinutes} min` : `${thresholdMinutes} min before`);
  return parts.join(' ');
}

/** "Push, else SMS, else e-mail". */
export function channelOrder({ channels, everyChannel }: Pick<RuleFields, 'channels' | 'everyChannel'>): string {
  const names = channels.map((channel, i) => (i > 0 && channel === 'email' ? 'e-mail' : channelWords[channel]));
  return names.join(everyChannel ? ' and ' : ', else ');
}

/** What a rule asks of a job; empty when it asks nothing. */
export function conditionWords(
  { conditions }: RuleFields,
  names: { merchants: ReadonlyMap<string, string>; locations: ReadonlyMap<string, string> },
): string {
  const { jobKinds, merchantIds, locationIds, tags } = conditions;
  const named = (ids: readonly string[], of: ReadonlyMap<string, string>) =>
    ids.map((id) => of.get(id) ?? '…').join(', ');
  return [
    jobKinds.length > 0 && jobKinds.join(', ').replaceAll('_', ' '),
    merchantIds.length > 0 && named(merchantIds, names.merchants),
    locationIds.length > 0 && named(locationIds, names.locations),
    tags.length > 0 && tags.map((tag) => `#${tag}`).join(', '),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What a rule says, without what the platform knows about it. */
export function fieldsOf(rule: NotificationRule): RuleFields {
  const { key: _key, shipped: _shipped, changed: _changed, updatedAt: _updatedAt, ...fields } = rule;
  return fields;
}

export const NEW_RULE: RuleFields = {
  name: '',
  enabled: true,
  trigger: 'reminder',
  audience: 'customer',
  addresses: [],
  conditions: { jobKinds: [], merchantIds: [], locationIds: [], tags: [] },
  channels: ['sms', 'email'],
  everyChannel: false,
  purpose: 'service',
  delaySeconds: null,
  thresholdMinutes: null,
  daysBefore: 2,
  at: '17:00',
  changeMinutes: null,
  quietHours: { rule: 'as_usual', from: null, to: null },
  language: null,
};
