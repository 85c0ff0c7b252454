import { CHANNELS, MESSAGE_LANGUAGES, NOTIFICATION_TRIGGERS, READERS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';

/** Which words: of one moment, on one channel, in one language; a merchant's own stand before the organisation's. */
const place = {
  trigger: z.enum(NOTIFICATION_TRIGGERS),
  channel: z.enum(CHANNELS),
  language: z.enum(MESSAGE_LANGUAGES),
};
const reader = z.enum(READERS).meta({ description: 'Who reads them. None: customers' });
const TemplatePlace = z.object({ ...place, reader, merchantId: Id.nullable() });
const TemplatePlaceAsked = TemplatePlace.extend({ reader: reader.optional() });

const Written = z.object({
  subject: z.string().max(500).nullable().meta({ description: 'Of an e-mail; none keeps ours' }),
  body: z.string().max(5000).meta({
    description: 'ICU MessageFormat. In an e-mail an empty line begins a new paragraph',
    example: '{sender}: we are on our way. {link}',
  }),
});

export const TemplateVersion = Written.extend({
  id: Id,
  version: z.int(),
  savedAt: Instant,
  savedBy: z.string().nullable(),
  inForce: z.boolean(),
});

export const TemplateWords = TemplatePlace.extend({
  ...Written.shape,
  origin: z.enum(['shipped', 'organisation', 'merchant']).meta({ description: 'Whose words hold' }),
  shipped: Written,
  versions: z.array(TemplateVersion).meta({ description: 'Of this place, newest first' }),
  variables: z.array(z.object({ name: z.string(), about: z.string(), isNumber: z.boolean(), example: z.string() })),
});
export type TemplateWords = z.infer<typeof TemplateWords>;

export const RenderedWords = z.object({
  subject: z.string().nullable(),
  text: z.string(),
  html: z.string().nullable(),
  sms: z
    .object({ encoding: z.enum(['gsm7', 'ucs2']), characters: z.int(), segments: z.int() })
    .nullable()
    .meta({ description: 'What a network would count' }),
  jobCode: z.string().nullable().meta({ description: 'The job it was tried with; none: an example' }),
});
export type RenderedWords = z.infer<typeof RenderedWords>;

const TryOut = TemplatePlaceAsked.extend({
  ...Written.shape,
  jobId: Id.nullable().meta({ description: 'None: the newest job with a promise, else an example' }),
});

const reads = { permission: 'messages:read' };
const writes = { permission: 'messages:write' };

export const messageTemplateEndpoints = {
  list: defineEndpoint({
    id: 'messageTemplates.list',
    door: 'public',
    method: 'GET',
    path: '/message-templates',
    summary: 'Where words of one’s own hold',
    access: reads,
    answer: z.object({
      rows: z.array(TemplatePlace.extend({ version: z.int(), savedAt: Instant, savedBy: z.string().nullable() })),
    }),
  }),
  get: defineEndpoint({
    id: 'messageTemplates.get',
    door: 'public',
    method: 'GET',
    path: '/message-templates/words',
    summary: 'The words that hold, ours beside them, every version, and the variables there are',
    access: reads,
    query: z.object({ ...place, reader: reader.optional(), merchantId: Id.optional() }),
    answer: TemplateWords,
  }),
  save: defineEndpoint({
    id: 'messageTemplates.save',
    door: 'public',
    method: 'POST',
    path: '/message-templates/words',
    summary: 'Save words as a new version',
    description:
      '422 `words_faulty` names each variable that does not exist and each pattern that cannot be read, with its place.',
    access: writes,
    body: TemplatePlaceAsked.extend(Written.shape),
    answer: TemplateWords,
  }),
  goBack: defineEndpoint({
    id: 'messageTemplates.goBack',
    door: 'public',
    method: 'POST',
    path: '/message-templates/words/back',
    summary: 'Go back to an earlier version, or with null to the words that came with the product',
    access: writes,
    body: TemplatePlaceAsked.extend({ versionId: Id.nullable() }),
    answer: TemplateWords,
  }),
  preview: defineEndpoint({
    id: 'messageTemplates.preview',
    door: 'public',
    method: 'POST',
    path: '/message-templates/preview',
    summary: 'Words as a person would see them, with a real job; nothing is kept',
    access: reads,
    body: TryOut,
    answer: RenderedWords,
  }),
  test: defineEndpoint({
    id: 'messageTemplates.test',
    door: 'public',
    method: 'POST',
    path: '/message-templates/test',
    summary: 'Send words to oneself',
    description: 'E-mail and push go to whoever asks; SMS go to the number given.',
    access: writes,
    body: TryOut.extend({ phone: z.string().max(40).nullable() }),
    answer: z.object({ messageId: Id, to: z.string() }),
    status: 202,
  }),
};
