import { useEffect, useState } from 'react';

/** The secret of a link stands behind the `#`: it is in no request for the page and in no server's log. */
const linkIn = (url: string): string | null => /#link=([\w-]+)$/.exec(url)?.[1] ?? null;

/** Read before the router looks at the address, since that leads on from `/` without what stands behind the `#`. */
const linkAtStart = linkIn(location.href);

/** The link that the page was opened by, or that was opened in it; and how to be done with it. */
export function useAccountLink(): [token: string | null, close: () => void] {
  const [token, setToken] = useState(linkAtStart);
  useEffect(() => {
    const look = (event: HashChangeEvent) => {
      const found = linkIn(event.newURL);
      if (found !== null) setToken(found);
    };
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return [token, () => setToken(null)];
}
