import { createPrivateKey } from 'node:crypto';

import { z } from 'zod';

import type { ConfigurationResult } from '../configuration.ts';
import type { DkimKey } from '../email/dkim.ts';
import type { EmailProvider } from '../email/email-provider.ts';
import { createPostmarkProvider } from '../email/http-apis/postmark-provider.ts';
import { createResendProvider } from '../email/http-apis/resend-provider.ts';
import { createSendgridProvider } from '../email/http-apis/sendgrid-provider.ts';
import { createSesProvider } from '../email/http-apis/ses-provider.ts';
import { createPostmarkDomains } from '../email/provider-domains/postmark-domains.ts';
import type { ProviderDomains } from '../email/provider-domains/provider-domains.ts';
import { createResendDomains } from '../email/provider-domains/resend-domains.ts';
import { createSendgridDomains } from '../email/provider-domains/sendgrid-domains.ts';
import { createSesDomains } from '../email/provider-domains/ses-domains.ts';
import { spfOfRelay } from '../email/sender-domain/spf-of-relay.ts';
import { createSmtpProvider } from '../email/smtp-provider.ts';
import { readSmtpSettings } from '../email/smtp-settings.ts';
import { createMessagebirdProvider } from '../sms/http-apis/messagebird-provider.ts';
import { createSnsProvider } from '../sms/http-apis/sns-provider.ts';
import { createTwilioProvider } from '../sms/http-apis/twilio-provider.ts';
import { createVonageProvider } from '../sms/http-apis/vonage-provider.ts';
import { createSmppProvider } from '../sms/smpp/smpp-provider.ts';
import { readSmppSettings } from '../sms/smpp/smpp-settings.ts';
import { senderAddress } from '../sms/sms-message.ts';
import type { SmsProvider } from '../sms/sms-provider.ts';
import { microsOf } from './money.ts';

/** What opening providers needs from outside. */
export interface ProviderSurroundings {
  readonly now: () => Date;
  readonly random: () => number;
  /** Our own address for a provider's webhook, by its name; none while nobody outside can reach us. */
  readonly webhookUrl: (name: string) => string | null;
}

interface Common {
  readonly name: string;
  readonly weight: number;
  readonly perSecond: number;
  readonly currency: string | null;
}

export interface EmailProviderSettings extends Common {
  /** Millionths of the currency's unit for one e-mail. */
  readonly priceMicros: number;
  /** Names in the SPF record that stand for this provider: `include:amazonses.com`; none where nobody said. */
  readonly spf: string | null;
  readonly dkim: DkimKey | null;
  /** DKIM selectors that the provider signs with itself. */
  readonly dkimSelectors: readonly string[];
  /** It hands over what we sign, so a domain needs no word with it. */
  readonly carriesSignatures: boolean;
  /** Tells it of domains in whose name it is to send; none where it needs no telling, or lacks what that takes. */
  readonly openDomains: ((now: () => Date) => ProviderDomains) | null;
  open(surroundings: ProviderSurroundings): EmailProvider;
}

export interface SmsProviderSettings extends Common {
  readonly countries: ReadonlySet<string> | null;
  /** By country; `*` for the others. Millionths of the currency's unit for one segment. */
  readonly pricesMicros: Readonly<Record<string, number>>;
  /** By country; `*` for the others. */
  readonly senders: Readonly<Record<string, string>>;
  /** Words outside the GSM alphabet are written with letters alike where all of them can be. */
  readonly transliterate: boolean;
  open(surroundings: ProviderSurroundings): SmsProvider;
}

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,30}$/, { error: 'lower-case letters, digits and hyphens, at most 31' });
const price = z.string().refine((amount) => microsOf(amount) !== undefined, { error: 'an amount like "0.0645"' });
const country = z.string().regex(/^[A-Z]{2}$/, { error: 'a country in two capital letters' });
const secret = z.string().min(1);
const endpoint = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const common = {
  name: name.optional(),
  weight: z.number().int().min(0).max(1000).default(1),
  perSecond: z.number().int().min(0).max(100_000).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'a currency in three capital letters' })
    .optional(),
};
const aws = {
  region: z.string().regex(/^[a-z0-9-]+$/),
  accessKeyId: secret,
  secretAccessKey: secret,
  sessionToken: secret.optional(),
};

const dkim = z.strictObject({
  domain: z.string().regex(/^[a-z0-9.-]+$/),
  selector: z.string().regex(/^[a-z0-9._-]+$/i),
  privateKey: z.string().refine(isPrivateKey, { error: 'a private key in PEM: RSA or Ed25519' }),
});
const email = {
  ...common,
  price: price.optional(),
  spf: z
    .string()
    .regex(/^[!-~]+$/)
    .optional(),
  dkim: dkim.optional(),
  dkimSelectors: z.array(z.string()).max(10).default([]),
};
const EmailEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('smtp'), url: secret, returnPath: z.email().optional(), ...email }),
  z.strictObject({
    kind: z.literal('ses'),
    ...aws,
    endpoint: endpoint.optional(),
    configurationSet: z.string().optional(),
    topicArn: z.string().optional(),
    ...email,
  }),
  z.strictObject({
    kind: z.literal('sendgrid'),
    apiKey: secret,
    endpoint: endpoint.optional(),
    webhookPublicKey: secret.optional(),
    ...email,
  }),
  z.strictObject({
    kind: z.literal('postmark'),
    serverToken: secret,
    accountToken: secret.optional(),
    endpoint: endpoint.optional(),
    messageStream: z.string().optional(),
    webhookUser: secret.optional(),
    webhookPassword: secret.optional(),
    ...email,
  }),
  z.strictObject({
    kind: z.literal('resend'),
    apiKey: secret,
    endpoint: endpoint.optional(),
    webhookSecret: secret.optional(),
    ...email,
  }),
]);

const sender = z.string().refine((from) => senderAddress(from) !== undefined, {
  error: 'a number in E.164, a short code, or up to 11 letters and digits',
});
const sms = {
  ...common,
  countries: z.array(country).min(1).optional(),
  prices: z.record(z.union([country, z.literal('*')]), price).default({}),
  senders: z.record(z.union([country, z.literal('*')]), sender).default({}),
  transliterate: z.boolean().default(false),
};
const SmsEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('smpp'), url: secret, ...sms }),
  z.strictObject({
    kind: z.literal('twilio'),
    accountSid: secret,
    authToken: secret,
    endpoint: endpoint.optional(),
    ...sms,
  }),
  z.strictObject({
    kind: z.literal('vonage'),
    apiKey: secret,
    apiSecret: secret,
    signatureSecret: secret.optional(),
    endpoint: endpoint.optional(),
    ...sms,
  }),
  z.strictObject({
    kind: z.literal('messagebird'),
    accessKey: secret,
    signingKey: secret.optional(),
    endpoint: endpoint.optional(),
    ...sms,
  }),
  z.strictObject({ kind: z.literal('sns'), ...aws, endpoint: endpoint.optional(), ...sms }),
]);

type EmailEntry = z.infer<typeof EmailEntry>;
type SmsEntry = z.infer<typeof SmsEntry>;

/** SPF terms under which a provider's own servers send; what an entry says itself counts more. */
const SPF: Readonly<Record<Exclude<EmailEntry['kind'], 'smtp'>, string>> = {
  ses: 'include:amazonses.com',
  sendgrid: 'include:sendgrid.net',
  postmark: 'include:spf.mtasv.net',
  resend: 'include:amazonses.com',
};

/** The value of EMAIL_PROVIDERS: a JSON array, one object a provider; see docs/messages.md. Secrets are never in a fault's words. */
export function readEmailProviders(text: string): ConfigurationResult<readonly EmailProviderSettings[]> {
  return read('EMAIL_PROVIDERS', text, EmailEntry, emailSettings);
}

/** The value of SMS_PROVIDERS: a JSON array, one object a provider; see docs/messages.md. */
export function readSmsProviders(text: string): ConfigurationResult<readonly SmsProviderSettings[]> {
  return read('SMS_PROVIDERS', text, SmsEntry, smsSettings);
}

function read<Entry extends { name?: string | undefined; kind: string }, Settings extends { readonly name: string }>(
  variable: string,
  text: string,
  schema: z.ZodType<Entry>,
  settingsOf: (entry: Entry, faults: string[]) => Settings | undefined,
): ConfigurationResult<readonly Settings[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, faults: [`${variable} is not JSON`] };
  }
  const parsed = z.array(schema).min(1).max(20).safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${variable}[${path.join('.')}]: ${message}`);
    return { ok: false, faults };
  }
  const faults: string[] = [];
  const settings = parsed.data.flatMap((entry) => settingsOf(entry, faults) ?? []);
  const names = settings.map((each) => each.name);
  const twice = names.filter((each, at) => names.indexOf(each) !== at);
  if (twice.length > 0) faults.push(`${variable} has more than one provider named ${[...new Set(twice)].join(', ')}`);
  return faults.length === 0 ? { ok: true, settings } : { ok: false, faults };
}

const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };

const commonOf = ({ name: own, kind, weight, perSecond, currency }: EmailEntry | SmsEntry): Common => ({
  name: own ?? kind,
  weight,
  perSecond,
  currency: currency ?? null,
});

function emailSettings(entry: EmailEntry, faults: string[]): EmailProviderSettings | undefined {
  const { name } = commonOf(entry);
  const open = openEmail(entry, name, faults);
  if (open === undefined) return undefined;
  return {
    ...commonOf(entry),
    priceMicros: microsOf(entry.price ?? '0') ?? 0,
    spf: entry.spf ?? (entry.kind === 'smtp' ? spfOfSmtp(entry.url) : SPF[entry.kind]),
    dkim: entry.dkim ?? null,
    dkimSelectors: entry.dkimSelectors,
    carriesSignatures: entry.kind === 'smtp',
    openDomains: domainsOf(entry),
    open,
  };
}

function spfOfSmtp(url: string): string | null {
  const smtp = readSmtpSettings(url);
  return smtp.ok ? spfOfRelay(smtp.settings.host) : null;
}

function domainsOf(entry: EmailEntry): EmailProviderSettings['openDomains'] {
  switch (entry.kind) {
    case 'smtp':
      return null;
    case 'ses': {
      const { region, accessKeyId, secretAccessKey, sessionToken, endpoint } = entry;
      const credentials = { region, accessKeyId, secretAccessKey, ...given({ sessionToken }) };
      return (now) => createSesDomains({ credentials, ...given({ endpoint }) }, now);
    }
    case 'sendgrid':
      return () => createSendgridDomains({ apiKey: entry.apiKey, ...given({ endpoint: entry.endpoint }) });
    case 'postmark': {
      const { accountToken, endpoint } = entry;
      return accountToken === undefined ? null : () => createPostmarkDomains({ accountToken, ...given({ endpoint }) });
    }
    case 'resend':
      return () => createResendDomains({ apiKey: entry.apiKey, ...given({ endpoint: entry.endpoint }) });
  }
}

function openEmail(entry: EmailEntry, name: string, faults: string[]): EmailProviderSettings['open'] | undefined {
  switch (entry.kind) {
    case 'smtp': {
      const smtp = readSmtpSettings(entry.url);
      if (!smtp.ok) {
        faults.push(...smtp.faults.map((fault) => `EMAIL_PROVIDERS, ${name}: ${fault}`));
        return undefined;
      }
      const { dkim, returnPath } = entry;
      return () => createSmtpProvider({ ...smtp.settings, ...given({ dkim, returnPath }) }, name);
    }
    case 'ses': {
      const { region, accessKeyId, secretAccessKey, sessionToken, endpoint, configurationSet, topicArn, dkim } = entry;
      const credentials = { region, accessKeyId, secretAccessKey, ...given({ sessionToken }) };
      const settings = { name, credentials, ...given({ endpoint, configurationSet, topicArn, dkim }) };
      return ({ now }) => createSesProvider(settings, { now });
    }
    case 'sendgrid': {
      const { apiKey, endpoint, webhookPublicKey } = entry;
      return () => createSendgridProvider({ name, apiKey, ...given({ endpoint, webhookPublicKey }) });
    }
    case 'postmark': {
      const { serverToken, endpoint, messageStream, webhookUser, webhookPassword } = entry;
      const rest = given({ endpoint, messageStream, webhookUser, webhookPassword });
      return () => createPostmarkProvider({ name, serverToken, ...rest });
    }
    case 'resend': {
      const { apiKey, endpoint, webhookSecret } = entry;
      return () => createResendProvider({ name, apiKey, ...given({ endpoint, webhookSecret }) });
    }
  }
}

function smsSettings(entry: SmsEntry, faults: string[]): SmsProviderSettings | undefined {
  const { name } = commonOf(entry);
  const open = openSms(entry, name, faults);
  if (open === undefined) return undefined;
  return {
    ...commonOf(entry),
    countries: entry.countries === undefined ? null : new Set(entry.countries),
    pricesMicros: Object.fromEntries(Object.entries(entry.prices).map(([at, amount]) => [at, microsOf(amount) ?? 0])),
    senders: entry.senders,
    transliterate: entry.transliterate,
    open,
  };
}

function openSms(entry: SmsEntry, name: string, faults: string[]): SmsProviderSettings['open'] | undefined {
  switch (entry.kind) {
    case 'smpp': {
      const smpp = readSmppSettings(entry.url);
      if (!smpp.ok) {
        faults.push(...smpp.faults.map((fault) => `SMS_PROVIDERS, ${name}: ${fault}`));
        return undefined;
      }
      return ({ random }) => createSmppProvider(smpp.settings, random, name);
    }
    case 'twilio': {
      const { accountSid, authToken, endpoint } = entry;
      return ({ webhookUrl }) => {
        const statusCallback = webhookUrl(name) ?? undefined;
        return createTwilioProvider({ name, accountSid, authToken, ...given({ endpoint, statusCallback }) });
      };
    }
    case 'vonage': {
      const { apiKey, apiSecret, signatureSecret, endpoint } = entry;
      return ({ webhookUrl }) => {
        const callback = webhookUrl(name) ?? undefined;
        return createVonageProvider({ name, apiKey, apiSecret, ...given({ signatureSecret, endpoint, callback }) });
      };
    }
    case 'messagebird': {
      const { accessKey, signingKey, endpoint } = entry;
      return ({ webhookUrl }) => {
        const reportUrl = webhookUrl(name) ?? undefined;
        return createMessagebirdProvider({ name, accessKey, ...given({ signingKey, endpoint, reportUrl }) });
      };
    }
    case 'sns': {
      const { region, accessKeyId, secretAccessKey, sessionToken, endpoint } = entry;
      const credentials = { region, accessKeyId, secretAccessKey, ...given({ sessionToken }) };
      return ({ now }) => createSnsProvider({ name, credentials, ...given({ endpoint }) }, now);
    }
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return ['rsa', 'ed25519'].includes(createPrivateKey(pem).asymmetricKeyType ?? '');
  } catch {
    return false;
  }
}

/** The one provider that SMTP_URL names. */
export function smtpAlone(url: string): ConfigurationResult<readonly EmailProviderSettings[]> {
  return faultsOf('SMTP_URL', readEmailProviders(JSON.stringify([{ kind: 'smtp', url }])));
}

/** The one provider that SMPP_URL names. */
export function smppAlone(url: string): ConfigurationResult<readonly SmsProviderSettings[]> {
  return faultsOf('SMPP_URL', readSmsProviders(JSON.stringify([{ kind: 'smpp', url }])));
}

function faultsOf<T>(variable: string, result: ConfigurationResult<T>): ConfigurationResult<T> {
  if (result.ok) return result;
  return { ok: false, faults: result.faults.map((fault) => fault.replace(/^.*?(?=SM[TP]P_URL)/, '') || variable) };
}
