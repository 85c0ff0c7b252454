import { z } from 'zod';
import { ComponentId } from './status-words.ts';

/** Who is told of incidents and maintenance beside the page itself. */

export const SUBSCRIBE_CHANNELS = ['email', 'sms', 'webhook'] as const;
export type SubscribeChannel = (typeof SUBSCRIBE_CHANNELS)[number];

/** `POST /edge-api/subscribers` → 202: a question goes to the address, and nothing more until it is answered. */
export const Subscribe = z.strictObject({
  channel: z.enum(SUBSCRIBE_CHANNELS),
  address: z.string().trim().min(3).max(500),
  componentIds: z.array(ComponentId).min(1).max(64).optional().meta({ description: 'All of them unless said' }),
});
export type Subscribe = z.infer<typeof Subscribe>;

export const SubscribeAnswer = z.object({
  state: z.literal('asked'),
  secret: z.string().optional().meta({ description: 'Signs what a webhook receives (Standard Webhooks); shown once' }),
});
export type SubscribeAnswer = z.infer<typeof SubscribeAnswer>;

export const SubscriberFigures = z.object({
  channels: z.array(z.object({ channel: z.enum(SUBSCRIBE_CHANNELS), confirmed: z.int(), asked: z.int() })),
  lastDay: z.object({
    waiting: z.int(),
    sent: z.int(),
    failed: z.int(),
    p95Seconds: z.number().nullable().meta({ description: 'From the word to its hand-over, for 95 of 100' }),
  }),
});
export type SubscriberFigures = z.infer<typeof SubscriberFigures>;

/** `GET /edge-api/subscribers`, for operators of the installation: numbers, never addresses. */
export const SubscriberView = SubscriberFigures.extend({
  open: z.array(z.enum(SUBSCRIBE_CHANNELS)),
  outbox: z
    .array(z.object({ channel: z.enum(SUBSCRIBE_CHANNELS), to: z.string(), subject: z.string(), text: z.string() }))
    .nullable()
    .meta({ description: 'What a sandbox would have sent; null where messages reach people' }),
});
export type SubscriberView = z.infer<typeof SubscriberView>;
