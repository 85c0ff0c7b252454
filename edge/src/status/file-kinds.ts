/** How each file of the page is served, here and at every place that gets a copy. */

const types: Readonly<Record<string, string>> = {
  atom: 'application/atom+xml; charset=utf-8',
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  woff2: 'font/woff2',
};

export const typeOf = (path: string) => types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

/** Names of assets carry a hash of what is in them; everything else may change at any time. */
export const cacheControlOf = (path: string) =>
  /(^|\/)assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
