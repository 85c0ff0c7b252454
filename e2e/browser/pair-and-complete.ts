import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../story/steps.ts';

const photo = join(import.meta.dirname, '..', '..', 'apps', 'operator-app', 'public', 'icon-512.png');
/** More presses than any way from one stop to the next needs. */
const MOST_PRESSES = 12;

/** Presses the one big button until it says `words`, as a crew does that does what the app tells it. */
export async function pressUntil(page: Page, words: string): Promise<void> {
  const button = page.locator('.action-bar .big-button');
  for (let press = 0; press < MOST_PRESSES; press++) {
    const says = wordsOf(await button.textContent());
    if (says === words) return;
    await button.click();
    if (says === 'Check the load') await loadAll(page);
    await eventually(
      async () => ((await button.count()) === 0 ? '' : wordsOf(await button.textContent())),
      (now) => now !== says,
      30,
      () => `The big button still says ${says}`,
    );
  }
  throw new Error(`The big button never said ${words}`);
}

const wordsOf = (text: string | null) => text?.trim() ?? '';

async function loadAll(page: Page): Promise<void> {
  const open = page.locator('.rows button[aria-pressed="false"]');
  for (let line = 0; line < 200 && (await open.count()) > 0; line++) await open.first().click();
  await page.getByRole('button', { name: 'Done' }).click();
}

/** From “Complete” on the card to the end of the visit: each screen that this stop asks for, told by its title. */
export async function complete(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Complete', exact: true }).click();
  const screen = page.getByRole('heading', { level: 1 });
  const button = page.locator('.big-button');
  const steps: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'Check the pieces': async () => {},
    Photos: takePhoto,
    'Who took it?': () => page.getByText('The recipient', { exact: true }).click(),
    Signature: sign,
  };
  for (let at = 0; at < Object.keys(steps).length; at++) {
    const title = await eventually(
      async () => wordsOf(await screen.textContent()),
      (words) => words in steps,
      30,
      (words) => `“${words}” is no screen of a completion`,
    );
    await steps[title]!(page);
    const isLast = wordsOf(await button.textContent()) === 'Complete';
    await button.click();
    if (isLast) return;
    await eventually(
      async () => wordsOf(await screen.textContent()),
      (words) => words !== title,
      30,
      () => `“${title}” does not end`,
    );
  }
}

async function takePhoto(page: Page): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(photo);
  await page.getByAltText('Photo 1').waitFor();
}

async function sign(page: Page): Promise<void> {
  const box = await page.getByRole('img', { name: 'Sign here with a finger' }).boundingBox();
  if (!box) throw new Error('There is nothing to sign on');
  await page.mouse.move(box.x + 30, box.y + box.height * 0.7);
  await page.mouse.down();
  for (let step = 1; step <= 24; step++)
    await page.mouse.move(box.x + 30 + step * 9, box.y + box.height * (0.5 + 0.25 * Math.sin(step * 1.1)));
  await page.mouse.up();
  await page.getByText(/^Signed by/).waitFor();
}
