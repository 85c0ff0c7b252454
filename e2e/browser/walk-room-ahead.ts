import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * A dispatcher looks where there is room: each of seven days says how much of each window is left, and what finds none. On `serviceDate`
 * one job waits, for an hour at which nobody works any more.
 */
export async function walkRoomAhead(desk: Page, url: string, serviceDate: string): Promise<void> {
  await desk.goto(`${url}/day?date=${serviceDate}`);
  await desk.getByRole('button', { name: 'Room ahead', exact: true }).click();
  const sheet = desk.getByRole('complementary', { name: 'Room ahead' });
  await sheet
    .getByRole('heading', { name: /^There is room from \w{3} \d+ \w{3}, \d\d:\d\d–\d\d:\d\d on\.$/ })
    .waitFor();
  const days = sheet.getByRole('list', { name: 'What is left of each day' }).getByRole('listitem');
  const day = days.first();
  await day.getByText('2 vehicles · 1 waiting').waitFor();
  await day.getByText('1 of them finds no room').waitFor();
  const windows = await day
    .getByRole('row')
    .filter({ has: desk.getByRole('rowheader') })
    .allInnerTexts();
  expect(windows.length).toBeGreaterThan(1);
  expect(windows.some((words) => /\d\.\d of \d+\.\d h/.test(words))).toBe(true);
  expect(await days.count()).toBe(7);

  const later = days.last().getByRole('button');
  await later.click();
  await desk.waitForURL((at) => at.searchParams.get('date') !== serviceDate);
  await sheet.getByRole('heading', { name: /^There is room from/ }).waitFor();
  await desk.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}
