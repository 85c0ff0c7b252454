import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient, jobEndpoints, memberSession } from '@roundsman/client';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type PushService, startPushService } from '../../server/src/modules/notifications/testing/index.ts';
import { freePort, PlatformProcess } from '../harness/platform.ts';
import { chromiumPath } from './stage.ts';
import { walkAreas } from './walk-areas.ts';
import { walkFirstFleet } from './walk-first-fleet.ts';
import { walkGrayEdge } from './walk-gray-edge.ts';
import { serviceDate, walkNewJob } from './walk-new-job.ts';
import { walkRoomAhead } from './walk-room-ahead.ts';

/** One of the push services that the platform writes to; here its name leads to a stand-in. */
const SERVICE = 'fcm.googleapis.com';
const PATIENCE = { timeout: 60_000, interval: 200 };

let service: PushService;
let platform: PlatformProcess;
let browser: Browser;
let edgePort: number;
/** Signed in by the first test. */
let desk: Page;

/** A real organisation, whose pushes leave the platform by its real adapter, to a service that opens them as a browser would. Its edge program comes last. */
beforeAll(async () => {
  service = await startPushService({ host: SERVICE });
  const resolver = pathToFileURL(join(import.meta.dirname, 'push-service-here.mjs')).href;
  edgePort = await freePort();
  const environment = {
    NODE_OPTIONS: `--import ${resolver}`,
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    EDGE_URL: `http://127.0.0.1:${edgePort}`,
  };
  platform = await PlatformProcess.open(environment, {}, ['--organisation', 'Rhein Moebel']);
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await platform?.close();
  await service?.close();
});

/**
 * A page whose browser has allowed push. Chromium cannot reach its maker's service here, so what it would get from there
 * (an address and keys) is put in its place; the button, the permission, the worker and all that follows are real.
 */
async function page(): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Vaduz' });
  await context.grantPermissions(['notifications'], { origin: platform.url });
  context.setDefaultTimeout(60_000);
  const { endpoint, p256dh, auth } = service.browser();
  await context.addInitScript({ content: subscribed(endpoint, { p256dh, auth }) });
  return context.newPage();
}

/** What the page finds instead of Chromium's own way to its maker. */
const subscribed = (endpoint: string, keys: object) => `{
  const subscription = {
    endpoint: '${endpoint}',
    toJSON: () => ({ endpoint: '${endpoint}', keys: ${JSON.stringify(keys)} }),
    unsubscribe: async () => true,
  };
  Object.assign(PushManager.prototype, {
    async subscribe({ userVisibleOnly, applicationServerKey }) {
      if (!userVisibleOnly || !applicationServerKey) throw new Error('no key');
      localStorage.setItem('push', 'on');
      return subscription;
    },
    getSubscription: async () => (localStorage.getItem('push') ? subscription : null),
  });
}`;

const signIn = () => {
  const { value } = platform.links.find(({ name }) => name.startsWith('Sign-in'))!;
  const [, email, password] = /^(\S+) with (\S+)/.exec(value)!;
  return { email: email!, password: password! };
};

async function signedIn() {
  const { email, password } = signIn();
  const session = memberSession({ origin: platform.url });
  await session.signIn(email, password);
  return createClient({ edges: [platform.url], session });
}

it('a member allows push in their browser, and what they send to themselves arrives there, readable for it alone', async () => {
  desk = await page();
  const { email, password } = signIn();
  await desk.goto(`${platform.url}/setup?tab=rules`);
  await desk.getByLabel('E-mail').fill(email);
  await desk.getByLabel('Password', { exact: true }).fill(password);
  await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.getByRole('button', { name: 'Allow it' }).click();
  await desk.getByText('What the rules tell dispatchers by push comes to this browser.').waitFor();
  await desk.goto(`${platform.url}/setup?tab=words`);
  await desk.getByRole('radiogroup', { name: 'Channel' }).getByText('Push').click();
  await desk.getByRole('button', { name: 'Send it to myself' }).click();
  await vi.waitFor(() => expect(service.opened).toHaveLength(1), PATIENCE);
  const payload = service.opened[0]!.payload as { title: string; body: string; seen: string };
  expect(payload.title).not.toBe('');
  expect(payload.body).not.toMatch(/[{}]/);
  expect(payload.seen).toContain(platform.url);
}, 180_000);

it('an empty organisation is led from its day to a first place and a fleet, and the API has what was typed', async () => {
  await walkFirstFleet(desk, platform.url, await signedIn());
}, 180_000);

it('a dispatcher draws an area, corner by corner, and changes it', async () => {
  await walkAreas(desk, platform.url, await signedIn());
}, 180_000);

it('a dispatcher takes an order by hand, and its customer allows push on the tracker', async () => {
  const client = await signedIn();
  const jobId = await walkNewJob(desk, platform.url, client);
  await walkRoomAhead(desk, platform.url, serviceDate);
  const link = await client.call(jobEndpoints.trackerLink, { params: { jobId } });
  const phone = await page();
  await phone.goto(new URL(new URL(link.url).pathname, platform.url).href);
  await phone.getByRole('button', { name: 'Tell me here' }).click();
  await phone.getByText('You will hear of this delivery on this device.').waitFor();
}, 180_000);

it('the Operator App starts when its edge swallows everything, shows the day and goes on over a sibling', async () => {
  await walkGrayEdge({ platformUrl: platform.url, edgePort, browser, desk: await signedIn() });
}, 180_000);
