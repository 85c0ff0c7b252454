import { existsSync } from 'node:fs';
import { apiKey, createClient, fleetEndpoints, jobEndpoints } from '@roundsman/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { World } from '../worlds/world.ts';

export type App = 'customer_tracker' | 'operator_app';

/** One start of an app that was opened once before, over the edge that may be gray. */
export interface AppStart {
  readonly app: App;
  readonly atMs: number;
  /** Until the app drew something of its own; null when it had not within the patience of a person. */
  readonly shellMs: number | null;
  /** Until what its user came for was there. */
  readonly contentMs: number | null;
}

export interface Browsing {
  readonly starts: readonly AppStart[];
  run(untilMs: () => number): Promise<void>;
  close(): Promise<void>;
}

/** Each pair of starts takes some four seconds of processor time, which the edges and the platform of the drill need too. */
const EVERY_MS = 10_000;
const PATIENCE_MS = 15_000;
const FIRST_PATIENCE_MS = 90_000;
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
// The authority of the drill's certificates is unknown to the browser; nothing else is asked for.
const OPTIONS = [
  ...['--no-sandbox', '--ignore-certificate-errors', '--disable-gpu', '--disable-gpu-compositing'],
  ...['--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-sync'],
];

const IS_KEPT = 'navigator.serviceWorker.getRegistration().then((it) => it?.active?.state === "activated")';

/** What a user came for, on the screen; the crew of the drill has no tour. */
const contents: Readonly<Record<App, string>> = {
  customer_tracker: 'h1',
  operator_app: '.action-bar, :text("Nothing for you today.")',
};

/**
 * A phone with a real browser: the page of the Customer Tracker and the Operator App, each opened once over the first edge, and then again and again as
 * people do. Null where there is no Chromium, or the apps have not been built.
 */
export async function openBrowsing(world: World, nowMs: () => number): Promise<Browsing | null> {
  const edge = world.edgeUrls[0]!;
  if (!existsSync(CHROMIUM) || !edge.startsWith('https:')) return null;
  const built = await fetch(`${world.platformUrl}/track/`);
  await built.body?.cancel();
  if (!built.ok) return null;
  const { chromium } = await import('playwright-core');
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: OPTIONS });
  try {
    const urls = await addressesOf(world, edge);
    const contexts = new Map<App, BrowserContext>();
    for (const app of Object.keys(urls) as App[]) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true });
      contexts.set(app, context);
      await openOnce(await context.newPage(), app, urls[app].first);
    }
    const starts: AppStart[] = [];
    const start = async (app: App) => {
      const page = await contexts.get(app)!.newPage();
      const atMs = nowMs();
      const since = async (selector: string) => {
        const left = PATIENCE_MS - (nowMs() - atMs);
        const isThere = await page.waitForSelector(selector, { timeout: Math.max(1, left) }).catch(() => null);
        return isThere ? Math.round(nowMs() - atMs) : null;
      };
      await page.goto(urls[app].again, { waitUntil: 'commit', timeout: PATIENCE_MS }).catch(() => null);
      const shellMs = await since('#app > *');
      const contentMs = shellMs === null ? null : await since(contents[app]);
      starts.push({ app, atMs: Math.round(atMs), shellMs, contentMs });
      await page.close();
    };
    return {
      starts,
      async run(untilMs) {
        while (nowMs() < untilMs()) {
          const from = nowMs();
          await Promise.all([start('customer_tracker'), start('operator_app')]);
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVERY_MS - (nowMs() - from))));
        }
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** A customer's link and a crew's pairing, as the platform gives them out; afterwards the app is opened without its code. */
async function addressesOf(world: World, edge: string): Promise<Record<App, { first: string; again: string }>> {
  const desk = createClient({ edges: [world.platformUrl], session: apiKey(await world.makeKey('Browser')) });
  const [job] = (await desk.call(jobEndpoints.list, { query: { limit: 1 } })).rows;
  const { url } = await desk.call(jobEndpoints.trackerLink, { params: { jobId: job!.id } });
  const tracker = edge + new URL(url).pathname;
  const [operator] = (await desk.call(fleetEndpoints.listOperators)).rows;
  const params = { operatorId: operator!.id };
  const { code } = await desk.call(fleetEndpoints.createPairingCode, { params });
  return {
    customer_tracker: { first: tracker, again: tracker },
    operator_app: { first: `${edge}/operator/?code=${encodeURIComponent(code)}`, again: `${edge}/operator/` },
  };
}

/** Until it shows what it is for and keeps itself on the device. */
async function openOnce(page: Page, app: App, url: string): Promise<void> {
  await page.goto(url, { timeout: FIRST_PATIENCE_MS });
  await page.waitForSelector(contents[app], { timeout: FIRST_PATIENCE_MS });
  // Asked again and again, so that the wait for a worker that cannot be had has an end. (`waitForFunction` takes a promise itself for a yes.)
  const until = performance.now() + FIRST_PATIENCE_MS;
  while (!(await page.evaluate(IS_KEPT))) {
    if (performance.now() > until) throw new Error(`The ${app} does not keep itself on the device.`);
    await page.waitForTimeout(100);
  }
  await page.close();
}
