import type { WeightedEdge } from './spread.ts';

/** A refusal by the page's own policy is told within the same turn, long before any network could answer. */
const TOLD_MILLISECONDS = 50;
const KEPT_PAGES = 'workbox-precache';
const PATIENCE_MILLISECONDS = 10_000;

/** What is used of a page's world: the library itself is for Node as well. */
interface PageWorld extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly location: { readonly origin: string };
  readonly caches: {
    keys(): Promise<string[]>;
    open(name: string): Promise<{
      keys(): Promise<{ readonly url: string }[]>;
      match(request: { readonly url: string }): Promise<Response | undefined>;
      put(request: { readonly url: string }, response: Response): Promise<void>;
    }>;
  };
}
const page = globalThis as unknown as PageWorld;

/**
 * Which of the listed edges this page may call. Its content policy was sent with it, and a page that stays open for a
 * day, or that a service worker keeps on the device, is older than the list: an edge that came since is none for it.
 * The kept pages are renewed then, so that the next start has the policy of today.
 */
export function edgesOfPolicy(): (edges: readonly WeightedEdge[]) => Promise<readonly WeightedEdge[]> {
  // A page's policy never changes while it is open.
  const known = new Map<string, Promise<boolean>>();
  const mayCall = (url: string) => {
    const told = known.get(url) ?? isAllowed(url);
    known.set(url, told);
    return told;
  };
  return async (edges) => {
    // One alone is not chosen anyway.
    if (edges.length < 2) return edges;
    const may = await Promise.all(edges.map(({ url }) => mayCall(url)));
    if (may.includes(false)) void renewKeptPages().catch(() => {});
    return edges.filter((_, at) => may[at]);
  };
}

interface Violation {
  readonly effectiveDirective: string;
  readonly blockedURI: string;
}

/** Begins a request and gives it up again: what the policy forbids is told before anything is sent. */
async function isAllowed(url: string): Promise<boolean> {
  if (url === page.location.origin) return true;
  let isRefused = false;
  const hear = (event: Event) => {
    const { effectiveDirective, blockedURI } = event as Event & Violation;
    if (effectiveDirective === 'connect-src' && blockedURI.startsWith(url)) isRefused = true;
  };
  page.addEventListener('securitypolicyviolation', hear);
  const stop = new AbortController();
  const asked = fetch(`${url}/healthz`, { mode: 'no-cors', credentials: 'omit', signal: stop.signal });
  asked.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, TOLD_MILLISECONDS));
  stop.abort();
  page.removeEventListener('securitypolicyviolation', hear);
  return !isRefused;
}

/** Puts the page that the platform serves now, with its policy, in the place of the kept one where the two read alike: another version's would lack its parts. */
async function renewKeptPages(): Promise<void> {
  for (const name of await page.caches.keys()) {
    if (!name.startsWith(KEPT_PAGES)) continue;
    const cache = await page.caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (!pathname.endsWith('/index.html')) continue;
      // The query leads past the service worker.
      const [kept, fresh] = await Promise.all([
        cache.match(request),
        fetch(`${pathname}?policy`, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }),
      ]);
      if (!kept || !fresh.ok || (await kept.text()) !== (await fresh.clone().text())) continue;
      await cache.put(request, fresh);
    }
  }
}
