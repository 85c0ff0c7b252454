import { createClient, manifestOfPage, memberSession } from '@roundsman/client';

/** The one session and client of this page. The session lives on the page's own origin; calls go over whichever edge is best. */
export const session = memberSession({
  world: sessionStorage,
  // Over plain HTTP a browser has no locks.
  inTurn: (run) => (navigator.locks ? navigator.locks.request('roundsman-session', run) : run()),
});
export const client = createClient({ edges: [''], session, manifest: manifestOfPage(), reports: true });
