import {
  ACTION_KINDS,
  AUDIENCES,
  CHANNELS,
  MESSAGE_LANGUAGES,
  MESSAGE_PURPOSES,
  NOTIFICATION_TRIGGERS,
  QUIET_RULES,
} from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, ShortText } from './primitives.ts';

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ description: 'Local time at the door', example: '17:00' });

const Minutes = z.int().min(1).max(1440);

/** What a rule says: when, whom, for which jobs, on which channels. */
export const RuleFields = z.object({
  name: ShortText,
  enabled: z.boolean().meta({ description: 'A rule that is off tells nobody, and keeps wider ones from telling' }),
  trigger: z.enum(NOTIFICATION_TRIGGERS),
  audience: z.enum(AUDIENCES),
  addresses: z
    .array(z.string().trim().min(3).max(200))
    .max(20)
    .meta({ description: 'Of the audience `address`: e-mail addresses and phone numbers' }),
  conditions: z.object({
    jobKinds: z.array(z.enum(ACTION_KINDS)).max(ACTION_KINDS.length),
    merchantIds: z.array(Id).max(500),
    locationIds: z.array(Id).max(500).meta({ description: 'Goods come from or go to one of these' }),
    tags: z.array(ShortText).max(100),
  }),
  channels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length).meta({
    description: 'In the order in which they are tried; the next one follows when one refuses, fails or bounces',
  }),
  everyChannel: z.boolean().meta({ description: 'On each channel rather than on the first that reaches' }),
  purpose: z.enum(MESSAGE_PURPOSES),
  delaySeconds: z.int().min(0).max(86_400).nullable().meta({ description: 'None: as usual for the trigger' }),
  thresholdMinutes: Minutes.nullable().meta({ description: 'Of `eta_under` and `late`; none: the organisation’s' }),
  daysBefore: z.int().min(0).max(60).nullable().meta({ description: 'Of `reminder`, `day_before` and `day_of`' }),
  at: TimeOfDay.nullable(),
  changeMinutes: Minutes.nullable().meta({
    description: 'Of `late` and `changed`: told again only when times have moved by as much since. None: once',
  }),
  quietHours: z.object({ rule: z.enum(QUIET_RULES), from: TimeOfDay.nullable(), to: TimeOfDay.nullable() }),
  language: z.enum(MESSAGE_LANGUAGES).nullable().meta({ description: 'None: the recipient’s' }),
});
export type RuleFields = z.infer<typeof RuleFields>;

export const NotificationRule = RuleFields.extend({
  key: z.string().meta({ description: 'What the paths name it by: `default.…` for a shipped rule, else its id' }),
  shipped: z.boolean().meta({ description: 'Came with the product' }),
  changed: z.boolean().meta({ description: 'A shipped rule that the organisation has changed' }),
  updatedAt: Instant.nullable(),
});
export type NotificationRule = z.infer<typeof NotificationRule>;

/** One person whom a rule would reach, or would have to leave out. */
export const Reached = z.object({
  jobId: Id,
  jobCode: z.string(),
  name: z.string(),
  channel: z.enum(CHANNELS).nullable(),
  to: z.string().nullable(),
  fallBack: z.array(z.enum(CHANNELS)),
  at: Instant.nullable().meta({ description: 'Where the time is known already' }),
  whyNot: z.enum(['opt_out', 'no_address', 'other_rule']).nullable(),
});
export type Reached = z.infer<typeof Reached>;

export const RuleReach = z.object({
  serviceDate: z.string(),
  jobs: z.int().meta({ description: 'Jobs of the day that it matches' }),
  people: z.int(),
  byChannel: z.array(z.object({ channel: z.enum(CHANNELS), people: z.int() })),
  leftOut: z.int(),
  rows: z.array(Reached).max(100),
});
export type RuleReach = z.infer<typeof RuleReach>;

const path = z.object({ ruleKey: z.string().min(3).max(80) });
const reads = { permission: 'messages:read' };
const writes = { permission: 'messages:write' };

export const notificationRuleEndpoints = {
  list: defineEndpoint({
    id: 'notificationRules.list',
    door: 'public',
    method: 'GET',
    path: '/notification-rules',
    summary: 'Who is told of what: the shipped rules as they stand, and the organisation’s own',
    access: reads,
    answer: z.object({ rows: z.array(NotificationRule) }),
  }),
  create: defineEndpoint({
    id: 'notificationRules.create',
    door: 'public',
    method: 'POST',
    path: '/notification-rules',
    summary: 'A rule of one’s own',
    description:
      'Of the rules for one moment and one audience the most particular that matches a job decides: one’s own before the shipped one, the one with more conditions before the one with fewer.',
    access: writes,
    body: RuleFields,
    answer: NotificationRule,
    status: 201,
  }),
  change: defineEndpoint({
    id: 'notificationRules.change',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/notification-rules/{ruleKey}',
    summary: 'Change a rule; a shipped one keeps its trigger and audience',
    access: writes,
    params: path,
    body: RuleFields,
    answer: NotificationRule,
  }),
  remove: defineEndpoint({
    id: 'notificationRules.remove',
    door: 'public',
    method: 'DELETE',
    path: '/notification-rules/{ruleKey}',
    summary: 'Remove a rule of one’s own; a shipped one goes back to how it came',
    access: writes,
    params: path,
  }),
  reach: defineEndpoint({
    id: 'notificationRules.reach',
    door: 'public',
    method: 'POST',
    path: '/notification-rules/reach',
    summary: 'Whom a rule, saved or not, would reach among today’s jobs',
    access: reads,
    body: z.object({ rule: RuleFields, ruleKey: z.string().max(80).nullable() }),
    answer: RuleReach,
  }),
};
