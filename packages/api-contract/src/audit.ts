import { ACTOR_KINDS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, PageQuery, page } from './primitives.ts';

export const AuditEntry = z.object({
  id: Id,
  at: Instant.meta({ description: 'Real time' }),
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string().nullable(), name: z.string().nullable() }),
  act: z.string().meta({ description: 'The endpoint’s id' }),
  summary: z.string().meta({ description: 'The endpoint in words' }),
  outcome: z.enum(['done', 'refused']),
  code: z.string().nullable().meta({ description: 'Why it was refused' }),
  subject: z.record(z.string(), z.string()).meta({ description: 'What it was done to: the path’s parameters' }),
  fields: z.array(z.string()).meta({ description: 'Names of the fields that were sent' }),
  facts: z
    .array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }))
    .meta({ description: 'What the event log says of it' }),
  address: z.string().nullable().meta({ description: 'Where the request came from' }),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const auditEndpoints = {
  list: defineEndpoint({
    id: 'audit.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/audit',
    summary: 'Who did what to the organisation’s set-up, the newest first',
    description:
      'Every write that an administrative permission opens, every change of somebody’s own account, and every sign-in, done or refused. Entries are appended in the transaction of the deed and never rewritten.',
    access: { permission: 'audit:read' },
    query: z.object({ ...PageQuery, actorId: Id.optional(), act: z.string().max(100).optional() }),
    answer: page(AuditEntry),
  }),
};
