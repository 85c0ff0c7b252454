import { type Client, fleetEndpoints, organisationEndpoints } from '@roundsman/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openFaultProxy } from '../../drills/september-13/worlds/proxy/fault-proxy.ts';
import { freePort } from '../harness/platform.ts';
import { eventually } from '../story/steps.ts';
import { EdgeProcess } from './edge-process.ts';

/** Half a second on a machine with nothing else; what waits for a network that swallows everything comes never. */
const SHELL_MILLISECONDS = 5_000;
const DAY = 'Nothing for you today.';

export interface GrayWalk {
  readonly platformUrl: string;
  /** Where the platform expects its edge program. */
  readonly edgePort: number;
  readonly browser: Browser;
  /** With the rights of somebody who sets an organisation up. */
  readonly desk: Client;
}

/**
 * A phone that was opened once over an edge starts when that edge takes connections and swallows what is sent: the app is there, the day comes
 * from the device, and the platform is reached over the other edge of the signed list, by the
 * app and, once that is closed, by its service worker. Two edges in front of one platform, an edge program of
 * its own.
 */
export async function walkGrayEdge({ platformUrl, edgePort, browser, desk }: GrayWalk): Promise<void> {
  let isGray = false;
  const upstream = { host: '127.0.0.1', port: Number(new URL(platformUrl).port) };
  const inFront = async (isIll: () => boolean) =>
    openFaultProxy({
      port: await freePort(),
      upstream,
      random: () => 0,
      fault: () => (isIll() ? { largestPacketBytes: 0 } : null),
    });
  const home = await inFront(() => isGray);
  const sibling = await inFront(() => false);
  const edge = await EdgeProcess.open(platformUrl, edgePort, { EDGES: `Home=${home.url},Sibling=${sibling.url}` });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en-GB' });
  try {
    await eventually(
      async () => (await fetch(`${home.url}/operator/`)).headers.get('content-security-policy') ?? '',
      (policy) => policy.includes(sibling.url),
      30,
      (policy) => `The app may not call the second edge: ${policy}`,
    );
    const first = await context.newPage();
    await first.goto(`${home.url}/operator/?code=${encodeURIComponent(await pairingCode(desk))}`);
    await first.getByText(DAY).waitFor();
    // Words of the page's own world, which this one has no types of.
    const isKept = `(async () => {
      const kept = await navigator.serviceWorker.getRegistration('/operator/');
      return kept?.active?.state === 'activated' && (await (await caches.match('/edge-api/manifest-key'))?.json())?.signed != null;
    })()`;
    await expect.poll(() => first.evaluate(isKept), { timeout: 60_000 }).toBe(true);
    await first.close();

    isGray = true;
    const page = await context.newPage();
    const from = performance.now();
    const reached = answeredBy(page, sibling.url);
    await page.goto(`${home.url}/operator/`, { waitUntil: 'commit' });
    await page.getByText(DAY).waitFor();
    expect(performance.now() - from).toBeLessThan(SHELL_MILLISECONDS);
    // The token is renewed over the sibling too: nothing of what a crew needs hangs on the ill edge.
    await expect
      .poll(() => [...reached], { timeout: 30_000 })
      .toEqual(expect.arrayContaining(['/operator-api/renew', '/read']));
    await page.getByText('live', { exact: true }).waitFor();
    await page.close();
    await sendWithoutTheApp(context, `${home.url}/operator/`);
  } finally {
    await context.close();
    await edge.close();
    await Promise.all([home.close(), sibling.close()]);
  }
}

/** What the app had kept when it was closed is sent by its service worker once the browser wakes that: over the sibling, for its own edge is ill. */
async function sendWithoutTheApp(context: BrowserContext, app: string): Promise<void> {
  // A page of the app's origin that is not the app.
  const aside = await context.newPage();
  await aside.goto(`${app}icon.svg`);
  await aside.evaluate(KEEP_A_COMMAND);
  const tools = await context.newCDPSession(aside);
  const registered = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === app && !isDeleted);
      if (own) resolve(own.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await tools.send('ServiceWorker.dispatchSyncEvent', {
    origin: new URL(app).origin,
    registrationId,
    tag: 'roundsman-outbox',
    lastChance: false,
  });
  await expect.poll(() => aside.evaluate(STATE_OF_IT), { timeout: 30_000 }).toBe('applied');
}

/** As the app keeps it: the command that waits, and the number that comes next. */
const KEEP_A_COMMAND = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('roundsman-crew');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const change = opening.result.transaction(['entries', 'kept'], 'readwrite');
    const kept = change.objectStore('kept');
    const asking = kept.get('nextDeviceSeq');
    asking.onsuccess = () => {
      const deviceSeq = asking.result?.value ?? 1;
      const id = crypto.randomUUID().replace(/^(.{14})4/, '$17');
      const now = new Date().toISOString();
      const times = { happenedAt: now, deviceAt: now, monotonicMilliseconds: 1 };
      const what = { kind: 'duty', itineraryId: null, stopId: null, fix: null, payload: { change: 'clock_in' } };
      const entry = { filesToSend: [], refusedFiles: [], state: 'waiting', reason: null, acknowledged: false };
      change.objectStore('entries').put({ ...entry, id, command: { id, deviceSeq, ...times, ...what } });
      kept.put({ name: 'nextDeviceSeq', value: deviceSeq + 1 });
    };
    change.oncomplete = () => {
      opening.result.close();
      resolve();
    };
    change.onabort = () => reject(change.error);
  };
})`;

const STATE_OF_IT = `new Promise((resolve) => {
  const opening = indexedDB.open('roundsman-crew');
  opening.onsuccess = () => {
    const asking = opening.result.transaction('entries').objectStore('entries').getAll();
    asking.onsuccess = () => {
      opening.result.close();
      resolve(asking.result.map(({ state }) => state).join());
    };
  };
})`;

/** Paths that an edge answered well, as they come. */
function answeredBy(page: Page, edgeUrl: string): Set<string> {
  const paths = new Set<string>();
  page.on('response', (response) => {
    const url = new URL(response.url());
    // A day that is as the device knows it is 304.
    if (url.origin === edgeUrl && response.status() < 400) paths.add(url.pathname);
  });
  return paths;
}

async function pairingCode(desk: Client): Promise<string> {
  const [branch] = (await desk.call(organisationEndpoints.get)).branches;
  const { id: operatorId } = await desk.call(fleetEndpoints.createOperator, {
    body: { branchId: branch!.id, name: 'Anna', phone: null, skills: [], active: true },
  });
  return (await desk.call(fleetEndpoints.createPairingCode, { params: { operatorId } })).code;
}
