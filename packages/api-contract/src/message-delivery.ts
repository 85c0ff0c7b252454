import { ADDRESS_SUPPRESSIONS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, PageQuery, page } from './primitives.ts';

const Channel = z.enum(['email', 'sms']);
const MonthLimit = z.object({
  limit: z.object({ monthlyMost: z.int().min(0).max(100_000_000), warnAtPercent: z.int().min(1).max(99) }).nullable(),
});
const Share = z.number().min(0).max(1);

export const MessageProvider = z.object({
  channel: Channel,
  name: z.string(),
  state: z.enum(['well', 'drained', 'trial', 'returning']),
  share: Share.meta({ description: 'Of its weight, what counts now' }),
  since: Instant,
  reason: z.string().nullable().meta({ description: 'Why it is not well' }),
  takesIdempotencyKey: z.boolean().meta({ description: 'It drops a second message with the same key' }),
  sendsReceipts: z.boolean(),
  normalReceiptShare: Share.nullable(),
  recentReceiptShare: Share.nullable(),
  normalReceiptSeconds: z.number().nullable(),
  updatedAt: Instant,
});

export const MessageUsage = z.object({
  channel: Channel,
  messages: z.int(),
  segments: z.int(),
  costs: z
    .array(
      z.object({
        costMicros: z.int().meta({ description: 'Millionths of the currency’s unit' }),
        currency: z.string(),
      }),
    )
    .meta({ description: 'In each currency in which a provider has a price' }),
  delivered: z.int(),
  bounced: z.int(),
  failed: z.int(),
  suppressed: z.int(),
  optedOut: z.int().meta({ description: 'Addresses that asked for no more on this channel' }),
  sentAgainInDoubt: z.int().meta({
    description: 'Sent once more after a crash because nothing could tell whether they had left: some arrived twice',
  }),
  medianSeconds: z.number().nullable().meta({ description: 'From queued to accepted by a provider' }),
  p95Seconds: z.number().nullable(),
  limit: z.object({ monthlyMost: z.int(), warnAtPercent: z.int() }).nullable(),
});

export const EmailSuppression = z.object({
  id: Id,
  address: z.string(),
  reason: z.enum(ADDRESS_SUPPRESSIONS),
  detail: z.string().nullable(),
  messageId: Id.nullable(),
  createdAt: Instant,
});

export const DomainRecord = z.object({
  kind: z.enum(['spf', 'dkim', 'dmarc']),
  name: z.string(),
  type: z.enum(['TXT']),
  state: z.enum(['right', 'missing', 'wrong', 'unknown']),
  found: z.array(z.string()),
  add: z.string().nullable().meta({ description: 'What to put there' }),
  why: z.string().nullable(),
});

/** How one provider stands with a domain: whether it sends in its name, and what it wants in the DNS for that. */
export const DomainProvider = z.object({
  name: z.string(),
  ready: z.boolean().meta({ description: 'It sends from the domain, while `inUse`' }),
  why: z.string().nullable(),
  records: z.array(
    z.object({
      kind: z.enum(['dkim', 'return_path']),
      type: z.enum(['TXT', 'CNAME', 'MX']),
      name: z.string(),
      value: z.string(),
      right: z.boolean().meta({ description: 'By the provider’s own look at the DNS' }),
      why: z.string().nullable(),
    }),
  ),
});

export const SenderDomain = z.object({
  id: Id,
  merchantId: Id.nullable().meta({ description: 'Null: the organisation’s own' }),
  domain: z.string(),
  from: z.string(),
  inUse: z.boolean().meta({
    description: 'Every record is right, so e-mails leave from it by each provider that is ready',
  }),
  verifiedAt: Instant.nullable(),
  checkedAt: Instant.nullable(),
  records: z.array(DomainRecord),
  providers: z
    .array(DomainProvider)
    .meta({ description: 'In the order of the configuration; none before the first look' }),
});

export const messageDeliveryEndpoints = {
  providers: defineEndpoint({
    id: 'messageDelivery.providers',
    door: 'public',
    method: 'GET',
    path: '/message-providers',
    summary: 'How well each provider is',
    access: { permission: 'messages:read' },
    answer: z.object({ rows: z.array(MessageProvider) }),
  }),
  usage: defineEndpoint({
    id: 'messageDelivery.usage',
    priority: 'report',
    door: 'public',
    method: 'GET',
    path: '/message-usage',
    summary: 'What was sent in a month, what it cost and how fast it was',
    access: { permission: 'messages:read' },
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional(),
    }),
    answer: z.object({ month: z.string(), rows: z.array(MessageUsage) }),
  }),
  getLimit: defineEndpoint({
    id: 'messageDelivery.getLimit',
    door: 'public',
    method: 'GET',
    path: '/message-limits/{channel}',
    summary: 'How many messages a channel may send in a month; null = as many as come',
    access: { permission: 'messages:read' },
    params: z.object({ channel: Channel }),
    answer: MonthLimit,
  }),
  setLimit: defineEndpoint({
    id: 'messageDelivery.setLimit',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/message-limits/{channel}',
    summary: 'Set, or with null remove, how many messages a channel may send in a month',
    access: { permission: 'organisation:write' },
    params: z.object({ channel: Channel }),
    body: MonthLimit,
  }),
  retry: defineEndpoint({
    id: 'messageDelivery.retry',
    door: 'public',
    method: 'POST',
    path: '/messages/{messageId}/retry',
    summary: 'Try a failed or bounced message once more',
    access: { permission: 'messages:write' },
    params: z.object({ messageId: Id }),
  }),
  suppressions: defineEndpoint({
    id: 'messageDelivery.suppressions',
    door: 'public',
    method: 'GET',
    path: '/email-suppressions',
    summary: 'Addresses that get no e-mail, and why',
    access: { permission: 'messages:read' },
    query: z.object({ ...PageQuery, search: z.string().max(100).optional() }),
    answer: page(EmailSuppression),
  }),
  suppress: defineEndpoint({
    id: 'messageDelivery.suppress',
    door: 'public',
    method: 'POST',
    path: '/email-suppressions',
    summary: 'Send no more e-mail to an address',
    access: { permission: 'messages:write' },
    body: z.object({ address: z.email(), detail: z.string().min(1).max(500) }),
  }),
  restore: defineEndpoint({
    id: 'messageDelivery.restore',
    door: 'public',
    method: 'POST',
    path: '/email-suppressions/{suppressionId}/lift',
    summary: 'Let an address have e-mail again, and say why',
    access: { permission: 'messages:write' },
    params: z.object({ suppressionId: Id }),
    body: z.object({ reason: z.string().min(1).max(500) }),
  }),
  previewSms: defineEndpoint({
    id: 'messageDelivery.previewSms',
    door: 'public',
    method: 'POST',
    path: '/sms-preview',
    summary: 'Segments and cost of an SMS before it is sent',
    access: { permission: 'messages:read' },
    body: z.object({ text: z.string().min(1).max(5_000), to: z.string().max(40).optional() }),
    answer: z.object({
      encoding: z.enum(['gsm7', 'ucs2']),
      units: z.int(),
      unitsLeft: z.int(),
      segments: z.int(),
      transliterated: z.object({ text: z.string(), segments: z.int() }).nullable(),
      costs: z.array(z.object({ provider: z.string(), segments: z.int(), costMicros: z.int(), currency: z.string() })),
    }),
  }),
  senderDomain: defineEndpoint({
    id: 'messageDelivery.senderDomain',
    door: 'public',
    method: 'GET',
    path: '/sender-domain',
    summary: 'What the DNS of the sender domain says, and which records to add',
    access: { permission: 'organisation:write' },
    answer: z.object({ domain: z.string(), from: z.string(), records: z.array(DomainRecord) }),
  }),
  senderDomains: defineEndpoint({
    id: 'messageDelivery.senderDomains',
    door: 'public',
    method: 'GET',
    path: '/sender-domains',
    summary: 'Domains in whose name e-mails leave, the organisation’s and its merchants’',
    access: { permission: 'organisation:write' },
    answer: z.object({ rows: z.array(SenderDomain) }),
  }),
  setSenderDomain: defineEndpoint({
    id: 'messageDelivery.setSenderDomain',
    door: 'public',
    method: 'PUT',
    path: '/sender-domains',
    summary: 'Send from an address of one’s own, once its domain allows it',
    description:
      'Makes a DKIM key and answers the records to add. E-mails leave from the installation’s domain, with the sender’s name, until all of them are right. Another domain gets another key. 422 `sender_domain_taken`: the installation’s own.',
    access: { permission: 'organisation:write' },
    body: z.object({ merchantId: Id.nullable(), from: z.email().max(254) }),
    answer: SenderDomain,
  }),
  checkSenderDomain: defineEndpoint({
    id: 'messageDelivery.checkSenderDomain',
    door: 'public',
    method: 'POST',
    path: '/sender-domains/{senderDomainId}/check',
    summary: 'Look at the DNS, and ask the providers, now',
    access: { permission: 'organisation:write' },
    params: z.object({ senderDomainId: Id }),
    answer: SenderDomain,
  }),
  removeSenderDomain: defineEndpoint({
    id: 'messageDelivery.removeSenderDomain',
    door: 'public',
    method: 'DELETE',
    path: '/sender-domains/{senderDomainId}',
    summary: 'Send from the installation’s domain again',
    access: { permission: 'organisation:write' },
    params: z.object({ senderDomainId: Id }),
  }),
};
