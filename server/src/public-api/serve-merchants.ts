import { type Merchant, merchantEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  addMerchant,
  closeMerchant,
  getMerchant,
  type MerchantRow,
  pageOfMerchants,
  updateMerchant,
} from '../modules/customers/index.ts';
import { countOpenJobs } from '../modules/jobs/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import { Problem, type ReadWork } from '../platform/index.ts';

export function serveMerchants(door: OpenDoor<DeskPrincipal>): void {
  door.serve(merchantEndpoints.list, ({ query, read, principal }) =>
    read(async (work) => {
      const { rows, next } = await pageOfMerchants(work, query, principal.merchantId);
      return { rows: rows.map(present), next };
    }),
  );
  door.serve(merchantEndpoints.get, ({ params, read, principal }) =>
    read((work) => known(work, params.merchantId, principal)),
  );
  door.serve(merchantEndpoints.create, ({ body, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      refuseMerchants(principal);
      return present(await addMerchant(work, body));
    }),
  );
  door.serve(merchantEndpoints.update, ({ params, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      refuseMerchants(principal);
      await requireUnchanged(work, ifMatch, params.merchantId, () => known(work, params.merchantId, principal));
      return present(await updateMerchant(work, params.merchantId, body));
    }),
  );
  door.serve(merchantEndpoints.close, async ({ params, ifMatch, unitOfWork, principal }) => {
    await unitOfWork(async (work) => {
      refuseMerchants(principal);
      await requireUnchanged(work, ifMatch, params.merchantId, () => known(work, params.merchantId, principal));
      await closeMerchant(work, params.merchantId, await countOpenJobs(work, params));
    });
    return undefined;
  });
}

const mayKnow = ({ merchantId }: DeskPrincipal, id: string) => merchantId === null || merchantId === id;

async function known(work: ReadWork, merchantId: string, principal: DeskPrincipal): Promise<Merchant> {
  const row = await getMerchant(work, merchantId);
  if (mayKnow(principal, merchantId) && row.closedAt === null) return present(row);
  throw new Problem({ status: 404, code: 'merchant_unknown', title: 'There is no such merchant' });
}

/** A key with the organisation's own permissions may still be a merchant's. */
function refuseMerchants({ merchantId }: DeskPrincipal): void {
  if (merchantId !== null)
    throw new Problem({ status: 403, code: 'not_for_merchants', title: 'A merchant does not manage merchants' });
}

const present = (row: MerchantRow): Merchant => ({
  id: row.id,
  code: row.code,
  name: row.name,
  senderName: row.senderName ?? row.name,
  accentColour: row.accentColour,
  email: row.email,
  phone: row.phone,
  ownGoods: row.ownGoods,
  createdAt: row.createdAt.toISOString(),
});
