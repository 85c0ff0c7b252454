import { and, eq } from 'drizzle-orm';
import type { Work } from '../../../platform/index.ts';
import { queueLetter } from '../letters.ts';
import { challengeOver } from '../passkeys/passkey-problems.ts';
import { memberIdentities, members, signInNames } from '../schema.ts';
import type { ProviderClaims } from './openid-provider.ts';
import type { LinkRefusal } from './provider-problems.ts';
import type { SingleSignOnRow } from './provider-settings.ts';

const MOST_NAME_LETTERS = 100;

/**
 * Whom the provider means. Issuer and subject are the identity, whatever e-mail comes with them later; an e-mail that
 * the provider has verified leads to a member once, who has no other identity there yet. Nobody else joins but by a
 * domain that the organisation named. A value, since what is refused is written down in the same unit.
 */
export async function memberBehind(
  work: Work,
  settings: SingleSignOnRow,
  claims: ProviderClaims,
  newMemberId: string,
): Promise<{ readonly memberId: string } | LinkRefusal> {
  const { issuer, subject } = claims;
  const [known] = await work.db
    .select({ memberId: memberIdentities.memberId, state: members.state })
    .from(memberIdentities)
    .innerJoin(members, eq(members.id, memberIdentities.memberId))
    .where(and(eq(memberIdentities.issuer, issuer), eq(memberIdentities.subject, subject)));
  if (known) {
    if (known.state !== 'active') return 'member_disabled';
    await work.db
      .update(memberIdentities)
      .set({ lastUsedAt: work.recordedAt })
      .where(and(eq(memberIdentities.issuer, issuer), eq(memberIdentities.subject, subject)));
    return { memberId: known.memberId };
  }
  const { email } = claims;
  if (email === null || !claims.emailVerified) return 'email_not_verified';
  const [member] = await work.db.select().from(members).where(eq(members.email, email)).for('update');
  if (!member) return join(work, settings, claims, email, newMemberId);
  if (member.state === 'disabled') return 'member_disabled';
  const taken = await work.db.$count(
    memberIdentities,
    and(eq(memberIdentities.memberId, member.id), eq(memberIdentities.issuer, issuer)),
  );
  if (taken > 0) return 'identity_taken';
  await link(work, claims, member.id);
  if (member.state === 'invited') {
    await work.db.update(members).set({ state: 'active' }).where(eq(members.id, member.id));
    work.emit({ type: 'member.joined', subject: { kind: 'member', id: member.id } });
  } else {
    await queueLetter(work, member.id, 'provider_linked');
    work.emit({ type: 'member.provider_linked', subject: { kind: 'member', id: member.id } });
  }
  return { memberId: member.id };
}

async function join(
  work: Work,
  { joinRole, emailDomains }: SingleSignOnRow,
  claims: ProviderClaims,
  email: string,
  memberId: string,
): Promise<{ readonly memberId: string } | LinkRefusal> {
  const [local = '', domain = ''] = email.split(/@(?=[^@]*$)/);
  if (joinRole === null || !emailDomains.includes(domain)) return 'not_a_member';
  const { organisationId, recordedAt: createdAt } = work;
  const name = (claims.name ?? local).slice(0, MOST_NAME_LETTERS);
  const added = await work.db
    .insert(members)
    .values({ organisationId, id: memberId, name, email, role: joinRole, state: 'active', createdAt })
    .onConflictDoNothing()
    .returning({ id: members.id });
  // Somebody joined with it at this moment.
  if (added.length === 0) throw challengeOver(401);
  await work.db.insert(signInNames).values({ email, organisationId, memberId });
  await link(work, claims, memberId);
  const data = { role: joinRole, by: 'provider' };
  work.emit({ type: 'member.joined', subject: { kind: 'member', id: memberId }, data });
  return { memberId };
}

async function link(work: Work, { issuer, subject }: ProviderClaims, memberId: string): Promise<void> {
  const { organisationId, recordedAt } = work;
  await work.db
    .insert(memberIdentities)
    .values({ organisationId, issuer, subject, memberId, linkedAt: recordedAt, lastUsedAt: recordedAt });
}
