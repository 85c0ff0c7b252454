import { createClient, memberSession } from '@roundsman/client';

/** The one session and client of this page. Both talk to the page's own origin. */
export const session = memberSession();
export const client = createClient({ edges: [''], session });
