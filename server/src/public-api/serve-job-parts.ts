import { jobLineEndpoints, jobLinkEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  addLine,
  changeLine,
  getLine,
  listJobLinks,
  presentJob,
  removeJobLink,
  removeLine,
  setJobLink,
} from '../modules/jobs/index.ts';
import { followJob } from '../modules/tracking/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import type { ReadWork, Work } from '../platform/index.ts';

/** What hangs on a job and has an address of its own: its lines, and its links to other jobs. */
export function serveJobParts(door: OpenDoor<DeskPrincipal>): void {
  door.serve(jobLineEndpoints.list, ({ params, read, principal }) =>
    read(async (work) => ({ rows: (await presentJob(work, params.jobId, principal.merchantId)).actions })),
  );
  door.serve(jobLineEndpoints.get, ({ params, read, principal }) =>
    read((work) => getLine(work, params.jobId, params.lineId, principal.merchantId)),
  );
  door.serve(jobLineEndpoints.add, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params, principal);
      return addLine(work, params.jobId, body, principal.merchantId);
    }),
  );
  door.serve(jobLineEndpoints.update, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params, principal);
      return changeLine(work, params.jobId, params.lineId, body, principal.merchantId);
    }),
  );
  door.serve(jobLineEndpoints.remove, async ({ params, ifMatch, unitOfWork, principal }) => {
    await unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params, principal);
      await removeLine(work, params.jobId, params.lineId, principal.merchantId);
    });
    return undefined;
  });
  const linksOf = async (work: ReadWork, jobId: string, { merchantId }: DeskPrincipal) => ({
    rows: await listJobLinks(work, jobId, merchantId),
  });
  const sameLinks = (work: Work, ifMatch: readonly string[] | null, jobId: string, principal: DeskPrincipal) =>
    requireUnchanged(work, ifMatch, `links of ${jobId}`, () => linksOf(work, jobId, principal));
  door.serve(jobLinkEndpoints.list, ({ params, read, principal }) =>
    read((work) => linksOf(work, params.jobId, principal)),
  );
  door.serve(jobLinkEndpoints.set, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await sameLinks(work, ifMatch, params.jobId, principal);
      return { rows: await setJobLink(work, params.jobId, body, principal.merchantId) };
    }),
  );
  door.serve(jobLinkEndpoints.remove, ({ params: { jobId, otherJobId }, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await sameLinks(work, ifMatch, jobId, principal);
      return { rows: await removeJobLink(work, jobId, otherJobId, principal.merchantId) };
    }),
  );
}

/** The tag of the line itself will do, and that of the whole job. */
const unchanged = (
  work: Work,
  ifMatch: readonly string[] | null,
  { jobId, lineId }: { readonly jobId: string; readonly lineId?: string },
  { merchantId }: DeskPrincipal,
) =>
  requireUnchanged(
    work,
    ifMatch,
    jobId,
    ...(lineId === undefined ? [] : [() => getLine(work, jobId, lineId, merchantId)]),
    () => followJob(work, jobId, merchantId),
  );
