import { fileEndpoints } from '@roundsman/api-contract';
import { describeFile, openFile } from '../files.ts';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

export function serveFiles(door: OpenDoor<DeskPrincipal>, platform: Platform): void {
  door.serve(fileEndpoints.get, async ({ params, read }) =>
    openFile(platform, await read((work) => describeFile(work, params.fileId))),
  );
}
