import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { TrackerView } from '@roundsman/api-contract';
import { and, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { type FileStore, files, type Image, reencodeImage } from '../../platform/files/index.ts';
import { type Database, newId, type ReadWork, type Work } from '../../platform/index.ts';

/** Twice what is shown, for dense screens. */
const LOGO = { within: { width: 400, height: 112 }, as: 'png' } as const;
const MOST_STORED_BYTES = 400_000;
const DENSITY = 2;
const MOST_REMEMBERED = 200;

/** A logo as it is shown: pixels of the page, half of those in the picture. */
export interface LogoFacts {
  readonly fileId: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
}

type FileRow = typeof files.$inferSelect;

/** A picture made ready outside any transaction: drawn anew and stored, not yet anybody's logo. */
export interface StoredLogo {
  readonly image: Image;
  readonly stored: Awaited<ReturnType<FileStore['put']>>;
}

/** Problems: 415 `file_type_not_accepted`, 422 `image_unreadable`, 503 `images_busy`. */
export async function storeLogo(store: FileStore, organisationId: string, bytes: Buffer): Promise<StoredLogo> {
  const image = await reencodeImage(bytes, LOGO);
  const stored = await store.put(organisationId, Readable.from([image.bytes]), { maxBytes: MOST_STORED_BYTES });
  return { image, stored };
}

/** Writes the picture down as a file of its own, which stays: e-mails were written with it. */
export async function addLogoFile(work: Work, { image, stored }: StoredLogo): Promise<LogoFacts> {
  const row = {
    organisationId: work.organisationId,
    id: newId(),
    kind: 'logo',
    ...stored,
    contentType: image.contentType,
    widthPixels: image.widthPixels,
    heightPixels: image.heightPixels,
    createdAt: work.recordedAt,
    createdByKind: work.actor.kind,
    createdById: work.actor.id,
  };
  await work.db.insert(files).values(row);
  return asShown(row);
}

/** Those of the files that are logos, by id. */
export async function readLogos(
  { db }: ReadWork,
  fileIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, LogoFacts>> {
  const ids = [...new Set(fileIds)].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(files)
    .where(and(isAmong(files.id, ids), eq(files.kind, 'logo')));
  return new Map(rows.map((row) => [row.id, asShown(row)]));
}

export async function senderLogo(work: ReadWork, fileId: string | null): Promise<LogoFacts | null> {
  return fileId === null ? null : ((await readLogos(work, [fileId])).get(fileId) ?? null);
}

/** A merchant's own; one that speaks as the organisation has the organisation's, one with a name of its own has none. */
export function logoIdFor(
  merchant: { logoFileId: string | null; senderName: string | null; ownGoods: boolean } | null,
  organisation: { logoFileId: string | null },
): string | null {
  if (merchant === null) return organisation.logoFileId;
  return merchant.logoFileId ?? (speaksAsOrganisation(merchant) ? organisation.logoFileId : null);
}

export const speaksAsOrganisation = (merchant: { senderName: string | null; ownGoods: boolean }): boolean =>
  merchant.ownGoods || merchant.senderName === null;

/** As the tracker shows it to the holder of a link. */
export function trackerLogo(logo: LogoFacts | null, link: string): TrackerView['sender']['logo'] {
  if (logo === null) return null;
  const { widthPixels, heightPixels } = logo;
  return { url: `/tracker-api/${link}/logo`, widthPixels, heightPixels };
}

function asShown({ id, widthPixels, heightPixels }: Pick<FileRow, 'id' | 'widthPixels' | 'heightPixels'>): LogoFacts {
  const shown = (pixels: number | null) => Math.max(1, Math.round((pixels ?? DENSITY) / DENSITY));
  return { fileId: id, widthPixels: shown(widthPixels), heightPixels: shown(heightPixels) };
}

/** Reads the pictures of logos; the last ones stay in memory, because a burst of e-mails shows the same few. */
export function openLogos(database: Database, store: FileStore) {
  const remembered = new Map<string, Promise<Buffer | null>>();
  const load = async (organisationId: string, fileId: string): Promise<Buffer | null> => {
    const [row] = await database.read(organisationId, ({ db }) =>
      db
        .select({ storageKey: files.storageKey, erasedAt: files.erasedAt })
        .from(files)
        .where(and(eq(files.id, fileId), eq(files.kind, 'logo'))),
    );
    if (row === undefined || row.erasedAt !== null) return null;
    return buffer((await store.open(row.storageKey)).stream);
  };
  return {
    /** The PNG; null where there is none, or none of that organisation. */
    async read(organisationId: string, fileId: string): Promise<Buffer | null> {
      const key = `${organisationId} ${fileId}`;
      let picture = remembered.get(key);
      if (picture === undefined) {
        if (remembered.size >= MOST_REMEMBERED) remembered.clear();
        picture = load(organisationId, fileId).catch(() => null);
        remembered.set(key, picture);
        // What could not be read just now is read again.
        void picture.then((found) => found === null && remembered.delete(key));
      }
      return picture;
    },
  };
}

export type Logos = ReturnType<typeof openLogos>;
