import { type Client, jobEndpoints } from '@roundsman/client';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Tomorrow where the organisation is, or the day after: never a day that is over. */
export const serviceDate = new Date(performance.timeOrigin + 86_400_000).toISOString().slice(0, 10);

/** A dispatcher takes an order by hand, as on the telephone; the platform has it as it was typed. Gives the job's id. */
export async function walkNewJob(desk: Page, url: string, client: Client): Promise<string> {
  await desk.goto(`${url}/jobs`);
  const button = (name: string) => desk.getByRole('button', { name, exact: true });
  const field = (name: string) => desk.getByRole('textbox', { name, exact: true });
  await button('New job').click();

  await button('Release it').click();
  await desk.getByText('Say who receives.').waitFor();
  await field('Name').fill('Zoë Büchel');
  await field('E-mail').fill('zoe@kundin.example');
  await field('Street and number').fill('Landstrasse 12');
  await desk.getByRole('option', { name: 'Landstrasse 12, 9497 Triesenberg' }).waitFor();
  await desk.keyboard.press('ArrowDown');
  await desk.keyboard.press('Enter');
  await desk.getByText('Found: the map knows this house.').waitFor();
  await field('Floor').fill('3');
  await desk.getByLabel('Lift', { exact: true }).selectOption('no');
  await field('Way in').fill('Bell at the back');
  await field('What, line 1').fill('Sofa');
  await field('kg each, line 1').fill('40,5');
  await field('Volume each, line 1').fill('0.9');
  await desk.getByLabel('Date', { exact: true }).fill(serviceDate);
  await field('Between').fill('18–20');
  await desk.getByLabel('Service', { exact: true }).selectOption('room');
  await field('Minutes on site').fill('25');
  await field('Note for the crew').fill('Ring twice');

  // Closed by mistake: nothing of it is lost.
  await desk.keyboard.press('Escape');
  await button('New job').click();
  await desk.getByRole('heading', { name: 'Sofa for Zoë Büchel, Landstrasse 12, Triesenberg' }).waitFor();
  await button('Release it').click();
  await desk.getByRole('complementary', { name: /^Job J-/ }).waitFor();

  const jobId = new URL(desk.url()).searchParams.get('job')!;
  expect(await client.call(jobEndpoints.get, { params: { jobId } })).toMatchObject({
    state: 'new',
    serviceDate,
    windows: [{ from: '18:00', to: '20:00' }],
    contact: { name: 'Zoë Büchel', phone: null, email: 'zoe@kundin.example' },
    address: {
      given: { street: 'Landstrasse', houseNumber: '12', postcode: '9497' },
      confidence: 'high',
      access: { floor: '3', lift: false, note: 'Bell at the back' },
    },
    serviceLevel: 'room',
    serviceSeconds: 1500,
    notes: 'Ring twice',
    actions: [{ kind: 'delivery', description: 'Sofa', quantity: 1, unitWeightGrams: 40_500, unitVolumeLitres: 900 }],
  });

  // They ring again: a second name at the bell, and it is urgent.
  await desk
    .getByRole('complementary', { name: /^Job J-/ })
    .getByRole('button', { name: 'Change …' })
    .click();
  const sheet = desk.getByRole('dialog', { name: /^Change J-/ });
  await sheet.getByRole('textbox', { name: 'Way in' }).fill('Bell: Büchel-Ospelt');
  await sheet.getByRole('textbox', { name: 'Priority' }).fill('60');
  await sheet.getByRole('button', { name: 'Change it' }).click();
  await sheet.waitFor({ state: 'detached' });
  expect(await client.call(jobEndpoints.get, { params: { jobId } })).toMatchObject({
    priority: 60,
    address: { access: { floor: '3', lift: false, note: 'Bell: Büchel-Ospelt' } },
    notes: 'Ring twice',
  });
  return jobId;
}
