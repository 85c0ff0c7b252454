import type { Page } from 'playwright-core';
import { eventually } from '../story/steps.ts';
import type { Stage } from './stage.ts';

/** A crew writes from its phone; the desk, busy with something else, hears it without a reload and answers, and the crew reads that. */
export async function walkCrewChat(stage: Pick<Stage, 'picture'>, desk: Page, phone: Page): Promise<void> {
  await phone.getByRole('button', { name: 'The office' }).click();
  await phone.getByLabel('Write to the office').fill('The bridge at Bendern is shut.');
  await phone.getByRole('button', { name: 'Send', exact: true }).click();

  const heard = desk.getByRole('status').filter({ hasText: 'wrote: The bridge at Bendern is shut.' });
  await heard.getByRole('button', { name: 'Open' }).click();
  const sheet = desk.getByRole('complementary', { name: /^Itinerary of / });
  await sheet.getByText('The bridge at Bendern is shut.').waitFor();
  await sheet.getByLabel('Write to the crew').fill('Thank you. Go round by Schaan.');
  await sheet.getByLabel('Write to the crew').press('Enter');

  await phone.getByText('Thank you. Go round by Schaan.').waitFor();
  // Each side learns that the other has looked.
  await sheet
    .getByText(/ · read \d\d:\d\d$/)
    .last()
    .waitFor();
  await phone
    .getByText(/ · read$/)
    .last()
    .waitFor();
  await eventually(
    () => sheet.getByRole('tab', { name: 'Messages', exact: true }).count(),
    (count) => count === 1,
    30,
    () => 'What stands in front of the desk is still unread',
  );
  await stage.picture(desk, 'itinerary', 760);
  await sheet.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await phone.getByRole('button', { name: 'Back' }).click();
}
