import { type Customer, customerEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  changeCustomer,
  findCustomers,
  getCustomer,
  mergeCustomers,
  separateCustomers,
} from '../modules/customers/index.ts';
import { followCorrection, withVisits } from '../modules/jobs/index.ts';
import { eraseCustomer } from '../modules/privacy/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import type { ReadWork, Work } from '../platform/index.ts';

export function serveCustomers(door: OpenDoor<DeskPrincipal>): void {
  door.serve(customerEndpoints.list, ({ query, read, principal }) =>
    read(async (work) => {
      const merchantId = principal.merchantId ?? query.merchantId ?? null;
      const { rows, next } = await findCustomers(work, { ...query, merchantId });
      return { rows: await withVisits(work, rows), next };
    }),
  );
  door.serve(customerEndpoints.get, ({ params, read, principal }) =>
    read((work) => present(work, params.customerId, principal)),
  );
  door.serve(customerEndpoints.update, ({ params: { customerId }, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, customerId, principal);
      const { before, after } = await changeCustomer(work, customerId, body, principal.merchantId);
      await followCorrection(work, before, after);
      return present(work, customerId, principal);
    }),
  );
  door.serve(customerEndpoints.merge, ({ params: { customerId }, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, customerId, principal);
      await mergeCustomers(work, customerId, body.customerId, principal.merchantId);
      return present(work, customerId, principal);
    }),
  );
  door.serve(customerEndpoints.separate, ({ params: { customerId }, body, ifMatch, unitOfWork, principal }) =>
    unitOfWork(async (work) => {
      await unchanged(work, ifMatch, customerId, principal);
      await separateCustomers(work, customerId, body.customerId, principal.merchantId);
      return present(work, customerId, principal);
    }),
  );
  door.serve(customerEndpoints.erase, async ({ params, unitOfWork, principal }) => {
    await unitOfWork(async (work) => {
      const { id } = await getCustomer(work, params.customerId, principal.merchantId);
      await eraseCustomer(work, id);
    });
    return undefined;
  });
}

async function present(work: ReadWork, customerId: string, { merchantId }: DeskPrincipal): Promise<Customer> {
  const [customer] = await withVisits(work, [await getCustomer(work, customerId, merchantId)]);
  return customer!;
}

const unchanged = (work: Work, ifMatch: readonly string[] | null, customerId: string, principal: DeskPrincipal) =>
  requireUnchanged(work, ifMatch, customerId, () => present(work, customerId, principal));
