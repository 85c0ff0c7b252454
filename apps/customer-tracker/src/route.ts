export type Route = { readonly kind: 'link'; readonly link: string } | { readonly kind: 'lookup' };

/** `/track/{link}` follows a delivery; anything else below `/track/` asks for job code and postcode. */
export function readRoute(pathname: string): Route {
  const [link = ''] = pathname.replace(/^\/track\/?/, '').split('/');
  try {
    return link === '' ? { kind: 'lookup' } : { kind: 'link', link: decodeURIComponent(link) };
  } catch {
    // A link cut in the middle of an escape is still a link: the platform will say that it does not know it.
    return { kind: 'link', link };
  }
}
