/** What the page was opened with, read before the router looks at the address: it leads on from `/` without it. */
const search = new URLSearchParams(location.search);
const isReturn = location.pathname === '/' && search.has('state') && (search.has('code') || search.has('error'));

/** The query with which a sign-in provider sent this browser back; null when it did not. Used once. */
export function takeProviderReturn(): string | null {
  const found = pending;
  pending = null;
  return found;
}
let pending: string | null = isReturn ? location.search : null;

/** The short id in an organisation's own sign-in link, or null. */
export const organisationOfLink: string | null = location.pathname === '/' ? search.get('organisation') : null;

// The code in it is good once; it need not stand in the address and the history of the browser.
if (isReturn) history.replaceState(history.state, '', '/');
