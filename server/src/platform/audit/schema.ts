import { index, jsonb, text } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../json.ts';
import { instant, organisationTable } from '../schema.ts';

/** Who did what to the organisation's own set-up, appended in the transaction of the deed. */
export const auditEntries = organisationTable(
  'audit_entries',
  {
    recordedAt: instant().notNull(),
    actorKind: text().notNull(),
    actorId: text(),
    /** The endpoint's id. */
    act: text().notNull(),
    outcome: text({ enum: ['done', 'refused'] }).notNull(),
    /** Why it was refused. */
    code: text(),
    /** What it was done to: the path's parameters. */
    subject: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
    /** Names of the body's fields; their values may be secrets. */
    fields: text().array().notNull(),
    /** What the log says of it, free of personal data like the log itself. */
    facts: jsonb().$type<readonly JsonObject[]>().notNull(),
    /** Where the request came from. */
    address: text(),
    requestId: text(),
  },
  (t) => [index('audit_entries_age').on(t.organisationId, t.recordedAt)],
);
