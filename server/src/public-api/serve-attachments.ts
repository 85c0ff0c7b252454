import { buffer } from 'node:stream/consumers';
import { fileEndpoints, UPLOAD_BYTES } from '@roundsman/api-contract';
import { keepFile } from '../keep-file.ts';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { attachFile, detachFile, listAttachments, mayAttach } from '../modules/jobs/index.ts';
import { REMOVE_FILES_TASK } from '../modules/privacy/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { newId, type Platform, Problem } from '../platform/index.ts';
import { serveUploads, type UploadKind } from '../platform/uploads/index.ts';

/** Files that shops and offices add to a job: in one request, or in resumable parts. */
export function serveAttachments(door: OpenDoor<DeskPrincipal>, platform: Platform): void {
  const { database } = platform;

  door.serve(fileEndpoints.attachments, ({ params, principal, read }) =>
    read(async (work) => ({ rows: await listAttachments(work, params.jobId, principal.merchantId) })),
  );
  door.serve(fileEndpoints.attach, async ({ params, query, bytes, principal, read, unitOfWork }) => {
    await read((work) => mayAttach(work, params.jobId, principal.merchantId));
    const kept = await keepFile(platform, principal.organisationId, await buffer(bytes), true);
    const file = { id: newId(), name: query.name ?? null };
    return unitOfWork(
      async (work) => {
        await kept.describe(work, { ...file, kind: 'attachment' });
        return attachFile(work, params.jobId, principal.merchantId, file);
      },
      { bodyDigest: kept.sha256 },
    );
  });
  door.serve(fileEndpoints.detach, async ({ params, principal, unitOfWork }) => {
    await unitOfWork(async (work) => {
      const { storageKey } = await detachFile(work, params.jobId, principal.merchantId, params.fileId);
      await work.addTask(REMOVE_FILES_TASK, { storageKeys: [storageKey] });
    });
    return undefined;
  });

  const kindFor = ({ organisationId, merchantId }: DeskPrincipal): UploadKind => ({
    purpose: 'attachment',
    mostBytes: UPLOAD_BYTES.attachment,
    async finish({ id, name, subjectId }, bytes) {
      const kept = await keepFile(platform, organisationId, bytes, true);
      return {
        storageKey: kept.storageKey,
        async write(work) {
          await kept.describe(work, { id, kind: 'attachment', name });
          await attachFile(work, subjectId!, merchantId, { id, name });
        },
      };
    },
  });
  serveUploads(door, platform, fileEndpoints, kindFor, async ({ metadata, principal }) => {
    const jobId = metadata.get('jobId') ?? '';
    if (!ID.test(jobId)) throw jobUnknown();
    await database.read(principal.organisationId, (work) => mayAttach(work, jobId, principal.merchantId));
    return { subjectId: jobId, name: metadata.get('filename')?.slice(0, 200) ?? null };
  });
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const jobUnknown = () =>
  new Problem({
    status: 404,
    code: 'job_unknown',
    title: 'There is no such job',
    remedy: 'Send its id as jobId in Upload-Metadata.',
  });
