import { Readable } from 'node:stream';
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { FastifyReply } from 'fastify';
import type { Database, ReadWork, Scope, Work } from '../database/work.ts';
import type { FileStore } from '../files/index.ts';
import { uploadParts, uploads } from '../files/schema.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';

export type UploadRow = typeof uploads.$inferSelect;

/** What is uploaded, how large it may be, and what becomes of it once it is whole. */
export interface UploadKind {
  readonly purpose: string;
  readonly mostBytes: number;
  /** Looks into the whole file and keeps it; `write` goes with the word that it is finished. Refuses by Problem. */
  finish(upload: UploadRow, bytes: Buffer): Promise<FinishedFile>;
}

export interface FinishedFile {
  readonly storageKey: string;
  write(work: Work): Promise<void>;
}

const KEPT_HOURS = 24;
/** Of one device or key, that are not whole. */
const MOST_UNFINISHED = 100;
const MOST_PARTS = 1_000;

export interface UploadWish {
  /** Made by the sender, so that asking again is harmless; made here when absent. */
  readonly id?: string | undefined;
  readonly bytes: number;
  readonly name: string | null;
  readonly subjectId: string | null;
}

/**
 * Makes room for an upload; asked again under the same id, the one that is there goes on. Problems: 413 `file_too_large`,
 * 422 `file_empty`, 409 `too_many_uploads`, 409 `upload_differs` for another length under a known id.
 */
export async function beginUpload(
  work: Work,
  { purpose, mostBytes }: UploadKind,
  wish: UploadWish,
): Promise<UploadRow> {
  if (wish.bytes > mostBytes)
    throw new Problem({
      status: 413,
      code: 'file_too_large',
      title: 'The file is too large',
      remedy: `Send at most ${mostBytes} bytes.`,
    });
  if (wish.bytes === 0) throw new Problem({ status: 422, code: 'file_empty', title: 'The file is empty' });
  const { organisationId, recordedAt: createdAt, actor } = work;
  const [known] = wish.id === undefined ? [] : await work.db.select().from(uploads).where(eq(uploads.id, wish.id));
  if (known) {
    if (known.bytes === wish.bytes && known.purpose === purpose && known.createdById === actor.id)
      return keepOn(work, known);
    throw new Problem({
      status: 409,
      code: 'upload_differs',
      title: 'Another upload has this id',
      remedy: 'Make a new id.',
    });
  }
  const own = and(eq(uploads.createdByKind, actor.kind), eq(uploads.createdById, actor.id ?? ''));
  if ((await work.db.$count(uploads, and(own, isNull(uploads.finishedAt)))) >= MOST_UNFINISHED)
    throw new Problem({
      status: 409,
      code: 'too_many_uploads',
      title: `No more than ${MOST_UNFINISHED} uploads are on their way at a time`,
      remedy: 'Finish or end some.',
    });
  const row = {
    organisationId,
    id: wish.id ?? newId(),
    purpose,
    subjectId: wish.subjectId,
    name: wish.name,
    bytes: wish.bytes,
    createdAt,
    createdByKind: actor.kind,
    createdById: actor.id,
    expiresAt: expiryOf(work),
  };
  const [made] = await work.db.insert(uploads).values(row).returning();
  return made!;
}

/** Wanted again, it is kept for another day. */
async function keepOn(work: Work, { id }: UploadRow): Promise<UploadRow> {
  const [row] = await work.db
    .update(uploads)
    .set({ expiresAt: expiryOf(work) })
    .where(eq(uploads.id, id))
    .returning();
  return row!;
}

const expiryOf = ({ recordedAt }: Work) => new Date(recordedAt.getTime() + KEPT_HOURS * 3_600_000);

/** Whoever began it, and nobody else. Problem 404 `upload_unknown`. */
async function findUpload(work: ReadWork, uploadId: string, { actor }: Scope, lock = false): Promise<UploadRow> {
  const query = work.db.select().from(uploads).where(eq(uploads.id, uploadId));
  const [row] = await (lock ? query.for('update') : query);
  if (row && row.createdByKind === actor.kind && row.createdById === actor.id && row.expiresAt > work.recordedAt)
    return row;
  throw new Problem({
    status: 404,
    code: 'upload_unknown',
    title: 'There is no such upload, or it has run out',
    remedy: 'Begin it anew.',
  });
}

interface UploadTools {
  readonly database: Database;
  readonly files: FileStore;
}

/** How much of it is here; what was whole and not yet finished when a process was killed is finished now. */
export async function answerState(
  tools: UploadTools,
  kind: UploadKind,
  scope: Scope,
  uploadId: string,
  reply: FastifyReply,
): Promise<UploadRow> {
  const found = await tools.database.read(scope.organisationId, (work) => findUpload(work, uploadId, scope));
  const row = isWhole(found) ? await finish(tools, kind, scope, found) : found;
  reply.header('Upload-Length', row.bytes);
  sayOffset(reply, row);
  return row;
}

/**
 * Takes the bytes from `offset` on: as many as come, also when the line breaks in the middle. With the last of them the file
 * is finished. Problems: 404 `upload_unknown`, 409 `upload_offset`, 413 `upload_too_long`, and what finishing refuses.
 */
export async function takePart(
  tools: UploadTools,
  kind: UploadKind,
  scope: Scope,
  part: { readonly uploadId: string; readonly offset: number; readonly bytes: Readable },
  reply: FastifyReply,
): Promise<void> {
  const { database, files } = tools;
  const { organisationId } = scope;
  const upload = await database.read(organisationId, (work) => findUpload(work, part.uploadId, scope));
  if (part.offset !== upload.receivedBytes) throw wrongOffset(upload, reply);
  const left = upload.bytes - upload.receivedBytes;
  const came = asFarAsItComes(part.bytes, left);
  const stored =
    left === 0 ? null : await files.put(organisationId, came.source, { maxBytes: left }).catch(nothingCame);
  const row =
    stored === null
      ? upload
      : await database
          .transact(scope, (work) => addPart(work, scope, upload, stored))
          .catch(async (error: unknown) => {
            await files.delete(stored.storageKey);
            throw error;
          });
  if (came.tooLong())
    throw new Problem({ status: 413, code: 'upload_too_long', title: 'More came than Upload-Length said' });
  sayOffset(reply, isWhole(row) ? await finish(tools, kind, scope, row) : row);
}

/** A line that breaks is the end of this part; beyond the length that was said nothing is read. */
function asFarAsItComes(bytes: Readable, most: number) {
  let tooLong = false;
  async function* chunks() {
    let left = most;
    try {
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        tooLong = chunk.length > left;
        if (left > 0) yield chunk.subarray(0, left);
        left -= Math.min(left, chunk.length);
        if (tooLong) return;
      }
    } catch {
      // Whatever broke: what came before is kept, and the sender asks how far it got.
    }
  }
  return { source: Readable.from(chunks()), tooLong: () => tooLong };
}

function nothingCame(error: unknown): null {
  if (error instanceof Problem && error.code === 'file_empty') return null;
  throw error;
}

async function addPart(
  work: Work,
  scope: Scope,
  { id: uploadId, receivedBytes: fromByte }: UploadRow,
  { bytes, storageKey }: { readonly bytes: number; readonly storageKey: string },
): Promise<UploadRow> {
  const row = await findUpload(work, uploadId, scope, true);
  if (row.receivedBytes !== fromByte) throw wrongOffset(row, null);
  if ((await work.db.$count(uploadParts, eq(uploadParts.uploadId, uploadId))) >= MOST_PARTS)
    throw new Problem({
      status: 409,
      code: 'too_many_parts',
      title: `An upload has at most ${MOST_PARTS} parts`,
      remedy: 'Begin anew with larger ones.',
    });
  const { organisationId } = work;
  await work.db.insert(uploadParts).values({ organisationId, uploadId, fromByte, bytes, storageKey });
  const [next] = await work.db
    .update(uploads)
    .set({ receivedBytes: fromByte + bytes })
    .where(eq(uploads.id, uploadId))
    .returning();
  return next!;
}

const isWhole = ({ receivedBytes, bytes, finishedAt }: UploadRow) => receivedBytes === bytes && finishedAt === null;

/** Puts the parts together and hands the file over. What is refused is forgotten, parts and all. */
async function finish(tools: UploadTools, kind: UploadKind, scope: Scope, upload: UploadRow): Promise<UploadRow> {
  const { database, files } = tools;
  const parts = await database.read(scope.organisationId, ({ db }) =>
    db.select().from(uploadParts).where(eq(uploadParts.uploadId, upload.id)).orderBy(asc(uploadParts.fromByte)),
  );
  const chunks: Buffer[] = [];
  for (const { storageKey } of parts)
    for await (const chunk of (await files.open(storageKey)).stream) chunks.push(chunk as Buffer);
  try {
    const finished = await kind.finish(upload, Buffer.concat(chunks));
    return await database.transact(scope, async (work) => {
      const row = await findUpload(work, upload.id, scope, true);
      if (row.finishedAt !== null) {
        // Somebody else finished it at the same moment: theirs is the file.
        work.afterCommit(() => void removeAll(files, [finished]));
        return row;
      }
      await finished.write(work);
      await work.db.delete(uploadParts).where(eq(uploadParts.uploadId, upload.id));
      const [done] = await work.db
        .update(uploads)
        .set({ finishedAt: work.recordedAt })
        .where(eq(uploads.id, upload.id))
        .returning();
      work.afterCommit(() => void removeAll(files, parts));
      return done!;
    });
  } catch (error) {
    if (error instanceof Problem && error.status < 500) await forget(tools, scope, upload.id);
    throw error;
  }
}

/** Ends an upload that is not wanted any more; a file that is finished stays. Ended twice it stays so. */
export async function dropUpload(tools: UploadTools, scope: Scope, uploadId: string): Promise<void> {
  await tools.database.read(scope.organisationId, (work) => findUpload(work, uploadId, scope));
  await forget(tools, scope, uploadId);
}

async function forget({ database, files }: UploadTools, scope: Scope, uploadId: string): Promise<void> {
  const parts = await database.transact(scope, async ({ db }) => {
    const gone = await db.delete(uploadParts).where(eq(uploadParts.uploadId, uploadId)).returning();
    await db.delete(uploads).where(eq(uploads.id, uploadId));
    return gone;
  });
  await removeAll(files, parts);
}

async function removeAll(files: FileStore, parts: readonly { readonly storageKey: string }[]): Promise<void> {
  for (const { storageKey } of parts) await files.delete(storageKey).catch(() => {});
}

function sayOffset(reply: FastifyReply, { receivedBytes, expiresAt, finishedAt }: UploadRow): void {
  reply.header('Upload-Offset', receivedBytes);
  if (finishedAt === null) reply.header('Upload-Expires', expiresAt.toUTCString());
  reply.header('Cache-Control', 'no-store');
}

function wrongOffset({ receivedBytes }: UploadRow, reply: FastifyReply | null): Problem {
  reply?.header('Upload-Offset', receivedBytes);
  return new Problem({
    status: 409,
    code: 'upload_offset',
    title: `The next byte is number ${receivedBytes}`,
    remedy: 'Ask how far the upload got, and go on from there.',
    extra: { offset: receivedBytes },
  });
}
