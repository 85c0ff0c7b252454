import {
  createClient,
  fleetEndpoints,
  itineraryEndpoints,
  jobEndpoints,
  messageEndpoints,
  organisationEndpoints,
  planEndpoints,
  trackerEndpoints,
} from '@roundsman/client';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { eventually } from '../story/steps.ts';
import { complete, pressUntil } from './pair-and-complete.ts';
import { playMorning } from './play-morning.ts';
import { Stage } from './stage.ts';
import { walkCrewChat } from './walk-crew-chat.ts';
import { walkPasskeys } from './walk-passkeys.ts';
import { walkSingleSignOn } from './walk-single-sign-on.ts';

let stage: Stage;
let desk: Page;
let serviceDate: string;
let broken = false;

/** One day from top to bottom: each test goes on where the one before it ended. */
beforeAll(async () => {
  stage = await Stage.open();
  desk = await stage.page('desktop');
  serviceDate = (await stage.client.call(organisationEndpoints.get)).clock.businessDate;
});
afterAll(() => stage?.close());
beforeEach(({ skip }) => skip(broken, 'What it goes on from has failed'));
afterEach(async ({ task }) => {
  if (broken || task.result?.state !== 'fail') return;
  broken = true;
  await stage.pictureEveryPage('failed');
});

const open = (screen: string) => desk.getByRole('navigation', { name: 'Screens' }).getByText(screen).click();

it('refuses a wrong password in words and lets the right one in', async () => {
  await desk.goto(stage.url);
  await desk.getByLabel('E-mail').fill(SAMPLE_SIGN_IN.email);
  await desk.getByLabel('Password', { exact: true }).fill('not the password');
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.getByText('E-mail or password are not right.').waitFor();
  await desk.getByLabel('Password', { exact: true }).fill(SAMPLE_SIGN_IN.password);
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.getByRole('navigation', { name: 'Screens' }).waitFor();
});

it('signs in by a passkey alone, and by one after the password', () => walkPasskeys(stage), 120_000);

it(
  'signs in through the company’s own provider, and says what is wrong with its settings where it is',
  () => walkSingleSignOn(stage),
  120_000,
);

it('shows what is wrong with the morning’s rows, and releases the sound ones', async () => {
  await open('Stage');
  await desk.getByRole('heading', { name: /\d+ rows in staging, \d+ must be fixed first/ }).waitFor();
  const lost = desk.getByRole('button', { name: /^Address not found/ });
  const counted = Number((await wordsOf(lost)).match(/\d+$/)?.[0]);
  await lost.click();
  const rows = desk.getByRole('grid', { name: 'Rows in staging' }).getByRole('row');
  // The head is a row too.
  await seen(() => rows.count()).toBe(counted + 1);
  await lost.click();
  await desk.getByRole('button', { name: /^Must be fixed/ }).click();
  await seen(() => rows.count()).toBeGreaterThan(counted);
  await stage.picture(desk, 'staging');
  await desk.getByRole('button', { name: /^All/ }).click();

  const choose = desk.getByRole('button', { name: /^Choose all \d+ ready/ });
  const ready = Number((await wordsOf(choose)).match(/\d+/)?.[0]);
  await choose.click();
  await desk.getByRole('button', { name: `Release ${ready} …` }).click();
  await desk
    .getByRole('dialog')
    .getByRole('button', { name: `Release ${ready}` })
    .click();
  await desk.getByText(`${ready} released for planning.`).waitFor();
  const { byState } = await stage.client.call(jobEndpoints.counts, { query: { serviceDate } });
  expect(byState.new).toBeGreaterThanOrEqual(ready - 1);
});

it('plans, shows the routes on a map, and compares with a plan of fewer vehicles', async () => {
  const { rows: vehicles } = await stage.client.call(fleetEndpoints.listVehicles);
  const fewer = await stage.client.call(planEndpoints.start, {
    body: { serviceDate, limitSeconds: 5, seed: 1, vehicleIds: vehicles.slice(0, 9).map(({ id }) => id) },
  });
  await eventually(
    () => stage.client.call(planEndpoints.get, { params: { planId: fewer.id } }),
    ({ state }) => state === 'done',
    240,
    ({ state, failure }) => `The plan of fewer vehicles is ${state}: ${failure}`,
  );
  await open('Plans');
  await desk.getByLabel('Search for, s').fill('6');
  await desk.getByRole('button', { name: /^Plan \d+ jobs/ }).click();
  const sentence = desk.getByRole('heading', { name: /: \d+ of \d+ jobs placed/, level: 2 });
  await seen(() => wordsOf(sentence)).not.toContain(`${fewer.code}:`);
  const code = (await wordsOf(sentence)).split(':')[0];
  await seeMap(desk, `Map of plan ${code}`);
  expect(
    await desk
      .getByRole('grid', { name: `Routes of plan ${code}` })
      .getByRole('gridcell')
      .count(),
  ).toBeGreaterThan(100);

  await desk.getByLabel(`Compare with ${fewer.code}`).click();
  await desk.getByRole('table', { name: `Compared with ${code}` }).waitFor();
  // People know vehicles by name.
  await desk
    .getByText(/Vehicle \d+ lacks the skill/)
    .first()
    .waitFor();
  expect(await desk.getByText(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/).count()).toBe(0);
  await stage.picture(desk, 'plan-compare');
  await desk.getByLabel(`Compare with ${fewer.code}`).click();
});

it('applies and dispatches, and says whom that reaches before it does', async () => {
  await desk.getByRole('button', { name: 'Apply …' }).click();
  await desk.getByRole('button', { name: /^Make \d+ itineraries/ }).click();
  await desk.getByRole('button', { name: /^Dispatch \d+ …/ }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByText('This is a sandbox: nobody is written to.').waitFor();
  await dialog.getByRole('button', { name: /^Dispatch \d+$/ }).click();
  await desk.getByText(/\d+ itineraries dispatched\./).waitFor();
  const { rows } = await stage.client.call(itineraryEndpoints.list, { query: { serviceDate } });
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'dispatched'));
});

it('shows the day under way on map and timeline', async () => {
  await playMorning(stage, serviceDate);
  await open('Day');
  await seeMap(desk, 'Map of the day');
  const timeline = desk.getByRole('grid', { name: 'The day of each vehicle' });
  await seen(() => timeline.getByRole('gridcell', { name: /, done/ }).count()).toBeGreaterThan(10);
  await desk
    .getByText(/^Under way · /)
    .first()
    .waitFor();
  await stage.picture(desk, 'day-board');

  await desk.goto(`${stage.url}/day?only=timeline`);
  await timeline.getByRole('gridcell').first().waitFor();
  await stage.picture(desk, 'timeline', 520);
});

it('opens a job from the list beside the screen', async () => {
  await desk.goto(`${stage.url}/jobs`);
  const row = desk.getByRole('row').filter({ hasText: 'Completed' }).first();
  const code = await wordsOf(row.getByRole('button'));
  await row.getByRole('button', { name: code }).click();
  const sheet = desk.getByRole('complementary', { name: `Job ${code}` });
  await sheet.getByRole('tab', { name: /^Proofs/ }).waitFor();
  expect(new URL(desk.url()).search).toContain('job=');
  await stage.picture(desk, 'job', 760);
  await sheet.getByRole('tab', { name: 'History' }).click();
  await sheet
    .getByText(/completed/i)
    .first()
    .waitFor();
  await desk.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});

it('keeps every message where it can be read as its reader would see it', async () => {
  const told = async () => {
    const { rows } = await stage.client.call(messageEndpoints.list, {
      query: { channel: 'email', state: ['sent'], limit: 200 },
    });
    return rows.filter(({ trigger, jobCode }) => trigger === 'completed' && jobCode);
  };
  await seen(async () => (await told()).length).toBeGreaterThan(0);
  const outcomes = await told();
  const mail = outcomes.find(({ language }) => language === 'en') ?? outcomes[0];
  const detail = await stage.client.call(messageEndpoints.get, { params: { messageId: mail!.id } });
  // A sandbox writes to nobody: its e-mail went no further than the outbox.
  expect(detail.attempts.map(({ provider }) => provider)).toEqual(['outbox']);

  await desk.goto(`${stage.url}/messages?channel=email&message=${mail!.id}`);
  await desk.getByText('A sandbox writes to nobody').waitFor();
  await desk.getByRole('heading', { name: mail!.subject! }).waitFor();
  await desk.frameLocator('iframe').getByText(mail!.jobCode!, { exact: true }).first().waitFor();
  await stage.picture(desk, 'outbox');
});

it('pairs a phone by its link and completes a stop without a network, once', async () => {
  const { rows } = await stage.client.call(itineraryEndpoints.list, { query: { serviceDate } });
  const itinerary = rows.find(
    ({ state, crew, stops }) => state === 'started' && crew.length > 0 && hasVisitsNext(stops),
  )!;
  const { code } = await stage.client.call(fleetEndpoints.createPairingCode, {
    params: { operatorId: itinerary.crew[0]!.operatorId },
  });
  const phone = await stage.page('phone');
  const { lon, lat } = itinerary.position ?? itinerary.start;
  await phone.context().setGeolocation({ longitude: lon, latitude: lat, accuracy: 8 });
  await phone.context().grantPermissions(['geolocation']);
  await phone.goto(`${stage.url}/operator/?code=${encodeURIComponent(code)}`);
  await phone.getByText(/^\d+ of \d+ stops$/).waitFor();
  expect(phone.url()).not.toContain(code);
  await pressUntil(phone, 'Complete');
  const before = Number((await wordsOf(phone.getByText(/^\d+ of \d+ stops$/))).split(' ')[0]);
  const atDesk = () => stage.client.call(itineraryEndpoints.get, { params: { itineraryId: itinerary.id } });
  await seen(() => phone.getByText(/waiting to be sent/).count()).toBe(0);
  // Counted while the phone is still connected: the offline that a browser emulates does not reach a service worker that starts meanwhile.
  const known = (await atDesk()).progress.done;
  await stage.picture(phone, 'operator-app');

  await phone.context().setOffline(true);
  await complete(phone);
  await phone.getByText(`${before + 1} of ${itinerary.progress.of} stops`).waitFor();
  await phone
    .getByText(/^(reconnecting|offline)$/)
    .first()
    .waitFor();
  await phone
    .getByText(/waiting to be sent/)
    .first()
    .waitFor();

  await phone.context().setOffline(false);
  await seen(async () => (await atDesk()).progress.done).toBe(known + 1);
  await seen(() => phone.getByText(/waiting to be sent/).count()).toBe(0);
  expect(await phone.getByText(/to look at/).count()).toBe(0);
  expect((await atDesk()).progress.done).toBe(known + 1);
  await walkCrewChat(stage, desk, phone);
  // On to the next customer, who is looked at below.
  await pressUntil(phone, 'Arrived');
  await seen(async () => (await atDesk()).stops.map(({ state }) => state)).toContain('on_route');
  await phone.context().close();
});

it('tells a customer when to expect the crew that is on its way', async () => {
  const { rows } = await stage.client.call(jobEndpoints.list, {
    query: { serviceDate, state: ['on_route'], limit: 100 },
  });
  const { url, view } = await trackerOf(rows);
  const phone = await stage.page('phone');
  await phone.goto(url);
  // The crew drives on, and with it the time in the sentence.
  const says = async () => {
    const shown = await wordsOf(phone.getByRole('heading', { level: 1 }));
    return shown === (await viewOf(url)).sentence;
  };
  await seen(says).toBe(true);
  await phone.getByRole('banner').getByText(view.sender.name).waitFor();
  await phone.locator('[aria-current=step]').waitFor();
  await stage.picture(phone, 'tracker');
  await phone.goto(`${url.slice(0, -6)}aaaaaa`);
  await phone.getByRole('heading', { level: 1 }).waitFor();
  await phone.getByRole('link').first().waitFor();
  await phone.context().close();
});

it('starts what was opened once when nothing can be reached, says so calmly, and goes on by itself', async () => {
  const page = await stage.page('desktop');
  for (const path of ['/', '/track/', '/operator/']) {
    await page.goto(stage.url + path);
    // Words of the page's own world, which this one has no types of.
    const isKept = `(async () => {
      const kept = await navigator.serviceWorker.getRegistration('${path}');
      return kept !== undefined && new URL(kept.scope).pathname === '${path}' && kept.active?.state === 'activated';
    })()`;
    await seen(() => page.evaluate(isKept)).toBe(true);
  }
  await page.context().setOffline(true);
  await page.goto(`${stage.url}/track/`);
  await page.getByRole('textbox').first().waitFor();
  await page.goto(`${stage.url}/operator/`);
  await page.getByText('Pair this phone.').waitFor();
  await page.goto(`${stage.url}/jobs?state=new`);
  await page.getByText('The platform does not answer.').waitFor();
  await page.getByText(/Nothing was lost/).waitFor();
  await stage.picture(page, 'unreachable');
  await page.context().setOffline(false);
  await page.getByLabel('E-mail').waitFor();
  // The whole origin is in its scope; the platform's own pages stay the network's.
  const reference = await page.goto(`${stage.url}/api/openapi.json`);
  expect(reference?.fromServiceWorker()).toBe(false);
  await page.context().close();
});

it('says on the status page how each part is, beside the example of 13 September', async () => {
  const page = await stage.page('desktop');
  await page.goto(stage.edgeUrl);
  await page.getByText('Customer Tracker').first().waitFor();
  await seen(() => page.getByText('Operational', { exact: true }).count()).toBeGreaterThan(5);
  await page.getByText('An example from history. It is not an incident of this installation.').waitFor();
  await stage.picture(page, 'status');
  await page.context().close();
});

it('never leaves this machine and never breaks a page', () => {
  expect(stage.complaints).toEqual([]);
});

/** The next three are visits: no break and no depot between them. */
function hasVisitsNext(stops: readonly { readonly kind: string; readonly state: string }[]): boolean {
  const next = stops
    .filter(({ state }) => state === 'arrived' || state === 'on_route' || state === 'planned')
    .slice(0, 3);
  return next.length === 3 && next.every(({ kind }) => kind === 'job');
}

/** The tracker of one of the jobs, in English where a customer reads it. */
async function trackerOf(jobs: readonly { readonly id: string }[]) {
  const views = [];
  for (const { id } of jobs) {
    const { url } = await stage.client.call(jobEndpoints.trackerLink, { params: { jobId: id } });
    views.push({ url, view: await viewOf(url) });
  }
  expect(views).not.toEqual([]);
  return views.find(({ view }) => view.language === 'en') ?? views[0]!;
}

/** What the platform says to whoever has the link. */
const viewOf = (url: string) =>
  createClient({ edges: [stage.url] }).call(trackerEndpoints.view, { params: { link: url.split('/').at(-1)! } });

/** What a page shows in its own time. */
const seen = <T>(look: () => T) => expect.poll(look, { timeout: 120_000 });

const wordsOf = async (locator: Locator) => (await locator.textContent())?.trim() ?? '';

/** A map that was drawn does not compress to nothing; an empty one does. */
async function seeMap(page: Page, label: string): Promise<void> {
  const map = page.locator(`section[aria-label="${label}"]`);
  await map.getByText('OpenStreetMap contributors').waitFor();
  await seen(async () => (await map.screenshot()).byteLength).toBeGreaterThan(40_000);
}
