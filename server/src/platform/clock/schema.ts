import { sql } from 'drizzle-orm';
import { check, doublePrecision } from 'drizzle-orm/pg-core';

import { instant, organisationRows } from '../schema.ts';

/** Business time = business_epoch + (real time − real_epoch) × speed. An organisation without a row lives in real time. */
export const businessClocks = organisationRows(
  'business_clocks',
  {
    realEpoch: instant().notNull(),
    businessEpoch: instant().notNull(),
    speed: doublePrecision().notNull().default(1),
    /** It stands still and is moved, from one thing that is due to the next, until it is there; then it runs at `speed_after`. */
    advanceTo: instant(),
    speedAfter: doublePrecision(),
  },
  [],
  (t) => [check('business_clocks_speed_range', sql`${t.speed} >= 0 and ${t.speed} <= 3600`)],
);
