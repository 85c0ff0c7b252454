import { AUDIENCES, CHANNELS, MESSAGE_STATES, REPLY_MEANINGS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, PageQuery, page } from './primitives.ts';

export const Message = z.object({
  id: Id,
  jobId: Id.nullable(),
  jobCode: z.string().nullable(),
  channel: z.enum(CHANNELS),
  trigger: z.string().meta({
    description: 'What it tells of: `promise_made`, `on_the_way` …; else where it came from: `test`, `answer`, `desk`',
  }),
  language: z.string(),
  to: z.string(),
  subject: z.string().nullable(),
  preview: z.string().meta({ description: 'The first words' }),
  state: z.enum(MESSAGE_STATES),
  kept: z.boolean().meta({
    description:
      'Handed to the outbox, which reaches nobody: a sandbox, or no service is set up. `sent` then means kept',
  }),
  stateReason: z.string().nullable().meta({ description: 'Why suppressed, bounced or failed' }),
  provider: z.string().nullable(),
  segments: z.int().nullable(),
  queuedAt: Instant,
  sentAt: Instant.nullable(),
});
export type Message = z.infer<typeof Message>;

export const MessageDetail = Message.extend({
  html: z.string().nullable(),
  text: z.string(),
  attempts: z.array(
    z.object({ at: Instant, provider: z.string(), outcome: z.string(), detail: z.string().nullable() }),
  ),
  receipts: z
    .array(z.object({ at: Instant, provider: z.string(), state: z.string(), detail: z.string().nullable() }))
    .meta({ description: 'What was reported later, as it came: of an SMS part by part' }),
  deliveredAt: Instant.nullable(),
  audience: z
    .enum(AUDIENCES)
    .nullable()
    .meta({ description: 'Whom the rule tells; none where no rule stands behind it' }),
  rule: z
    .object({ key: z.string(), name: z.string() })
    .nullable()
    .meta({ description: 'The rule that decided, as it was called then; none where no rule stands behind it' }),
  wordsVersion: z
    .int()
    .nullable()
    .meta({ description: 'Of words of one’s own; none for those that came with the product' }),
  fallBackOf: Id.nullable().meta({ description: 'The message on another channel that did not get through' }),
  cost: z
    .object({ micros: z.int(), currency: z.string() })
    .nullable()
    .meta({ description: 'Millionths of the currency’s unit' }),
});

export const Heard = z.object({
  id: Id,
  channel: z.enum(CHANNELS),
  from: z.string(),
  text: z.string(),
  understoodAs: z.enum(REPLY_MEANINGS),
  seen: z.boolean(),
});
export type Heard = z.infer<typeof Heard>;

export const messageEndpoints = {
  conversation: defineEndpoint({
    id: 'messages.conversation',
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/conversation',
    summary: 'What was told about a job and what people wrote back, in order',
    access: { permission: 'messages:read' },
    params: z.object({ jobId: Id }),
    answer: z.object({
      rows: z.array(z.object({ at: Instant, told: Message.nullable(), heard: Heard.nullable() })),
    }),
  }),
  write: defineEndpoint({
    id: 'messages.write',
    door: 'public',
    method: 'POST',
    path: '/jobs/{jobId}/conversation',
    summary: 'Write to the job’s customer; what they wrote is seen then',
    access: { permission: 'messages:write' },
    params: z.object({ jobId: Id }),
    body: z.object({ channel: z.enum(['email', 'sms']), text: z.string().trim().min(1).max(1000) }),
  }),
  list: defineEndpoint({
    id: 'messages.list',
    door: 'public',
    method: 'GET',
    path: '/messages',
    summary: 'What was, or would have been, told to customers',
    access: { permission: 'messages:read' },
    query: z.object({
      ...PageQuery,
      jobId: Id.optional(),
      customerId: Id.optional(),
      channel: z.enum(CHANNELS).optional(),
      state: z.array(z.enum(MESSAGE_STATES)).optional(),
      search: z.string().max(100).optional(),
    }),
    answer: page(Message),
  }),
  counts: defineEndpoint({
    id: 'messages.counts',
    door: 'public',
    method: 'GET',
    path: '/messages/counts',
    summary: 'Messages by channel and state',
    access: { permission: 'messages:read' },
    answer: z.object({
      rows: z.array(
        z.object({ channel: z.enum(CHANNELS), state: z.enum(MESSAGE_STATES), kept: z.boolean(), count: z.int() }),
      ),
    }),
  }),
  get: defineEndpoint({
    id: 'messages.get',
    door: 'public',
    method: 'GET',
    path: '/messages/{messageId}',
    summary: 'One message, rendered, with its attempts',
    access: { permission: 'messages:read' },
    params: z.object({ messageId: Id }),
    answer: MessageDetail,
  }),
};
