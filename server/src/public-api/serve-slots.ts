import { slotEndpoints } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  bookSlot,
  getHold,
  holdSlot,
  listHolds,
  lookAndHold,
  offerSlots,
  prepareBooking,
  prepareHold,
  readCapacity,
  releaseHold,
} from '../modules/slots/index.ts';
import type { OpenDoor } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';

export function serveSlots(door: OpenDoor<DeskPrincipal>, { database }: Platform, roads: Roads): void {
  door.serve(slotEndpoints.offer, async ({ body, principal }) => {
    const { organisationId, merchantId } = principal;
    const { jobId, visit, branchId, from, to, windows } = body;
    const wish = { jobId, visit, branchId, from, to, windows, merchantId, asker: 'order' as const };
    return { rows: await offerSlots(database, roads, organisationId, wish) };
  });
  door.serve(slotEndpoints.hold, ({ body, principal, unitOfWork }) => {
    const { organisationId, merchantId } = principal;
    const { jobId, visit, branchId, serviceDate, from, to, holdSeconds } = body;
    const wish = { jobId, visit, branchId, serviceDate, from, to, holdSeconds, merchantId, asker: 'order' as const };
    return lookAndHold(
      () => prepareHold(database, roads, organisationId, wish),
      (prepared) => unitOfWork((work) => holdSlot(work, prepared)),
    );
  });
  door.serve(slotEndpoints.list, ({ query, read, principal }) =>
    read((work) => listHolds(work, query, principal.merchantId)),
  );
  door.serve(slotEndpoints.get, ({ params, read, principal }) =>
    read((work) => getHold(work, params.holdId, principal.merchantId)),
  );
  door.serve(slotEndpoints.release, async ({ params, unitOfWork, principal }) => {
    await unitOfWork((work) => releaseHold(work, params.holdId, principal.merchantId));
    return undefined;
  });
  door.serve(slotEndpoints.book, async ({ params, body, principal, unitOfWork }) => {
    const { organisationId, merchantId, kind } = principal;
    const { jobId, job } = body;
    const prepared = await prepareBooking(database, roads, organisationId, params.holdId, { jobId, job }, merchantId);
    const origin = kind === 'api_key' ? ('api' as const) : ('manual' as const);
    return unitOfWork((work) => bookSlot(work, params.holdId, prepared, { origin, merchantId }));
  });
  door.serve(slotEndpoints.capacity, async ({ query, principal }) => {
    const { from, to, branchId } = query;
    return { rows: await readCapacity(database, roads, principal.organisationId, { from, to, branchId }) };
  });
}
