import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClient } from '../client.ts';
import { organisationEndpoints } from '../endpoints.generated.ts';
import { fakeNetwork, seeded } from '../testing/fake-network.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { type KeptText, manifestOfPage } from './manifest-of-page.ts';

const newKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
  const list = (version: number, ...urls: string[]) => {
    const edges = urls.map((url, at) => ({ url, weight: at === 0 ? 0 : 100 }));
    const manifest = JSON.stringify({ version, issuedAt: '2026-09-13T11:20:00Z', edges });
    return { manifest, signature: sign(null, Buffer.from(manifest), privateKey).toString('base64url') };
  };
  return { raw, list };
};
const [OLD, NEXT] = [newKey(), newKey()];
const EDGES = ['https://e1.example', 'https://e2.example'] as const;

/** What the page's own origin gives out, and how often it was asked. */
let published: readonly string[] | null;
let asked: number;
beforeEach(() => {
  published = [OLD.raw];
  asked = 0;
  vi.stubGlobal('fetch', async (path: string) => {
    expect(path).toBe('/edge-api/manifest-key');
    asked++;
    if (published === null) throw new TypeError('fetch failed');
    return Response.json({ keys: published });
  });
});
afterEach(() => vi.unstubAllGlobals());

function keptText(text: string | null = null): KeptText & { text: string | null } {
  return {
    text,
    async load() {
      return this.text;
    },
    async save(next) {
      this.text = next;
    },
  };
}

/** A page that reads once while the edges give out this list; answers which edge is asked afterwards. */
async function visit(storage: KeptText, list: { manifest: string }) {
  const clock = virtualClock();
  const version = String(JSON.parse(list.manifest).version);
  const network = fakeNetwork(clock, ({ path }) =>
    path === '/edge-api/manifest' ? { body: list } : { body: {}, headers: { 'Edges-Version': version } },
  );
  const manifest = { ...manifestOfPage(storage), allowed: async <T>(edges: T) => edges };
  const client = createClient({ edges: [EDGES[0]], clock, random: seeded(1), fetch: network.fetch, manifest });
  for (let call = 0; call < 3; call++) {
    let isOpen = true;
    const answer = client.call(organisationEndpoints.get).finally(() => {
      isOpen = false;
    });
    while (isOpen) await clock.pass(3_000);
    await answer;
    // A signature is verified on another thread, which virtual time does not wait for.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return network.sent.filter(({ path }) => path.startsWith('/api')).at(-1)!.edge;
}

test('list and keys of the first visit are there at the next one, which asks nobody before it begins', async () => {
  const storage = keptText();
  expect(await visit(storage, OLD.list(5, ...EDGES))).toBe(EDGES[1]);
  expect(JSON.parse(storage.text!)).toEqual({ keys: [OLD.raw], signed: OLD.list(5, ...EDGES) });
  published = null;
  asked = 0;
  expect(await visit(storage, OLD.list(5, ...EDGES))).toBe(EDGES[1]);
  expect(asked).toBe(0);
});

test('a device whose key was replaced asks its own origin for the new one, believes the list and keeps both', async () => {
  const storage = keptText(JSON.stringify({ keys: [OLD.raw], signed: OLD.list(5, EDGES[1], EDGES[0]) }));
  published = [NEXT.raw];
  expect(await visit(storage, NEXT.list(6, ...EDGES))).toBe(EDGES[1]);
  expect(JSON.parse(storage.text!)).toEqual({ keys: [NEXT.raw], signed: NEXT.list(6, ...EDGES) });
});

test('the key that comes next is learned beside the lists of the one before it', async () => {
  const storage = keptText(JSON.stringify({ keys: [OLD.raw], signed: null }));
  published = [OLD.raw, NEXT.raw];
  await visit(storage, OLD.list(5, ...EDGES));
  expect(JSON.parse(storage.text!).keys).toEqual([OLD.raw, NEXT.raw]);
  published = null;
  expect(await visit(storage, NEXT.list(6, EDGES[1], EDGES[0]))).toBe(EDGES[0]);
});

test('lists that nobody signed change nothing, and the origin is asked seldom', async () => {
  const storage = keptText(JSON.stringify({ keys: [OLD.raw], signed: null }));
  expect(await visit(storage, NEXT.list(6, ...EDGES))).toBe(EDGES[0]);
  expect(asked).toBe(1);
  const { keys } = manifestOfPage(storage);
  if (typeof keys !== 'function') throw new Error('The keys are known beforehand');
  for (let time = 0; time < 5; time++) expect(await keys(true)).toEqual([OLD.raw]);
  expect(asked).toBe(2);
});

test('what the origin gives out that are no keys leaves those there are', async () => {
  const storage = keptText(JSON.stringify({ keys: [OLD.raw], signed: null }));
  for (const wrong of [[], [1], 'key', null, Array.from({ length: 9 }, () => 'key')]) {
    published = wrong as string[];
    const { keys } = manifestOfPage(storage);
    expect(await (keys as (anew: boolean) => Promise<unknown>)(true)).toEqual([OLD.raw]);
  }
});

test('a worker, which has no local storage, keeps it in the caches that it shares with its pages', async () => {
  const caches = new Map<string, Response>();
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (url: string) => caches.get(url)?.clone(),
      put: async (url: string, response: Response) => void caches.set(url, response),
    }),
  });
  const { storage } = manifestOfPage();
  await storage!.save(OLD.list(5, ...EDGES));
  expect(await manifestOfPage().storage!.load()).toEqual(OLD.list(5, ...EDGES));
  vi.stubGlobal('caches', undefined);
  expect(await manifestOfPage().storage!.load()).toBeNull();
});
