import { type Client, fleetEndpoints } from '@roundsman/client';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** An address that the geocoder of the quick start knows. */
const DEPOT = 'Im Alten Riet 125, 9494 Schaan';

/**
 * An organisation that has nothing yet is led from its day to a depot and from there to its vehicles; what was typed stands
 * in the API's lists, in the API's units. The page is signed in already.
 */
export async function walkFirstFleet(page: Page, platformUrl: string, desk: Client): Promise<void> {
  await page.goto(`${platformUrl}/day`);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('link', { name: 'Add the place that your vehicles start from' }).click();
  await press('Add a place …');
  await press('Add it');
  await page.getByText('What do you call it?').waitFor();
  await page.getByLabel('Name').fill('Depot Schaan');
  await page.getByRole('combobox', { name: 'Address' }).fill('Im Alten Riet 125');
  await page.getByRole('option', { name: DEPOT }).click();
  await page.getByLabel('Open').fill('05:30–20:00');
  await page.getByLabel('Docks: vehicles that load at once').fill('2');
  await page.getByLabel('Loading a vehicle, min').fill('20');
  await press('Add it');
  await page.getByRole('row', { name: /Depot Schaan .* 05:30–20:00/ }).waitFor();

  await page.getByRole('tab', { name: 'Vehicles' }).click();
  await press('Add a vehicle …');
  await page.getByLabel('Name').fill('Truck 1');
  await page.getByLabel('Load, kg').fill('1200.5');
  await page.getByLabel('Room, m³').fill('18.5');
  await page.getByText('Costs', { exact: true }).click();
  await page.getByLabel(/^A kilometre/).fill('0.75');
  await press('Add it, and another like it');
  await page.getByRole('row', { name: /Truck 1/ }).waitFor();
  await page.getByLabel('Plate').fill('FL 222');
  await press('Add it');
  await page.getByRole('row', { name: /Truck 2/ }).waitFor();

  const { rows: places } = await desk.call(fleetEndpoints.listLocations);
  expect(places).toHaveLength(1);
  const [depot] = places;
  expect(depot).toMatchObject({
    ...{ name: 'Depot Schaan', kind: 'depot', addressLine: DEPOT, dockSlots: 2, loadSeconds: 1200 },
    opening: [{ from: '05:30', to: '20:00' }],
    point: { lon: expect.closeTo(9.5136, 3), lat: expect.closeTo(47.1771, 3) },
  });
  const { rows: vehicles } = await desk.call(fleetEndpoints.listVehicles);
  const alike = {
    ...{ startLocationId: depot!.id, endLocationId: depot!.id, drivingProfile: 'van', active: true },
    capacity: { weightGrams: 1_200_500, volumeLitres: 18_500, pieces: 1_000_000 },
    shifts: [{ from: '07:00', to: '17:00' }],
    breaks: [{ earliest: '11:30', latest: '13:30', durationSeconds: 1800 }],
    costs: { fixedMinor: 6000, perKilometreMinor: 75, perHourMinor: 4000 },
  };
  expect(vehicles).toMatchObject([
    { ...alike, name: 'Truck 1', plate: null },
    { ...alike, name: 'Truck 2', plate: 'FL 222' },
  ]);
}
