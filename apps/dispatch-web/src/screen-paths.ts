/** Addresses that are the app's own: a browser that opens one gets the app from its own store, also when its edge is gray. */
export const screenPaths = [
  '/',
  '/day',
  '/staging',
  '/plans',
  '/jobs',
  '/fleet',
  '/messages',
  '/reports',
  '/setup',
] as const;
