import { PERMISSIONS, type SingleSignOn } from '@roundsman/api-contract';
import { and, eq, isNull, ne, or, sql } from 'drizzle-orm';
import { faultsOfOutsideUrl } from '../../../platform/http/index.ts';
import { type FieldProblem, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import type { Seal } from '../../../platform/seal/index.ts';
import type { MemberPrincipal } from '../principal.ts';
import { members, refreshSessions, singleSignOn } from '../schema.ts';
import { endSession } from '../sessions.ts';
import type { ProviderClient } from './openid-provider.ts';

export type SingleSignOnRow = typeof singleSignOn.$inferSelect;
export const PROVIDER_SEAL = 'secrets of sign-in providers';

export type ProviderWish = Omit<SingleSignOn, 'hasSecret' | 'signsOut' | 'updatedAt'> & {
  /** Absent = as it was; null = a public client. */
  readonly clientSecret?: string | null | undefined;
};

export async function readSingleSignOn(work: ReadWork): Promise<SingleSignOnRow | null> {
  const [row] = await work.db.select().from(singleSignOn).where(eq(singleSignOn.organisationId, work.organisationId));
  return row ?? null;
}

/** With its secret opened. Errors: a secret that was sealed under another key throws. */
export const clientOf = ({ issuer, clientId, clientSecret }: SingleSignOnRow, seal: Seal): ProviderClient => ({
  issuer,
  clientId,
  clientSecret: clientSecret === null ? null : seal.open(clientSecret),
});

/** The page that the provider sends browsers back to, after signing in and after signing out. */
export const redirectUriOf = (publicUrl: string): string => `${publicUrl}/`;

/** Where a browser signs out at the provider as well, or null where that knows no such thing. */
export function signOutUrlOf({ endSessionUrl, clientId }: SingleSignOnRow, signedOutAt: string): string | null {
  if (endSessionUrl === null) return null;
  const url = new URL(endSessionUrl);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', signedOutAt);
  return url.href;
}

/** Whoever sets the provider can become anybody, so nobody does who may do less. Problem 403 `more_than_own`. */
export function refuseLesserThanAdministrator(member: MemberPrincipal): void {
  if (PERMISSIONS.every((permission) => member.permissions.has(permission))) return;
  throw new Problem({
    status: 403,
    code: 'more_than_own',
    title: 'Whoever sets this decides who signs in as an administrator',
    remedy: 'Ask an administrator.',
  });
}

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Problem 422 `provider_faulty`. Where the issuer really leads is seen when it is read. */
export function refuseFaultyProvider(wish: ProviderWish, allowPrivate: boolean): ProviderWish {
  const emailDomains = [...new Set(wish.emailDomains.map((domain) => domain.trim().toLowerCase().replace(/^@/, '')))];
  const fields: FieldProblem[] = faultsOfOutsideUrl('body.issuer', wish.issuer, allowPrivate);
  for (const domain of emailDomains)
    if (!DOMAIN.test(domain))
      fields.push({
        field: 'body.emailDomains',
        code: 'not_a_domain',
        message: `${domain || 'An empty one'} is no domain`,
        remedy: 'Write example.org.',
      });
  if (wish.joinRole !== null && emailDomains.length === 0)
    fields.push({
      field: 'body.emailDomains',
      code: 'domain_needed',
      message: 'Joining needs a domain: else everybody whom the provider knows would',
      remedy: 'Name your own domains.',
    });
  if (wish.enforced && wish.emergencyMemberId === null)
    fields.push({
      field: 'body.emergencyMemberId',
      code: 'emergency_member_needed',
      message: 'Somebody has to get in when the provider fails',
      remedy: 'Name an administrator who has a password.',
    });
  if (fields.length > 0)
    throw new Problem({ status: 422, code: 'provider_faulty', title: 'This provider cannot be used so', fields });
  return { ...wish, emailDomains };
}

/** Problem 422 `emergency_member_unfit`. */
export async function saveSingleSignOn(
  work: Work,
  seal: Seal,
  saver: MemberPrincipal,
  { clientSecret, ...wish }: ProviderWish,
  endSessionUrl: string | null,
): Promise<SingleSignOnRow> {
  const before = await readSingleSignOn(work);
  if (wish.emergencyMemberId !== null) await refuseUnfit(work, wish.emergencyMemberId);
  const secret = clientSecret === undefined ? (before?.clientSecret ?? null) : clientSecret && seal.seal(clientSecret);
  const values = { ...wish, clientSecret: secret, endSessionUrl, updatedAt: work.recordedAt };
  const [row] = await work.db
    .insert(singleSignOn)
    .values({ organisationId: work.organisationId, ...values })
    .onConflictDoUpdate({ target: singleSignOn.organisationId, set: values })
    .returning();
  if (wish.enforced && !before?.enforced) await endOtherWays(work, [saver.id, wish.emergencyMemberId!]);
  const data = { issuer: wish.issuer, enforced: wish.enforced, joinRole: wish.joinRole };
  const subject = { kind: 'organisation' as const, id: work.organisationId };
  work.emit({ type: 'organisation.single_sign_on_set', subject, data });
  return row!;
}

/** Problem 404 `no_provider`. */
export async function removeSingleSignOn(work: Work): Promise<boolean> {
  const removed = await work.db
    .delete(singleSignOn)
    .where(eq(singleSignOn.organisationId, work.organisationId))
    .returning();
  if (removed.length === 0) return false;
  const subject = { kind: 'organisation' as const, id: work.organisationId };
  work.emit({ type: 'organisation.single_sign_on_removed', subject });
  return true;
}

/** The provider's name when a password or passkey of this member does not count any more, else null. */
export async function providerThatAloneCounts(work: ReadWork, memberId: string): Promise<string | null> {
  const settings = await readSingleSignOn(work);
  return settings?.enforced && settings.emergencyMemberId !== memberId ? settings.name : null;
}

/** While it is enforced, one has to get in without the provider. Problem 409 `emergency_member_kept`. */
export async function refuseLosingEmergencyMember(work: ReadWork, memberId: string): Promise<void> {
  const settings = await readSingleSignOn(work);
  if (!settings?.enforced || settings.emergencyMemberId !== memberId) return;
  throw new Problem({
    status: 409,
    code: 'emergency_member_kept',
    title: `Theirs is the account that opens when ${settings.name} fails`,
    remedy: 'Name another one first, under Members, Single sign-on.',
  });
}

async function refuseUnfit(work: ReadWork, memberId: string): Promise<void> {
  const fit = await work.db.$count(
    members,
    and(
      eq(members.id, memberId),
      eq(members.role, 'administrator'),
      eq(members.state, 'active'),
      sql`${members.passwordHash} is not null`,
    ),
  );
  if (fit > 0) return;
  const message = 'It has to be an active administrator who has a password';
  throw new Problem({
    status: 422,
    code: 'emergency_member_unfit',
    title: message,
    fields: [{ field: 'body.emergencyMemberId', code: 'emergency_member_unfit', message }],
  });
}

/** Browsers that signed in another way are signed out, but for those who may go on. */
async function endOtherWays(work: Work, butMembers: readonly string[]): Promise<void> {
  const rows = await work.db
    .select({ id: refreshSessions.id, memberId: refreshSessions.principalId })
    .from(refreshSessions)
    .where(
      and(
        eq(refreshSessions.kind, 'member'),
        isNull(refreshSessions.revokedAt),
        or(isNull(refreshSessions.signedInBy), ne(refreshSessions.signedInBy, 'provider')),
      ),
    );
  for (const { id, memberId } of rows) if (!butMembers.includes(memberId)) await endSession(work, id);
}
