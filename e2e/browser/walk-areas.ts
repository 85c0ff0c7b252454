import type { Geofence } from '@roundsman/api-contract';
import { type Client, geofenceEndpoints } from '@roundsman/client';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';

const PATIENCE = { timeout: 20_000, interval: 200 };
/** Corners as they are clicked, as shares of the map's box. */
const CLICKED = [
  [0.3, 0.3],
  [0.7, 0.3],
  [0.7, 0.7],
  [0.3, 0.7],
] as const;

/**
 * A dispatcher draws an area on the map, moves a corner by the keyboard and takes another away; the API's list has each time what is drawn.
 * The page is signed in already.
 */
export async function walkAreas(desk: Page, url: string, client: Client): Promise<void> {
  await desk.goto(`${url}/fleet?tab=areas`);
  await desk.getByRole('button', { name: 'Add an area …' }).click();
  await desk.getByLabel('Name').fill('Yard in Schaan');
  await desk.getByRole('radiogroup', { name: 'Shape' }).getByText('Drawn on the map').click();
  await desk.getByRole('button', { name: 'Add it' }).click();
  await desk.getByText('Click its corners on the map, three at least.').waitFor();
  const map = desk.getByRole('region', { name: /each click is a corner/ }).locator('canvas');
  const box = (await map.boundingBox())!;
  const click = ([x, y]: (typeof CLICKED)[number]) => map.click({ position: { x: x * box.width, y: y * box.height } });
  const [first, ...others] = CLICKED;
  // The map takes clicks once its style has come.
  await vi.waitFor(async () => {
    if ((await desk.getByText(/^0 corners\./).count()) > 0) await click(first);
    expect(await desk.getByText(/^1 corner\./).count()).toBe(1);
  }, PATIENCE);
  for (const corner of others) await click(corner);
  await desk.getByText('4 corners').waitFor();
  await desk.getByRole('button', { name: 'Add it' }).click();
  await desk.getByRole('row', { name: /Yard in Schaan Site .* km² –/ }).waitFor();
  const drawn = await onlyArea(client);
  const [northWest, northEast, southEast, southWest] = ringOf(drawn);
  expect(drawn).toMatchObject({ name: 'Yard in Schaan', kind: 'site', active: true });
  expect(northEast!.lon - northWest!.lon).toBeCloseTo(southEast!.lon - southWest!.lon, 6);
  expect(northWest!.lat - southWest!.lat).toBeCloseTo(northEast!.lat - southEast!.lat, 6);
  expect(northEast!.lon).toBeGreaterThan(northWest!.lon);
  expect(northWest!.lat).toBeGreaterThan(southWest!.lat);

  await desk.getByRole('button', { name: 'Change Yard in Schaan' }).click();
  const corner = (number: number) => desk.getByRole('button', { name: new RegExp(`^Corner ${number}:`) });
  await corner(1).focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'Enter']) await desk.keyboard.press(key);
  await corner(3).focus();
  await desk.keyboard.press('Delete');
  await desk.getByText('3 corners').waitFor();
  await desk.getByRole('button', { name: 'Change it' }).click();
  await vi.waitFor(async () => expect(ringOf(await onlyArea(client))).toHaveLength(3), PATIENCE);
  const [moved, ...left] = ringOf(await onlyArea(client));
  expect(moved!.lon).toBeLessThan(northWest!.lon);
  expect(left).toEqual([northEast, southWest]);
}

async function onlyArea(client: Client): Promise<Geofence> {
  const { rows } = await client.call(geofenceEndpoints.list);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

function ringOf({ area }: Geofence) {
  if (area.kind !== 'polygon') throw new Error('Not drawn corner by corner');
  return area.ring;
}
