import type { resumableUpload } from '@roundsman/api-contract';
import type { Database, Scope, Work } from '../database/work.ts';
import type { FileStore } from '../files/index.ts';
import { findUnstorableText, type OpenDoor, type Principal } from '../http/index.ts';
import { Problem } from '../problem.ts';
import { tusHeaders } from './tus-headers.ts';
import { answerState, beginUpload, dropUpload, takePart, type UploadKind, type UploadRow } from './uploads.ts';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

interface Asked<P> {
  readonly metadata: ReadonlyMap<string, string>;
  readonly principal: P;
}

/** Serves tus 1.0 at a door. `about` looks what a new upload is for, and refuses what it may not be. */
export function serveUploads<P extends Principal>(
  door: OpenDoor<P>,
  platform: { readonly database: Database; readonly files: FileStore },
  endpoints: ReturnType<typeof resumableUpload>,
  kindFor: (principal: P) => UploadKind,
  about: (asked: Asked<P>) => Promise<{ readonly subjectId: string | null; readonly name: string | null }>,
): void {
  const scopeOf = ({ organisationId, kind, id }: P): Scope => ({ organisationId, actor: { kind, id } });

  door.serve(endpoints.createUpload, async ({ fastify, reply, principal, unitOfWork }) => {
    tusHeaders.greet(fastify, reply);
    const asker = principal as P;
    const bytes = tusHeaders.length(fastify);
    const metadata = tusHeaders.metadata(fastify);
    refuseUnstorable(metadata);
    const id = metadata.get('id');
    const { subjectId, name } = await about({ metadata, principal: asker });
    const wish = { id: id !== undefined && ID.test(id) ? id : undefined, bytes, name, subjectId };
    const begin = async (work: Work) => present(await beginUpload(work, kindFor(asker), wish));
    // An id of the sender's own is its key: asked again it says how far the upload is now, not how far it was.
    const row =
      wish.id === undefined ? await unitOfWork(begin) : await platform.database.transact(scopeOf(asker), begin);
    reply.header('Location', `${fastify.url.split('?')[0]!.replace(/\/$/, '')}/${row.id}`);
    reply.header('Upload-Expires', new Date(row.expiresAt).toUTCString());
    return row;
  });
  door.serve(endpoints.uploadState, async ({ fastify, reply, params, principal }) => {
    tusHeaders.greet(fastify, reply);
    const asker = principal as P;
    return present(await answerState(platform, kindFor(asker), scopeOf(asker), params.uploadId, reply));
  });
  door.serve(endpoints.uploadPart, async ({ fastify, reply, params, principal, bytes }) => {
    tusHeaders.greet(fastify, reply);
    const asker = principal as P;
    const part = { uploadId: params.uploadId, offset: tusHeaders.offset(fastify), bytes };
    await takePart(platform, kindFor(asker), scopeOf(asker), part, reply);
    return undefined;
  });
  door.serve(endpoints.endUpload, async ({ fastify, reply, params, principal }) => {
    tusHeaders.greet(fastify, reply);
    await dropUpload(platform, scopeOf(principal as P), params.uploadId);
    return undefined;
  });
}

const present = ({ id, receivedBytes, bytes, finishedAt, expiresAt }: UploadRow) => ({
  id,
  offset: receivedBytes,
  length: bytes,
  finished: finishedAt !== null,
  expiresAt: expiresAt.toISOString(),
});

function refuseUnstorable(metadata: ReadonlyMap<string, string>): void {
  const fields = findUnstorableText(Object.fromEntries(metadata), ['Upload-Metadata']);
  if (fields.length === 0) return;
  throw new Problem({
    status: 400,
    code: 'invalid_request',
    title: 'Upload-Metadata holds what cannot be kept',
    fields,
  });
}
