export type Route = { readonly kind: 'link' | 'preferences'; readonly link: string } | { readonly kind: 'lookup' };

/**
 * `/track/{link}` follows a delivery, `/track/{link}/preferences` chooses what one hears of it; anything else below
 * `/track/` asks for job code and postcode.
 */
export function readRoute(pathname: string): Route {
  const [link = '', page] = pathname.replace(/^\/track\/?/, '').split('/');
  const kind = page === 'preferences' ? 'preferences' : 'link';
  try {
    return link === '' ? { kind: 'lookup' } : { kind, link: decodeURIComponent(link) };
  } catch {
    // A link cut in the middle of an escape is still a link: the platform will say that it does not know it.
    return { kind, link };
  }
}
