import { integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { installationTable, instant } from '../schema.ts';

/** Keys that encrypt cursors, secrets of webhooks and gate codes; several versions while one is being replaced. */
export const installationSecrets = installationTable(
  'installation_secrets',
  {
    name: text().notNull(),
    version: integer().notNull(),
    /** Base64url of random bytes. */
    secret: text().notNull(),
    createdAt: instant().notNull(),
    retiredAt: instant(),
  },
  ['name', 'version'],
);

/** People who run the installation: edges, components, incidents and subscribers are theirs. */
export const installationOperators = installationTable(
  'installation_operators',
  {
    id: uuid().notNull(),
    /** Lower case. */
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text(),
    createdAt: instant().notNull(),
    disabledAt: instant(),
  },
  ['id'],
  (t) => [uniqueIndex('installation_operators_email').on(t.email)],
);

/** Facts about this installation that outlive a process: sample loaded, extract's checksum … */
export const installationSettings = installationTable(
  'installation_settings',
  { name: text().notNull(), value: jsonb().$type<unknown>().notNull(), updatedAt: instant().notNull() },
  ['name'],
);
