import { index, integer, jsonb, text } from 'drizzle-orm/pg-core';

import { instant, organisationRows } from '../schema.ts';

/** Business timers: due in the organisation's own time, swept by its clock. */
export const businessTimers = organisationRows(
  'business_timers',
  {
    kind: text().notNull(),
    key: text().notNull(),
    dueAt: instant().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    failures: integer().notNull().default(0),
    /** Real time: not tried again before. */
    retryAt: instant(),
    lastError: text(),
  },
  ['kind', 'key'],
  (t) => [index('business_timers_due').on(t.organisationId, t.dueAt)],
);
