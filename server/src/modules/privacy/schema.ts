import { integer } from 'drizzle-orm/pg-core';
import { instant, organisationRows } from '../../platform/schema.ts';

/** How long an organisation keeps what it knows of people; no row = the defaults in `retention.ts`. Days of real time. */
export const retentionSettings = organisationRows(
  'retention_settings',
  {
    positionDays: integer().notNull(),
    messageDays: integer().notNull(),
    importDays: integer().notNull(),
    auditDays: integer().notNull(),
    /** After a customer's last visit; none = until somebody erases them. */
    customerDays: integer(),
    updatedAt: instant().notNull(),
  },
  [],
);
