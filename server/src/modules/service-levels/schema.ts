import { doublePrecision, index, integer, text, uuid } from 'drizzle-orm/pg-core';
import { installationTable, instant } from '../../platform/schema.ts';

/** What each component did in each minute, over all processes. */
export const installationServiceMinutes = installationTable(
  'installation_service_minutes',
  {
    component: text().notNull(),
    minute: instant().notNull(),
    good: integer().notNull(),
    bad: integer().notNull(),
  },
  ['component', 'minute'],
);

/** Times in which an objective's error budget was spent too fast. */
export const installationAlerts = installationTable(
  'installation_alerts',
  {
    id: uuid().notNull(),
    component: text().notNull(),
    severity: text({ enum: ['page', 'ticket'] }).notNull(),
    /** How many times as fast as the budget allows, when it was opened, over the longer window of the rule that opened it. */
    burnRate: doublePrecision().notNull(),
    windowMinutes: integer().notNull(),
    openedAt: instant().notNull(),
    closedAt: instant(),
  },
  ['id'],
  (t) => [index('installation_alerts_opened').on(t.openedAt)],
);
