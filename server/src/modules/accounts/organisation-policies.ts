import { isDeepStrictEqual } from 'node:util';
import type { Policies } from '@roundsman/api-contract';
import { DEFAULT_POLICIES, type OrganisationPolicies, policiesOf } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import type { ReadWork, Work } from '../../platform/index.ts';
import { getOrganisation, type OrganisationRow } from './organisations.ts';
import { organisations } from './schema.ts';

type Change = { readonly [Name in keyof Policies]?: Policies[Name] | undefined };

export async function readPolicies(work: ReadWork): Promise<Policies> {
  return present(await getOrganisation(work));
}

/** What is not sent stays; what is as everywhere is not kept, so that a better default reaches it too. */
export async function changePolicies(work: Work, { trackerPrivacy, ...change }: Change): Promise<Policies> {
  const own = eq(organisations.id, work.organisationId);
  // Kept as one value: of two changes at the same moment the second must see the first.
  await work.db.select({ id: organisations.id }).from(organisations).where(own).for('update');
  const before = await getOrganisation(work);
  const sent = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const decided = { ...before.policies, ...sent };
  const policies = Object.fromEntries(
    Object.entries(decided).filter(
      ([name, value]) => !isDeepStrictEqual(value, DEFAULT_POLICIES[name as keyof OrganisationPolicies]),
    ),
  );
  const privacyLevel = trackerPrivacy ?? before.privacyLevel;
  const fields = [...Object.keys(sent), ...(trackerPrivacy === undefined ? [] : ['trackerPrivacy'])];
  if (fields.length > 0) {
    await work.db.update(organisations).set({ policies, privacyLevel }).where(own);
    work.emit({
      type: 'organisation.changed',
      subject: { kind: 'organisation', id: work.organisationId },
      data: { fields },
    });
  }
  return present({ ...before, policies, privacyLevel });
}

const present = ({ policies, privacyLevel }: OrganisationRow): Policies => {
  const { slotWindows, ...all } = policiesOf(policies);
  return { ...all, slotWindows: [...slotWindows], trackerPrivacy: privacyLevel };
};
