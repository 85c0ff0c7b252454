import { index, integer, jsonb, text } from 'drizzle-orm/pg-core';

import { instant, organisationRows } from '../schema.ts';

/** Written in the transaction of the write it answers for; kept at most 30 days because answers hold personal data. */
export const idempotencyKeys = organisationRows(
  'idempotency_keys',
  {
    /** Who asked, as `kind:id`. */
    principal: text().notNull(),
    key: text().notNull(),
    /** HMAC-SHA256 of method, path and body, in hexadecimal. */
    bodyHash: text().notNull(),
    status: integer().notNull(),
    answer: jsonb().$type<unknown>(),
    createdAt: instant().notNull(),
  },
  ['principal', 'key'],
  (t) => [index('idempotency_keys_age').on(t.organisationId, t.createdAt)],
);
