import type { Audience, Channel } from '@roundsman/delivery-rules';
import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { ReadWork } from '../../../platform/index.ts';
import { memberScopes, members } from '../../accounts/schema.ts';
import { operators } from '../../fleet/schema.ts';
import { itineraries, itineraryCrew, stops } from '../../itineraries/schema.ts';
import { pushSubscriptions } from '../schema.ts';
import type { FactsContact, JobFacts } from './facts.ts';

/** Somebody who may hear of a job, and where each channel would find them. */
export interface Recipient {
  readonly audience: Audience;
  /** `contact:<id>`, `merchant:<id>`, `member:<id>`, `operator:<id>`, `address:<address>`. */
  readonly key: string;
  /** Of a customer. */
  readonly contactId: string | null;
  readonly name: string;
  /** BCP 47. */
  readonly locale: string | null;
  readonly addresses: Readonly<Record<Channel, string | null>>;
}

/** Whom a job concerns, by audience. */
export type RecipientsOf = (facts: JobFacts, audience: Audience, named?: readonly string[]) => Recipient[];

/** Reads whom these jobs concern; nothing is asked about audiences that no rule tells. */
export async function readRecipients(
  work: ReadWork,
  jobs: readonly JobFacts[],
  audiences: ReadonlySet<Audience>,
): Promise<RecipientsOf> {
  const hasPush = await readBrowsers(work, audiences.has('customer') ? jobs : []);
  const desk = audiences.has('dispatcher') ? await readDispatchers(work) : [];
  const crews = audiences.has('operator') ? await readCrews(work, jobs) : new Map<string, Recipient[]>();
  const pushTo = (key: string) => (hasPush.has(key) ? key : null);
  return (facts, audience, named = []) => {
    if (audience === 'customer') return facts.contacts.map((contact) => customer(contact, pushTo));
    if (audience === 'merchant') return [merchant(facts)];
    if (audience === 'operator') return crews.get(facts.jobId) ?? [];
    if (audience === 'address') return named.map(custom);
    return desk
      .filter(
        ({ branchIds, merchantIds }) => within(branchIds, facts.branchId) && within(merchantIds, facts.merchantId),
      )
      .map(({ recipient }) => ({
        ...recipient,
        addresses: { ...recipient.addresses, push: pushTo(recipient.key) },
      }));
  };
}

const within = (scope: readonly string[], id: string) => scope.length === 0 || scope.includes(id);

function customer(contact: FactsContact, pushTo: (key: string) => string | null): Recipient {
  const key = `contact:${contact.id}`;
  const addresses = { email: contact.email, sms: contact.phone, push: pushTo(key) };
  return { audience: 'customer', key, contactId: contact.id, name: contact.name, locale: contact.locale, addresses };
}

function merchant({ merchantId, merchant: { name, email, phone } }: JobFacts): Recipient {
  const addresses = { email, sms: phone, push: null };
  return { audience: 'merchant', key: `merchant:${merchantId}`, contactId: null, name, locale: null, addresses };
}

function custom(address: string): Recipient {
  const isEmail = address.includes('@');
  const addresses = { email: isEmail ? address : null, sms: isEmail ? null : address, push: null };
  return { audience: 'address', key: `address:${address}`, contactId: null, name: address, locale: null, addresses };
}

/** Keys of those whose browsers may be written to: the jobs' contacts, and every member. */
async function readBrowsers(work: ReadWork, jobs: readonly JobFacts[]): Promise<Set<string>> {
  const contactIds = jobs.flatMap(({ contacts }) => contacts.map(({ id }) => id));
  const ofMembers = await work.db
    .selectDistinct({ id: pushSubscriptions.memberId })
    .from(pushSubscriptions)
    .where(and(isNull(pushSubscriptions.endedAt), isNull(pushSubscriptions.contactId)));
  const ofContacts =
    contactIds.length === 0
      ? []
      : await work.db
          .selectDistinct({ id: pushSubscriptions.contactId })
          .from(pushSubscriptions)
          .where(and(isNull(pushSubscriptions.endedAt), isAmong(pushSubscriptions.contactId, contactIds)));
  return new Set([...ofMembers.map(({ id }) => `member:${id}`), ...ofContacts.map(({ id }) => `contact:${id}`)]);
}

/** Members who dispatch, with the branches and merchants they are kept to; none = all. */
async function readDispatchers(work: ReadWork) {
  const rows = await work.db
    .select({ member: members, scope: memberScopes })
    .from(members)
    .leftJoin(memberScopes, eq(memberScopes.memberId, members.id))
    .where(and(eq(members.state, 'active'), inArray(members.role, ['administrator', 'dispatcher'])));
  return [...Map.groupBy(rows, ({ member }) => member.id).values()].map((own) => {
    const { id, name, email, locale } = own[0]!.member;
    const targets = (kind: 'branch' | 'merchant') =>
      own.flatMap(({ scope }) => (scope?.kind === kind ? [scope.targetId] : []));
    const addresses = { email: email.toLowerCase(), sms: null, push: null };
    const recipient: Recipient = {
      audience: 'dispatcher',
      key: `member:${id}`,
      contactId: null,
      name,
      locale,
      addresses,
    };
    return { recipient, branchIds: targets('branch'), merchantIds: targets('merchant') };
  });
}

/** Who is on the itinerary of each job now. */
async function readCrews(work: ReadWork, jobs: readonly JobFacts[]): Promise<Map<string, Recipient[]>> {
  if (jobs.length === 0) return new Map();
  const rows = await work.db
    .selectDistinct({
      jobId: stops.jobId,
      id: operators.id,
      name: operators.name,
      phone: operators.phone,
      locale: operators.locale,
    })
    .from(stops)
    .innerJoin(itineraries, and(eq(itineraries.id, stops.itineraryId), ne(itineraries.state, 'cancelled')))
    .innerJoin(itineraryCrew, and(eq(itineraryCrew.itineraryId, itineraries.id), isNull(itineraryCrew.toAt)))
    .innerJoin(operators, eq(operators.id, itineraryCrew.operatorId))
    .where(
      inArray(
        stops.jobId,
        jobs.map(({ jobId }) => jobId),
      ),
    );
  const crew = rows.map(({ jobId, id, name, phone, locale }) => ({
    jobId: jobId!,
    recipient: {
      audience: 'operator' as const,
      key: `operator:${id}`,
      contactId: null,
      name,
      locale,
      addresses: { email: null, sms: phone, push: null },
    },
  }));
  const byJob = Map.groupBy(crew, ({ jobId }) => jobId);
  return new Map([...byJob].map(([jobId, members]) => [jobId, members.map(({ recipient }) => recipient)]));
}
