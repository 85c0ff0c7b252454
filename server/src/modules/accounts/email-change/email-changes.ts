import { and, eq, gt, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import { isAmong, isUniqueViolation } from '../../../platform/database/index.ts';
import { Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { accountLetters, memberEmailChanges, members, memberTokens, signInNames } from '../schema.ts';

export type EmailChangeRow = typeof memberEmailChanges.$inferSelect;
type MemberRow = typeof members.$inferSelect;

/** A mailbox is looked at within a day. */
export const CONFIRM_SECONDS = 86_400;
/** As long as somebody may be away. */
export const UNDO_SECONDS = 7 * 86_400;
const KEPT_DAYS = 30;

export async function findEmailChange(work: ReadWork, id: string): Promise<EmailChangeRow> {
  const [row] = await work.db.select().from(memberEmailChanges).where(eq(memberEmailChanges.id, id));
  if (!row) throw new Error(`There is no change of an e-mail address ${id}`);
  return row;
}

/** By member, the address that waits to be confirmed. */
export async function openEmailChanges(
  work: ReadWork,
  memberId?: string,
): Promise<ReadonlyMap<string, EmailChangeRow>> {
  const rows = await work.db
    .select()
    .from(memberEmailChanges)
    .where(
      and(
        eq(memberEmailChanges.state, 'asked'),
        gt(memberEmailChanges.endsAt, work.recordedAt),
        memberId === undefined ? undefined : eq(memberEmailChanges.memberId, memberId),
      ),
    );
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** Whose an address is beside this member's: who has it, or who can still go back to it. Null when it is free. */
export async function holderOf(work: ReadWork, email: string, butMemberId: string | null): Promise<MemberRow | null> {
  const another = butMemberId === null ? undefined : ne(members.id, butMemberId);
  const [holder] = await work.db
    .select()
    .from(members)
    .where(and(eq(members.email, email), another));
  if (holder) return holder;
  const [before] = await work.db
    .select({ member: members })
    .from(memberEmailChanges)
    .innerJoin(members, eq(members.id, memberEmailChanges.memberId))
    .where(
      and(
        eq(memberEmailChanges.oldEmail, email),
        eq(memberEmailChanges.state, 'done'),
        gt(memberEmailChanges.undoUntil, work.recordedAt),
        another,
      ),
    )
    .limit(1);
  return before?.member ?? null;
}

/** The address that they sign in with and are written to. Problem 409 `email_taken`. */
export async function setEmail(work: Work, memberId: string, email: string): Promise<void> {
  if ((await holderOf(work, email, memberId)) !== null) throw emailTaken();
  try {
    await work.db.update(members).set({ email }).where(eq(members.id, memberId));
  } catch (error) {
    // Somebody else got it at this moment.
    throw isUniqueViolation(error, 'members_email') ? emailTaken() : error;
  }
  await work.db.update(signInNames).set({ email }).where(eq(signInNames.memberId, memberId));
}

/** Links to passwords, and those of the changes named, open nothing any more; what waits to be sent of these is not. */
export async function voidLinks(work: Work, memberId: string, changeIds: readonly string[]): Promise<void> {
  const ofChanges = changeIds.length > 0 ? isAmong(memberTokens.emailChangeId, changeIds) : undefined;
  await work.db
    .update(memberTokens)
    .set({ usedAt: work.recordedAt })
    .where(
      and(
        eq(memberTokens.memberId, memberId),
        isNull(memberTokens.usedAt),
        or(inArray(memberTokens.kind, ['invitation', 'password_reset']), ofChanges),
      ),
    );
  if (changeIds.length === 0) return;
  await work.db
    .delete(accountLetters)
    .where(and(isAmong(accountLetters.emailChangeId, changeIds), eq(accountLetters.state, 'queued')));
}

/** What waits to be confirmed is not any more; its link opens nothing. Says whether there was anything. */
export async function dropEmailChange(work: Work, memberId: string): Promise<boolean> {
  const dropped = await work.db
    .update(memberEmailChanges)
    .set({ state: 'dropped' })
    .where(and(eq(memberEmailChanges.memberId, memberId), eq(memberEmailChanges.state, 'asked')))
    .returning();
  const ids = dropped.map(({ id }) => id);
  if (ids.length === 0) return false;
  await work.db
    .update(memberTokens)
    .set({ usedAt: work.recordedAt })
    .where(and(isAmong(memberTokens.emailChangeId, ids), isNull(memberTokens.usedAt)));
  await work.db
    .delete(accountLetters)
    .where(and(isAmong(accountLetters.emailChangeId, ids), eq(accountLetters.state, 'queued')));
  return dropped.some(({ endsAt }) => endsAt > work.recordedAt);
}

/** What can be undone no longer says only who had which address once. */
export async function forgetEmailChanges(work: Work): Promise<void> {
  const oldest = new Date(work.recordedAt.getTime() - KEPT_DAYS * 86_400_000);
  const old = work.db
    .select({ id: memberEmailChanges.id })
    .from(memberEmailChanges)
    .where(lt(memberEmailChanges.askedAt, oldest));
  await work.db.delete(memberTokens).where(inArray(memberTokens.emailChangeId, old));
  await work.db.delete(accountLetters).where(inArray(accountLetters.emailChangeId, old));
  await work.db.delete(memberEmailChanges).where(lt(memberEmailChanges.askedAt, oldest));
}

export const emailTaken = (): Problem =>
  new Problem({ status: 409, code: 'email_taken', title: 'A member with this e-mail exists already' });
