import { existsSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiKey, type Client, createClient, memberSession, organisationEndpoints } from '@roundsman/client';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { SAMPLE_SIGN_IN } from '../../sample/sign-in.ts';
import { freePort, PlatformProcess } from '../harness/platform.ts';
import { EdgeProcess } from './edge-process.ts';

const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const PATIENCE_MILLISECONDS = 60_000;
const SCOPES = [
  'organisation:read',
  'clock:write',
  'fleet:read',
  'pairing:write',
  'jobs:read',
  'plans:read',
  'plans:write',
  'itineraries:read',
  'messages:read',
] as const;
/**
 * WebGL in software, for the map; the pages around it are put together without it, which took two thirds of the
 * processor time of a walk.
 */
const GRAPHICS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
];

/** A platform with its edge program, a Chromium that looks at both, and a client of the Public API for the dull parts. */
export class Stage {
  readonly url: string;
  readonly edgeUrl: string;
  readonly client: Client;
  /** What the pages said that they must not: errors, and requests that leave this machine. */
  readonly complaints: string[] = [];
  readonly #hosts: Set<string>;
  readonly picturesFolder: string;
  readonly #platform: PlatformProcess;
  readonly #edge: EdgeProcess;
  readonly #browser: Browser;

  private constructor(parts: {
    platform: PlatformProcess;
    edge: EdgeProcess;
    browser: Browser;
    client: Client;
    picturesFolder: string;
  }) {
    this.#platform = parts.platform;
    this.#edge = parts.edge;
    this.#browser = parts.browser;
    this.url = parts.platform.url;
    this.edgeUrl = parts.edge.url;
    this.#hosts = new Set([this.url, this.namedUrl, this.edgeUrl].map((url) => new URL(url).host));
    this.client = parts.client;
    this.picturesFolder = parts.picturesFolder;
  }

  static async open(): Promise<Stage> {
    const edgePort = await freePort();
    const platform = await PlatformProcess.open({ EDGE_URL: `http://127.0.0.1:${edgePort}` });
    const edge = await EdgeProcess.open(platform.url, edgePort);
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: GRAPHICS });
    const picturesFolder = process.env.PICTURES_DIR ?? (await mkdtemp(join(tmpdir(), 'roundsman-pictures-')));
    await mkdir(picturesFolder, { recursive: true });
    const client = await clientWithKey(platform.url);
    return new Stage({ platform, edge, browser, client, picturesFolder });
  }

  /** The same platform by a name: passkeys are bound to one. */
  get namedUrl(): string {
    return this.url.replace('127.0.0.1', 'localhost');
  }

  /** Pages may go there too. */
  admit(url: string): void {
    this.#hosts.add(new URL(url).host);
  }

  /** A page of its own with nothing remembered. One that is only passing saves data and is not kept on the device: either would load the whole app. */
  async page(device: 'desktop' | 'phone', { isPassing = false } = {}): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: device === 'desktop' ? DESKTOP : PHONE,
      hasTouch: device === 'phone',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/Vaduz',
      serviceWorkers: isPassing ? 'block' : 'allow',
    });
    context.setDefaultTimeout(PATIENCE_MILLISECONDS);
    if (isPassing)
      await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    this.#listen(context);
    return context.newPage();
  }

  /** Where somebody wants pictures (`PICTURES_DIR`): each takes seconds, and a walk has many. */
  async picture(page: Page, name: string, height?: number): Promise<void> {
    if (process.env.PICTURES_DIR !== undefined) await this.#keepPicture(page, name, height);
  }

  /** Keeps what the page shows, down to `height`, once it stands still, or nearly so: clocks in it go on. */
  async #keepPicture(page: Page, name: string, height?: number): Promise<void> {
    let before: Buffer = Buffer.alloc(0);
    for (let look = 0; look < 8; look++) {
      const now = await page.screenshot();
      if (now.equals(before)) break;
      before = now;
      await page.waitForTimeout(500);
    }
    const size = page.viewportSize()!;
    await page.screenshot({
      path: join(this.picturesFolder, `${name}.png`),
      clip: { x: 0, y: 0, width: size.width, height: height ?? size.height },
    });
  }

  async pictureEveryPage(name: string): Promise<void> {
    const pages = this.#browser.contexts().flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) await this.#keepPicture(page, `${name}-${index + 1}`);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#edge.close();
    await this.#platform.close();
  }

  #listen(context: BrowserContext): void {
    context.on('weberror', (error) => this.complaints.push(`${error.page()?.url()}: ${error.error().message}`));
    context.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && !this.#hosts.has(host)) this.complaints.push(`asked ${host}`);
    });
  }
}

/** With a key, since a walk may outlast a member's token. */
async function clientWithKey(url: string): Promise<Client> {
  const session = memberSession({ origin: url });
  await session.signIn(SAMPLE_SIGN_IN.email, SAMPLE_SIGN_IN.password);
  const key = await createClient({ edges: [url], session }).call(organisationEndpoints.createApiKey, {
    body: { name: 'Browser walk', scopes: [...SCOPES] },
  });
  return createClient({ edges: [url], session: apiKey(key.secret) });
}

export function chromiumPath(): string {
  const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  if (!existsSync(path)) throw new Error(`There is no Chromium at ${path}; CHROMIUM_PATH names another.`);
  return path;
}
