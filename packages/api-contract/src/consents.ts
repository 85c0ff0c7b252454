import { CHANNELS, MESSAGE_PURPOSES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, PageQuery, page } from './primitives.ts';

/** Somebody asked for no more: of what, when and how. */
export const OptOut = z.object({
  id: Id,
  channel: z.enum(CHANNELS),
  address: z.string(),
  merchantId: Id.nullable().meta({ description: 'None: from no sender' }),
  purpose: z.enum(MESSAGE_PURPOSES).nullable().meta({ description: 'None: of no purpose' }),
  askedAt: Instant,
  how: z.string().meta({ description: '`reply`, `one_click`, `preferences` or `desk`' }),
  words: z.string().nullable().meta({ description: 'What they wrote, or what the office noted' }),
  liftedAt: Instant.nullable(),
  liftedHow: z.string().nullable(),
});
export type OptOut = z.infer<typeof OptOut>;

export const consentEndpoints = {
  list: defineEndpoint({
    id: 'consents.list',
    door: 'public',
    method: 'GET',
    path: '/opt-outs',
    summary: 'Who asked for no more, with the proof of it',
    access: { permission: 'messages:read' },
    query: z.object({ ...PageQuery, search: z.string().max(100).optional() }),
    answer: page(OptOut),
  }),
  record: defineEndpoint({
    id: 'consents.record',
    door: 'public',
    method: 'POST',
    path: '/opt-outs',
    summary: 'Record what somebody told the office about what they want to hear',
    access: { permission: 'messages:write' },
    body: z.object({
      channel: z.enum(['email', 'sms']),
      address: z.string().trim().min(3).max(200),
      merchantId: Id.nullable(),
      purpose: z.enum(MESSAGE_PURPOSES).nullable(),
      wanted: z.boolean(),
      note: z.string().trim().min(3).max(500).meta({ description: 'Who asked, and how: it is the proof' }),
    }),
  }),
};
