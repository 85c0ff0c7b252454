import type { AnswerOf, trackerEndpoints } from '@roundsman/api-contract';
import type { Channel } from '@roundsman/delivery-rules';
import { and, asc, eq } from 'drizzle-orm';

import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { getOrganisation } from '../../accounts/index.ts';
import { trackerLogo } from '../../customers/index.ts';
import { jobContacts } from '../../jobs/schema.ts';
import type { CustomerPrincipal } from '../../tracking/index.ts';
import { readJobFacts } from '../decide/facts.ts';
import { chooseLanguage } from '../words/index.ts';
import {
  type Address,
  type Evidence,
  hearAgain,
  type OptOutRow,
  type PURPOSES,
  readWishes,
  stopHearing,
} from './wishes.ts';

type Preferences = AnswerOf<(typeof trackerEndpoints)['preferences']>;
type Purpose = (typeof PURPOSES)[number];

/** What the holder of a link hears from this sender, where, and what they asked for before. Problem 404 `link_unknown`. */
export async function readPreferences(work: ReadWork, customer: CustomerPrincipal, link: string): Promise<Preferences> {
  const { addresses, sender, logo, language } = await whoAsks(work, customer);
  const wishes = await readWishes(work, addresses);
  return {
    sender: { ...sender, logo: trackerLogo(logo, link) },
    language,
    channels: addresses.map((address) => ({
      channel: address.channel,
      address: masked(address),
      service: hears(wishes, address, 'service'),
      rating: hears(wishes, address, 'rating'),
    })),
    history: wishes.flatMap(entriesOf),
  };
}

/** Changes one wish, with the link it came by as its proof. Problem 422 `no_such_channel`. */
export async function changePreference(
  work: Work,
  customer: CustomerPrincipal,
  channel: Channel,
  purpose: Purpose,
  wanted: boolean,
): Promise<void> {
  const { addresses } = await whoAsks(work, customer);
  const address = addresses.find((known) => known.channel === channel);
  if (address === undefined) {
    throw new Problem({ status: 422, code: 'no_such_channel', title: 'Nothing is sent to you on this channel' });
  }
  const evidence: Evidence = { how: 'preferences', linkId: customer.id };
  if (wanted) await hearAgain(work, address, purpose, evidence);
  else await stopHearing(work, address, purpose, evidence);
}

/** RFC 8058: one POST by a mail program ends e-mail from this sender. Repeated it changes nothing. */
export async function unsubscribeByOneClick(work: Work, customer: CustomerPrincipal): Promise<void> {
  const { addresses } = await whoAsks(work, customer);
  const email = addresses.find(({ channel }) => channel === 'email');
  if (email !== undefined) await stopHearing(work, email, null, { how: 'one_click', linkId: customer.id });
}

/** The contact that the link was sent to; of a link made at the desk, the first who is told. */
async function whoAsks(work: ReadWork, { jobId, contactId }: CustomerPrincipal) {
  const facts = (await readJobFacts(work, [jobId])).get(jobId);
  const [contact] = await work.db
    .select()
    .from(jobContacts)
    .where(
      contactId === null
        ? eq(jobContacts.jobId, jobId)
        : and(eq(jobContacts.jobId, jobId), eq(jobContacts.id, contactId)),
    )
    .orderBy(asc(jobContacts.position))
    .limit(1);
  if (facts === undefined || contact === undefined) {
    throw new Problem({ status: 404, code: 'link_unknown', title: 'This link leads nowhere' });
  }
  const { merchantId } = facts;
  const addresses: Address[] = [
    ...(contact.email === null ? [] : [{ channel: 'email' as const, address: contact.email, merchantId }]),
    ...(contact.phone === null ? [] : [{ channel: 'sms' as const, address: contact.phone, merchantId }]),
  ];
  const { name, accentColour, phone, logo } = facts.sender;
  const sandbox = (await getOrganisation(work)).kind === 'sandbox';
  const language = chooseLanguage(contact.locale, facts.organisationLocale);
  return { addresses, sender: { name, accentColour, phone, sandbox }, logo, language };
}

const hears = (wishes: readonly OptOutRow[], { channel, address }: Address, purpose: Purpose): boolean =>
  !wishes.some(
    (row) =>
      row.channel === channel &&
      row.address === address &&
      row.liftedAt === null &&
      (row.purpose === null || row.purpose === purpose),
  );

function entriesOf(row: OptOutRow): Preferences['history'] {
  const { channel, purpose } = row;
  const entry = (at: Date, wanted: boolean, evidence: Record<string, unknown>) => ({
    at: at.toISOString(),
    channel,
    purpose,
    wanted,
    how: typeof evidence.how === 'string' ? evidence.how : 'reply',
  });
  return [
    ...(row.liftedAt === null ? [] : [entry(row.liftedAt, true, row.liftedEvidence ?? {})]),
    entry(row.optedOutAt, false, row.evidence),
  ];
}

/** Enough to know one's own address, too little to learn somebody's from a link that was passed on. */
function masked({ channel, address }: Address): string {
  if (channel === 'sms') return `${address.slice(0, 3)} ••• ${address.slice(-3)}`;
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 1)}•••@${domain}`;
}
