import { operatorEndpoints } from '@roundsman/api-contract';
import { serviceDateAt } from '@roundsman/delivery-rules';
import { describeFile, fileNotFound, openFile } from '../files.ts';
import { listBranches, readClock } from '../modules/accounts/index.ts';
import type { DevicePrincipal } from '../modules/fleet/index.ts';
import { isAttachedToDay } from '../modules/itineraries/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

/** What the office attached to the jobs of the crew's day. */
export function serveAttachments(door: OpenDoor<DevicePrincipal>, platform: Platform): void {
  door.serve(operatorEndpoints.attachment, async ({ params, principal, read }) =>
    openFile(
      platform,
      await read(async (work) => {
        const { businessNow } = await readClock(work);
        const [branch] = await listBranches(work);
        const serviceDate = serviceDateAt(businessNow, branch?.timeZone ?? 'UTC');
        if (!(await isAttachedToDay(work, params.fileId, principal.operatorId, serviceDate))) throw fileNotFound();
        return describeFile(work, params.fileId);
      }),
    ),
  );
}
