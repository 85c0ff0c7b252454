import { bigint, index, integer, text, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows, organisationTable, partOf } from '../schema.ts';

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

/** A file on its way in parts (tus 1.0). Its id becomes the file's. */
export const uploads = organisationTable(
  'uploads',
  {
    /** What it will be to whoever keeps it: proof, attachment. */
    purpose: text().notNull(),
    /** What it belongs to, where it belongs to something. */
    subjectId: uuid(),
    name: text(),
    bytes: bigint({ mode: 'number' }).notNull(),
    receivedBytes: bigint({ mode: 'number' }).notNull().default(0),
    createdAt: instant().notNull(),
    createdByKind: text().notNull(),
    createdById: text(),
    /** Real time; then what has come of it is forgotten. */
    expiresAt: instant().notNull(),
    /** The file is there, drawn anew, and its parts are gone. */
    finishedAt: instant(),
  },
  (t) => [
    index('uploads_expiry').on(t.organisationId, t.expiresAt),
    index('uploads_maker').on(t.organisationId, t.createdByKind, t.createdById),
  ],
);

/** Each part lies in the file store by itself until all are there. */
export const uploadParts = organisationRows(
  'upload_parts',
  {
    uploadId: partOf(() => uploads),
    fromByte: bigint({ mode: 'number' }).notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    storageKey: text().notNull(),
  },
  ['uploadId', 'fromByte'],
);
