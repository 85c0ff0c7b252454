import { and, asc, eq, gt } from 'drizzle-orm';
import { newId, Problem, type Work } from '../../../platform/index.ts';
import { noteByHand, queueLetter } from '../letters.ts';
import {
  getMember,
  lockMember,
  type ManagedMember,
  refuseMoreThanOwn,
  refuseSwitchedOff,
  sendLink,
} from '../manage-members.ts';
import { issueLink } from '../member-links.ts';
import { lockedMemberRow } from '../own-account.ts';
import type { MemberPrincipal } from '../principal.ts';
import { memberEmailChanges, type members } from '../schema.ts';
import {
  CONFIRM_SECONDS,
  dropEmailChange,
  type EmailChangeRow,
  emailTaken,
  holderOf,
  setEmail,
  voidLinks,
} from './email-changes.ts';

type MemberRow = typeof members.$inferSelect;

/** Each is an e-mail to an address that nobody has proved to be theirs. */
const MOST_A_DAY = 5;

/**
 * A link goes to the new address; until it is opened nothing changes. The answer is the same when the address is another
 * member's: who is told so is its owner.
 * Problems: 409 `no_email_here` where nobody is written to, 422 `email_unchanged`, 429 `too_many_tries`.
 */
export async function askEmailChange(
  work: Work,
  member: MemberPrincipal,
  newEmail: string,
  byHand: boolean,
): Promise<void> {
  if (byHand)
    throw new Problem({
      status: 409,
      code: 'no_email_here',
      title: 'Nobody is written to from here, so that no address can be confirmed',
      remedy: 'An administrator changes it, under Set-up, Members, and hands over the link.',
    });
  const change = await begin(work, await lockedMemberRow(work, member.id), newEmail, member);
  await queueLetter(work, member.id, 'email_confirm', change.id);
}

/**
 * The same for somebody else, who confirms it as they would their own. Who has not joined yet gets another invitation at
 * once: the one before went to a mailbox that is not theirs.
 * Problems: 403 `more_than_own`, 404 `member_unknown`, 409 `email_taken`, `member_disabled`, 422 `email_unchanged`,
 * 429 `too_many_tries`.
 */
export async function askEmailChangeOf(
  work: Work,
  manager: MemberPrincipal,
  memberId: string,
  newEmail: string,
  byHand: boolean,
): Promise<{ member: ManagedMember; secret: string | null }> {
  const { row } = await lockMember(work, memberId);
  refuseMoreThanOwn(manager, row.role);
  refuseSwitchedOff(row);
  if ((await holderOf(work, plain(newEmail), memberId)) !== null) throw emailTaken();
  const change = await begin(work, row, newEmail, manager);
  let secret: string | null = null;
  if (row.state === 'invited') {
    await setEmail(work, memberId, change.newEmail);
    await voidLinks(work, memberId, []);
    await work.db.update(memberEmailChanges).set({ state: 'done' }).where(eq(memberEmailChanges.id, change.id));
    work.emit({ type: 'member.email_changed', subject: { kind: 'member', id: memberId } });
    secret = await sendLink(work, memberId, 'invited', byHand);
  } else if (byHand) {
    await noteByHand(work, memberId, 'email_confirm', change.id);
    ({ secret } = await issueLink(work, memberId, 'email_confirm', change.id));
  } else await queueLetter(work, memberId, 'email_confirm', change.id);
  return { member: await getMember(work, memberId), secret };
}

/** Problem 404 `email_change_unknown`. */
export async function takeBackEmailChange(work: Work, memberId: string): Promise<void> {
  await lockedMemberRow(work, memberId);
  if (!(await dropEmailChange(work, memberId)))
    throw new Problem({
      status: 404,
      code: 'email_change_unknown',
      title: 'No other e-mail address waits to be confirmed',
    });
  work.emit({ type: 'member.email_change_dropped', subject: { kind: 'member', id: memberId } });
}

/** The same, by who manages members. Problems: 403 `more_than_own`, 404 `email_change_unknown`, `member_unknown`. */
export async function takeBackEmailChangeOf(work: Work, manager: MemberPrincipal, memberId: string): Promise<void> {
  refuseMoreThanOwn(manager, (await lockMember(work, memberId)).row.role);
  await takeBackEmailChange(work, memberId);
}

async function begin(work: Work, member: MemberRow, typed: string, asker: MemberPrincipal): Promise<EmailChangeRow> {
  const newEmail = plain(typed);
  if (newEmail === member.email.toLowerCase()) {
    const message = 'This is the address as it is';
    throw new Problem({
      status: 422,
      code: 'email_unchanged',
      title: message,
      fields: [{ field: 'body.newEmail', code: 'email_unchanged', message }],
    });
  }
  await refuseTooMany(work, member.id);
  // The one before is not wanted any more.
  await dropEmailChange(work, member.id);
  const { organisationId, recordedAt: askedAt } = work;
  const isOwn = asker.id === member.id;
  const [change] = await work.db
    .insert(memberEmailChanges)
    .values({
      organisationId,
      id: newId(),
      memberId: member.id,
      oldEmail: member.email,
      newEmail,
      state: 'asked',
      askedById: asker.id,
      askedInSession: isOwn ? asker.sessionId : null,
      askedAt,
      endsAt: new Date(askedAt.getTime() + CONFIRM_SECONDS * 1_000),
    })
    .returning();
  work.emit({ type: 'member.email_change_asked', subject: { kind: 'member', id: member.id } });
  return change!;
}

async function refuseTooMany(work: Work, memberId: string): Promise<void> {
  const dayAgo = new Date(work.recordedAt.getTime() - 86_400_000);
  const asked = await work.db
    .select({ askedAt: memberEmailChanges.askedAt })
    .from(memberEmailChanges)
    .where(and(eq(memberEmailChanges.memberId, memberId), gt(memberEmailChanges.askedAt, dayAgo)))
    .orderBy(asc(memberEmailChanges.askedAt));
  const [first] = asked;
  if (!first || asked.length < MOST_A_DAY) return;
  throw new Problem({
    status: 429,
    code: 'too_many_tries',
    title: `An e-mail address is changed ${MOST_A_DAY} times a day at most`,
    remedy: 'Try again tomorrow.',
    retryAfterSeconds: Math.max(1, Math.ceil((first.askedAt.getTime() - dayAgo.getTime()) / 1_000)),
  });
}

const plain = (email: string) => email.trim().toLowerCase();
