import { type Branch, branchEndpoints } from '@roundsman/api-contract';
import {
  type BranchRow,
  changeBranch,
  closeBranch,
  type DeskPrincipal,
  getBranch,
  openBranch,
  pageOfBranches,
} from '../modules/accounts/index.ts';
import { countActiveVehicles } from '../modules/fleet/index.ts';
import { countOpenJobs, hasJobs } from '../modules/jobs/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';

export function serveBranches(door: OpenDoor<DeskPrincipal>): void {
  door.serve(branchEndpoints.list, ({ query, read }) =>
    read(async (work) => {
      const { rows, next } = await pageOfBranches(work, query);
      return { rows: rows.map(present), next };
    }),
  );
  door.serve(branchEndpoints.get, ({ params, read }) =>
    read(async (work) => present(await getBranch(work, params.branchId))),
  );
  door.serve(branchEndpoints.create, ({ body, unitOfWork }) =>
    unitOfWork(async (work) => present(await openBranch(work, body))),
  );
  door.serve(branchEndpoints.update, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, params.branchId, async () =>
        present(await getBranch(work, params.branchId)),
      );
      return present(await changeBranch(work, params.branchId, body, await hasJobs(work, params.branchId)));
    }),
  );
  door.serve(branchEndpoints.close, async ({ params: { branchId }, ifMatch, unitOfWork }) => {
    await unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, branchId, async () => present(await getBranch(work, branchId)));
      await closeBranch(work, branchId, async () => ({
        openJobs: await countOpenJobs(work, { branchId }),
        vehicles: await countActiveVehicles(work, branchId),
      }));
    });
    return undefined;
  });
}

const present = ({ id, code, name, timeZone, phone, createdAt }: BranchRow): Branch => ({
  id,
  code,
  name,
  zone: timeZone,
  phone,
  createdAt: createdAt.toISOString(),
});
