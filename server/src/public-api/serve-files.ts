import { fileEndpoints } from '@roundsman/api-contract';
import { describeFile, fileNotFound, openFile } from '../files.ts';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { IMPORT_FILE_KIND, isFileOfMerchant } from '../modules/jobs/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import { type Platform, Problem, type ReadWork } from '../platform/index.ts';
import { publicUrlOf } from '../public-url.ts';
import { FILE_LINK_SECONDS, readFileLink, signFileLink } from './file-links.ts';

export async function serveFiles(door: OpenDoor<DeskPrincipal>, platform: Platform): Promise<void> {
  const secret = await platform.secret('file-links');
  const find = async (work: ReadWork, fileId: string, { merchantId }: DeskPrincipal) => {
    const row = await describeFile(work, fileId);
    // Whole uploads are for who imports.
    if (row.kind === IMPORT_FILE_KIND) throw fileNotFound();
    if (merchantId !== null && !(await isFileOfMerchant(work, fileId, merchantId))) throw fileNotFound();
    return row;
  };

  door.serve(fileEndpoints.get, async ({ params, principal, read }) =>
    openFile(platform, await read((work) => find(work, params.fileId, principal))),
  );
  door.serve(fileEndpoints.link, async ({ params, principal, read, receivedAt }) => {
    await read((work) => find(work, params.fileId, principal));
    const expiresAt = new Date(receivedAt.getTime() + FILE_LINK_SECONDS * 1_000);
    const token = signFileLink(secret, { organisationId: principal.organisationId, ...params }, expiresAt);
    return { url: `${publicUrlOf(platform.config)}/api/file-links/${token}`, expiresAt: expiresAt.toISOString() };
  });
  door.serve(fileEndpoints.open, async ({ params, receivedAt }) => {
    const link = readFileLink(secret, params.token, receivedAt);
    if (link === null) {
      throw new Problem({
        status: 410,
        code: 'link_over',
        title: 'This link has run out, or was altered',
        remedy: 'Ask for a new one.',
      });
    }
    const row = await platform.database.read(link.organisationId, (work) => describeFile(work, link.fileId));
    return { ...(await openFile(platform, row)), cacheSeconds: 0 };
  });
}
