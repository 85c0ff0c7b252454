import { bigint, index, integer, text } from 'drizzle-orm/pg-core';

import { instant, organisationTable } from '../schema.ts';

/** What is known of a stored file; the bytes lie in the file store under `storage_key`. */
export const files = organisationTable(
  'files',
  {
    /** What it is to the module that keeps it: photo, signature, import … */
    kind: text().notNull(),
    name: text(),
    contentType: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    /** Hexadecimal. */
    sha256: text().notNull(),
    storageKey: text().notNull(),
    widthPixels: integer(),
    heightPixels: integer(),
    createdAt: instant().notNull(),
    createdByKind: text().notNull(),
    createdById: text(),
    /** Real time after which the file may be removed; none = kept with what refers to it. */
    expiresAt: instant(),
    erasedAt: instant(),
  },
  (t) => [
    index('files_sha256').on(t.organisationId, t.sha256),
    index('files_expiry').on(t.organisationId, t.expiresAt),
  ],
);
