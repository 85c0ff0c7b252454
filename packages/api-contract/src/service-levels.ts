import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Instant } from './primitives.ts';

const share = z.number().max(1);
const count = z.int().min(0);
const Severity = z
  .enum(['page', 'ticket'])
  .meta({ description: '`page`: somebody is needed now; `ticket`: within days' });
const MOST_CONTACTS = 20;

export const AlertContacts = z.object({
  emails: z.array(z.email().max(254)).max(MOST_CONTACTS),
  phones: z
    .array(z.string().regex(/^\+[1-9]\d{5,14}$/))
    .max(MOST_CONTACTS)
    .meta({ description: 'E.164, for example +4232370000' }),
  webhooks: z.array(z.url({ protocol: /^https?$/ }).max(500)).max(MOST_CONTACTS),
});

export const ServiceObjective = z.object({
  component: z.string(),
  label: z.string(),
  target: share.min(0),
  withinSeconds: z.number().nullable().meta({ description: 'Slower answers are not good ones' }),
  counts: z.enum(['requests', 'looks']),
  month: z.object({ good: count, bad: count }),
  goodShare: share.min(0).nullable(),
  budgetLeftShare: share.meta({
    description: 'Of the error budget of 30 days; below 0 when more is spent than there is',
  }),
  burnRates: z.array(z.object({ minutes: count, burnRate: z.number().min(0) })),
  alert: Severity.nullable(),
});

export const ServiceAlert = z.object({
  id: z.uuid(),
  component: z.string(),
  label: z.string(),
  severity: Severity,
  burnRate: z.number(),
  windowMinutes: count,
  openedAt: Instant,
  closedAt: Instant.nullable(),
});

export const ServiceLevels = z.object({
  objectives: z.array(ServiceObjective),
  alerts: z.array(ServiceAlert),
  contacts: AlertContacts,
  webhookSecret: z.string().meta({ description: 'Alerts are signed with it (Standard Webhooks)' }),
});
export type ServiceLevels = z.infer<typeof ServiceLevels>;
export type ServiceObjective = z.infer<typeof ServiceObjective>;
export type ServiceAlert = z.infer<typeof ServiceAlert>;
export type AlertContacts = z.infer<typeof AlertContacts>;

const access = { permission: 'incidents:publish' } as const;

export const serviceLevelEndpoints = {
  get: defineEndpoint({
    id: 'serviceLevels.get',
    door: 'public',
    method: 'GET',
    path: '/service-levels',
    live: true,
    summary: 'What each part of the installation promises, and how fast its error budget is spent',
    access,
    answer: ServiceLevels,
  }),
  saveContacts: defineEndpoint({
    id: 'serviceLevels.saveContacts',
    answersSecret: true,
    door: 'public',
    method: 'PUT',
    path: '/service-levels/contacts',
    summary: 'Whom alerts go to, by e-mail, SMS and webhook',
    access,
    body: AlertContacts,
    answer: ServiceLevels,
  }),
  test: defineEndpoint({
    id: 'serviceLevels.test',
    door: 'public',
    method: 'POST',
    path: '/service-levels/test',
    summary: 'Sends a test to everybody whom alerts go to',
    access,
    status: 202,
    answer: z.object({ contacts: count }),
  }),
};
