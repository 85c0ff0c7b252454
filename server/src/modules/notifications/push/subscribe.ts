import { and, asc, eq, isNull } from 'drizzle-orm';

import { newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { jobContacts } from '../../jobs/schema.ts';
import type { CustomerPrincipal } from '../../tracking/index.ts';
import { pushSubscriptions } from '../schema.ts';
import type { Browser } from './push-provider.ts';

/** The makers of browsers run these; nothing else is written to, so that no browser can name a machine of our own. */
const SERVICES = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
] as const;

const MOST_BROWSERS_OF_ONE = 10;

/** Whether push goes there. */
export function isPushService(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'https:' && SERVICES.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

interface Owner {
  readonly jobId: string | null;
  readonly contactId: string | null;
  readonly memberId: string | null;
}

/** A customer allows push on this device, for the job of their link. Problems: 422 `unknown_push_service`, 404 `link_unknown`. */
export async function subscribeCustomer(
  work: Work,
  customer: CustomerPrincipal,
  browser: Browser,
  userAgent: string | null,
): Promise<void> {
  await subscribe(work, await ownerOf(work, customer), browser, userAgent);
}

/** A member allows push in this browser. Problem 422 `unknown_push_service`. */
export async function subscribeMember(
  work: Work,
  memberId: string,
  browser: Browser,
  userAgent: string | null,
): Promise<void> {
  await subscribe(work, { jobId: null, contactId: null, memberId }, browser, userAgent);
}

/** Ends push to a browser that its owner names. Said twice it stays said. */
export async function unsubscribe(work: Work, endpoint: string): Promise<void> {
  await end(work, eq(pushSubscriptions.endpoint, endpoint), 'asked');
}

/** The push service says that the browser is no more. */
export async function forgetBrowser(work: Work, subscriptionId: string): Promise<void> {
  await end(work, eq(pushSubscriptions.id, subscriptionId), 'gone');
}

/** The browsers behind `contact:<id>` or `member:<id>`. */
export async function browsersOf(work: ReadWork, address: string): Promise<(Browser & { readonly id: string })[]> {
  const [kind, id = ''] = address.split(':');
  const column = kind === 'member' ? pushSubscriptions.memberId : pushSubscriptions.contactId;
  return work.db
    .select({
      id: pushSubscriptions.id,
      endpoint: pushSubscriptions.endpoint,
      p256dh: pushSubscriptions.p256dh,
      auth: pushSubscriptions.auth,
    })
    .from(pushSubscriptions)
    .where(and(eq(column, id), isNull(pushSubscriptions.endedAt)))
    .limit(MOST_BROWSERS_OF_ONE);
}

async function subscribe(work: Work, owner: Owner, browser: Browser, userAgent: string | null): Promise<void> {
  if (!isPushService(browser.endpoint)) {
    throw new Problem({
      status: 422,
      code: 'unknown_push_service',
      title: 'This browser’s push service is not known here',
      fields: [{ field: 'body.endpoint', code: 'unknown_push_service', message: 'It is none of the known services.' }],
    });
  }
  const ofOwner =
    owner.memberId === null
      ? eq(pushSubscriptions.contactId, owner.contactId!)
      : eq(pushSubscriptions.memberId, owner.memberId);
  // The same browser again brings newer keys.
  await end(work, and(ofOwner, eq(pushSubscriptions.endpoint, browser.endpoint)), 'asked');
  await work.db.insert(pushSubscriptions).values({
    organisationId: work.organisationId,
    id: newId(),
    ...owner,
    ...browser,
    userAgent: userAgent?.slice(0, 300) ?? null,
    createdAt: work.recordedAt,
  });
}

async function end(work: Work, which: ReturnType<typeof and>, endedWhy: 'asked' | 'gone'): Promise<void> {
  await work.db
    .update(pushSubscriptions)
    .set({ endedAt: work.recordedAt, endedWhy })
    .where(and(which, isNull(pushSubscriptions.endedAt)));
}

/** A link made at the desk speaks for the first contact who is told. */
async function ownerOf(work: ReadWork, { jobId, contactId }: CustomerPrincipal): Promise<Owner> {
  if (contactId !== null) return { jobId, contactId, memberId: null };
  const [contact] = await work.db
    .select({ id: jobContacts.id })
    .from(jobContacts)
    .where(and(eq(jobContacts.jobId, jobId), eq(jobContacts.notified, true)))
    .orderBy(asc(jobContacts.position))
    .limit(1);
  if (!contact) throw new Problem({ status: 404, code: 'link_unknown', title: 'This link leads nowhere' });
  return { jobId, contactId: contact.id, memberId: null };
}
