import type { SubscribeChannel } from '@roundsman/api-contract';
import { isEmailAddress, normalisePhoneNumber } from '@roundsman/message-delivery';

/** Who is called, as the configuration has it. */
export interface AlertContacts {
  readonly email: readonly string[];
  readonly sms: readonly string[];
  readonly webhook: readonly string[];
}

export interface Contact {
  readonly channel: SubscribeChannel;
  readonly address: string;
}

export const contactsOf = ({ email, sms, webhook }: AlertContacts): Contact[] => [
  ...email.map((address): Contact => ({ channel: 'email', address })),
  ...sms.map((address): Contact => ({ channel: 'sms', address })),
  ...webhook.map((address): Contact => ({ channel: 'webhook', address })),
];

/** More than this on a channel is a distribution list's work. */
const MOST = 10;

type Parsed = { value: string[] } | { fault: string };

function list(text: string, wanted: string, read: (one: string) => string | null): Parsed {
  const given = text.split(',').map((one) => one.trim());
  const value = given.flatMap((one) => read(one) ?? []);
  if (value.length !== given.length) return { fault: wanted };
  return value.length <= MOST ? { value: [...new Set(value)] } : { fault: `at most ${MOST}` };
}

export const parseAlertEmails = (text: string): Parsed =>
  list(text, 'e-mail addresses, separated by commas', (one) => (isEmailAddress(one) ? one : null));

export const parseAlertNumbers = (text: string): Parsed =>
  list(text, 'mobile numbers with their country, like +423 791 23 45, separated by commas', (one) => {
    const number = /^(\+|00)/.test(one) ? normalisePhoneNumber(one, 'CH') : null;
    return number?.ok && number.canReceiveSms ? number.e164 : null;
  });

export const parseAlertUrls = (text: string): Parsed =>
  list(text, 'http or https addresses, separated by commas', (one) => {
    const url = URL.canParse(one) ? new URL(one) : null;
    return url && ['http:', 'https:'].includes(url.protocol) ? url.href : null;
  });
