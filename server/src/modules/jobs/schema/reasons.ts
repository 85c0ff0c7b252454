import { REASON_FAULTS, REASON_NEXT_STEPS, REASON_USES } from '@roundsman/delivery-rules';
import { boolean, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';

import { instant, organisationTable } from '../../../platform/schema.ts';

/** The organisation's coded list of why something did not go as planned. */
export const reasons = organisationTable(
  'reasons',
  {
    code: text().notNull(),
    name: text().notNull(),
    appliesTo: text({ enum: REASON_USES }).notNull(),
    fault: text({ enum: REASON_FAULTS }).notNull(),
    /** Evidence a device must hold before it may use this reason. */
    needsWaitMinutes: integer(),
    needsCallTries: integer(),
    needsPhoto: boolean().notNull().default(false),
    /** By BCP 47 language. */
    wordsForCustomer: jsonb().$type<Record<string, string>>().notNull().default({}),
    nextStep: text({ enum: REASON_NEXT_STEPS }).notNull().default('none'),
    billable: boolean().notNull().default(false),
    retiredAt: instant(),
  },
  (t) => [uniqueIndex('reasons_code').on(t.organisationId, t.appliesTo, t.code)],
);
