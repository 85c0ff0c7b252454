import { createBranch } from '../modules/accounts/index.ts';
import { createMerchant } from '../modules/customers/index.ts';
import { createLocation, createOperator, createVehicle } from '../modules/fleet/index.ts';
import { seedReasons } from '../modules/jobs/index.ts';
import type { Work } from '../platform/index.ts';
import type { SampleOrganisation } from './sample-file.ts';

/** The company of sample/organisation.json: its branch, merchants, depots, people, vehicles with crews, and reasons. */
export async function setUpBranch(work: Work, sample: SampleOrganisation): Promise<void> {
  const branchId = await createBranch(work, sample.branch);
  for (const merchant of sample.merchants) await createMerchant(work, merchant);
  await seedReasons(work, sample.reasons);

  const locationIds = new Map<string, string>();
  for (const { code, address, ...location } of sample.locations) {
    const addressLine = `${address.street} ${address.houseNumber}, ${address.postcode} ${address.city}`;
    locationIds.set(code, (await createLocation(work, { ...location, branchId, addressLine })).id);
  }
  const operatorIds = new Map<string, string>();
  for (const { code, name, phone, skills } of sample.operators)
    operatorIds.set(code, (await createOperator(work, { branchId, name, phone, skills, active: true })).id);

  for (const { code: _, startLocation, endLocation, crew, ...vehicle } of sample.vehicles) {
    await createVehicle(work, {
      ...vehicle,
      branchId,
      startLocationId: idOf(locationIds, startLocation),
      endLocationId: endLocation === null ? null : idOf(locationIds, endLocation),
      crew: crew.map(({ operator, role }) => ({ operatorId: idOf(operatorIds, operator), role })),
      active: true,
    });
  }
}

function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (!id) throw new Error(`sample/organisation.json names ${code} and does not say what it is`);
  return id;
}
