import { and, eq } from 'drizzle-orm';
import { type Database, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { dropEmailChange } from './email-change/email-changes.ts';
import { queueLetter } from './letters.ts';
import { hashPassword, isPassword, refuseWeakPassword } from './passwords.ts';
import type { DeskPrincipal, MemberPrincipal } from './principal.ts';
import { members, refreshSessions } from './schema.ts';
import { endSession, endSessionsOf } from './sessions.ts';
import type { SignInTries } from './sign-in-tries.ts';

/** Only people have an account. Problem 403 `members_only`. */
export function asMember(principal: DeskPrincipal): MemberPrincipal {
  if (principal.kind === 'member') return principal;
  throw new Problem({ status: 403, code: 'members_only', title: 'Only people have an account of their own' });
}

export async function memberRow(work: ReadWork, memberId: string): Promise<typeof members.$inferSelect> {
  const [row] = await work.db.select().from(members).where(eq(members.id, memberId));
  if (!row) throw new Problem({ status: 404, code: 'member_unknown', title: 'There is no such member' });
  return row;
}

/** The same, held until the unit ends, so that what is decided on it stays true. */
export async function lockedMemberRow(work: Work, memberId: string): Promise<typeof members.$inferSelect> {
  await work.db.select({ id: members.id }).from(members).where(eq(members.id, memberId)).for('update');
  return memberRow(work, memberId);
}

/** Who has no password proves themselves by having signed in just now. */
const JUST_NOW_SECONDS = 600;

/**
 * Before anything that would let somebody else in: a stolen token alone does not do. Counted like a try to sign in.
 * Problems: 403 `sign_in_again` for members without a password, 422 `wrong_password`, 429 `too_many_tries`.
 */
export async function askPasswordAgain(
  database: Database,
  tries: SignInTries,
  member: MemberPrincipal,
  password: string | undefined,
  address: string,
): Promise<void> {
  const passwordHash = await database.read(member.organisationId, async (work) => {
    const row = await memberRow(work, member.id);
    if (row.passwordHash === null) await refuseUnlessSignedInJustNow(work, member.sessionId);
    return row.passwordHash;
  });
  if (passwordHash === null) return;
  // None at all is no guess.
  if (password === undefined) throw wrongPassword('Your password is needed');
  await tries.take(member.email, address);
  if (!(await isPassword(password, passwordHash))) throw wrongPassword('This is not your password');
  await tries.succeeded(member.email, address);
}

function wrongPassword(message: string): Problem {
  const fields = [{ field: 'body.password', code: 'wrong_password', message }];
  return new Problem({ status: 422, code: 'wrong_password', title: message, fields });
}

async function refuseUnlessSignedInJustNow(work: ReadWork, sessionId: string): Promise<void> {
  const oldest = new Date(work.recordedAt.getTime() - JUST_NOW_SECONDS * 1_000);
  const [session] = await work.db
    .select({ createdAt: refreshSessions.createdAt })
    .from(refreshSessions)
    .where(eq(refreshSessions.id, sessionId));
  if (session && session.createdAt > oldest) return;
  throw new Problem({
    status: 403,
    code: 'sign_in_again',
    title: 'It is more than ten minutes since you signed in',
    remedy: 'Sign out, sign in again through your provider, and do it then.',
  });
}

/** Every other browser is signed out and the member is told. Problem 422 `password_weak`. */
export async function changePassword(database: Database, member: MemberPrincipal, newPassword: string): Promise<void> {
  refuseWeakPassword(newPassword, member);
  const passwordHash = await hashPassword(newPassword);
  const actor = { kind: 'member' as const, id: member.id };
  await database.transact({ organisationId: member.organisationId, actor }, async (work) => {
    await work.db
      .update(members)
      .set({ passwordHash, passwordChangedAt: work.recordedAt })
      .where(eq(members.id, member.id));
    await endSessionsOf(work, 'member', member.id, member.sessionId);
    // Whoever had the old password may have asked for it.
    await dropEmailChange(work, member.id);
    await queueLetter(work, member.id, 'password_changed');
    work.emit({ type: 'member.password_changed', subject: { kind: 'member', id: member.id } });
  });
}

/** Signs out one browser of the member's. Problem 404 `session_unknown`. */
export async function endOwnSession(work: Work, member: MemberPrincipal, sessionId: string): Promise<void> {
  const [row] = await work.db
    .select({ id: refreshSessions.id })
    .from(refreshSessions)
    .where(
      and(
        eq(refreshSessions.id, sessionId),
        eq(refreshSessions.kind, 'member'),
        eq(refreshSessions.principalId, member.id),
      ),
    );
  if (!row) throw new Problem({ status: 404, code: 'session_unknown', title: 'You have no such session' });
  await endSession(work, sessionId);
  work.emit({ type: 'member.signed_out', subject: { kind: 'member', id: member.id } });
}
