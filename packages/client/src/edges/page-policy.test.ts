import { afterEach, expect, test, vi } from 'vitest';
import { edgesOfPolicy } from './page-policy.ts';

afterEach(() => vi.unstubAllGlobals());

const PAGE = 'https://desk.example';
const edges = [PAGE, 'https://e1.example', 'https://e2.example'].map((url) => ({ url, weight: 100 }));

/** A page whose policy names `allowed`, kept on the device by a service worker together with that policy. */
function openPage(allowed: readonly string[], served = 'the page') {
  const events = new EventTarget();
  const asked: string[] = [];
  const kept = new Map([[`${PAGE}/index.html?__WB_REVISION__=1`, new Response('the page')]]);
  vi.stubGlobal('location', { origin: PAGE });
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events));
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    if (url.startsWith('/')) return new Response(served, { headers: { 'Content-Security-Policy': 'of today' } });
    if (!allowed.includes(new URL(url).origin))
      events.dispatchEvent(
        Object.assign(new Event('securitypolicyviolation'), { effectiveDirective: 'connect-src', blockedURI: url }),
      );
    throw new TypeError('Failed to fetch');
  });
  vi.stubGlobal('caches', {
    keys: async () => ['workbox-precache-v2', 'pictures'],
    open: async () => ({
      keys: async () => [...kept.keys()].map((url) => ({ url })),
      match: async ({ url }: { url: string }) => kept.get(url)?.clone(),
      put: async ({ url }: { url: string }, response: Response) => void kept.set(url, response),
    }),
  });
  const policyKept = () => [...kept.values()][0]!.headers.get('content-security-policy');
  return { asked, policyKept };
}

test('edges that the page’s policy does not name are none for it, and what cannot be reached still is one', async () => {
  const { asked } = openPage(['https://e1.example']);
  const allowed = edgesOfPolicy();
  expect((await allowed(edges)).map(({ url }) => url)).toEqual([PAGE, 'https://e1.example']);
  const before = asked.filter((url) => url.startsWith('https:')).length;
  await allowed(edges);
  expect(asked.filter((url) => url.startsWith('https:'))).toHaveLength(before);
});

test('the kept page takes over the policy of today, so that the next start may call every edge', async () => {
  const { policyKept } = openPage([]);
  await edgesOfPolicy()(edges);
  await vi.waitFor(() => expect(policyKept()).toBe('of today'));
});

test('a page of another version stays out: its parts are not on the device', async () => {
  const { asked, policyKept } = openPage([], 'the next version');
  await edgesOfPolicy()(edges);
  await vi.waitFor(() => expect(asked).toContain('/index.html?policy'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(policyKept()).toBeNull();
});

test('where the policy names all of them nothing is renewed', async () => {
  const { asked } = openPage(edges.map(({ url }) => url));
  expect(await edgesOfPolicy()(edges)).toEqual(edges);
  expect(asked).not.toContain('/index.html?policy');
});
