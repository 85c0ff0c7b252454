import { and, eq, gte, inArray, isNotNull } from 'drizzle-orm';
import { type Database, type Work, writeAct } from '../../../platform/index.ts';
import { queueLetter } from '../letters.ts';
import { findLink, linkOver, organisationOfLink, spendLink } from '../member-links.ts';
import { lockedMemberRow } from '../own-account.ts';
import { memberEmailChanges, memberIdentities, memberPasskeys, memberRecoveryCodes, members } from '../schema.ts';
import { endSessionsOf } from '../sessions.ts';
import { providerThatAloneCounts } from '../single-sign-on/provider-settings.ts';
import { type EmailChangeRow, findEmailChange, setEmail, UNDO_SECONDS, voidLinks } from './email-changes.ts';

/**
 * The new address counts: every browser is signed out but the one that it was asked in, links sent to the old address
 * open nothing, and that address is told, with a way back. Problems: 409 `email_taken`, 410 `link_over`.
 */
export async function confirmEmailChange(database: Database, secret: string, address: string): Promise<void> {
  await decide(database, secret, 'email_confirm', async (work, change) => {
    if (change.state !== 'asked' || change.endsAt <= work.recordedAt) throw linkOver();
    const { id, memberId, newEmail, askedInSession } = change;
    await setEmail(work, memberId, newEmail);
    await voidLinks(work, memberId, []);
    const undoUntil = new Date(work.recordedAt.getTime() + UNDO_SECONDS * 1_000);
    await work.db.update(memberEmailChanges).set({ state: 'done', undoUntil }).where(eq(memberEmailChanges.id, id));
    await endSessionsOf(work, 'member', memberId, askedInSession ?? undefined);
    await queueLetter(work, memberId, 'email_changed', id);
    work.emit({ type: 'member.email_changed', subject: { kind: 'member', id: memberId } });
    await writeAct(work, { act: 'accountLinks.confirmEmail', address });
  });
}

/**
 * It was somebody else: the old address is back whatever came after it, every browser is signed out, and what lets
 * anybody in that was added since it was asked for does not; nor does the password, which somebody knew. True when a
 * link for a new one is on its way. Problems: 409 `email_taken`, 410 `link_over`.
 */
export async function undoEmailChange(database: Database, secret: string, address: string): Promise<boolean> {
  return decide(database, secret, 'email_undo', async (work, change) => {
    const { memberId, oldEmail, undoUntil, askedAt } = change;
    if (change.state !== 'done' || undoUntil === null || undoUntil <= work.recordedAt) throw linkOver();
    const undone = await work.db
      .update(memberEmailChanges)
      .set({ state: 'undone' })
      .where(
        and(
          eq(memberEmailChanges.memberId, memberId),
          gte(memberEmailChanges.askedAt, askedAt),
          inArray(memberEmailChanges.state, ['asked', 'done']),
        ),
      )
      .returning();
    await setEmail(work, memberId, oldEmail);
    const ids = undone.map(({ id }) => id);
    await voidLinks(work, memberId, ids);
    await takeOffSince(work, memberId, askedAt);
    await work.db
      .update(members)
      .set({ passwordHash: null, passwordChangedAt: work.recordedAt })
      .where(and(eq(members.id, memberId), isNotNull(members.passwordHash)));
    await endSessionsOf(work, 'member', memberId);
    const isPasswordAsked = (await providerThatAloneCounts(work, memberId)) === null;
    if (isPasswordAsked) await queueLetter(work, memberId, 'password_reset');
    work.emit({ type: 'member.email_restored', subject: { kind: 'member', id: memberId } });
    await writeAct(work, { act: 'accountLinks.undoEmail', address });
    return isPasswordAsked;
  });
}

async function decide<T>(
  database: Database,
  secret: string,
  kind: 'email_confirm' | 'email_undo',
  run: (work: Work, change: EmailChangeRow) => Promise<T>,
): Promise<T> {
  const organisationId = await organisationOfLink(database, secret);
  const memberId = await database.read(
    organisationId,
    async (work) => (await findLink(work, secret, [kind])).member.id,
  );
  return database.transact({ organisationId, actor: { kind: 'member', id: memberId } }, async (work) => {
    await lockedMemberRow(work, memberId);
    const { emailChangeId } = await spendLink(work, secret, kind);
    return run(work, await findEmailChange(work, emailChangeId!));
  });
}

/** Passkeys, an authenticator, recovery codes and links to providers that are younger. */
async function takeOffSince(work: Work, memberId: string, since: Date): Promise<void> {
  const { db } = work;
  await db
    .delete(memberPasskeys)
    .where(and(eq(memberPasskeys.memberId, memberId), gte(memberPasskeys.createdAt, since)));
  await db
    .delete(memberIdentities)
    .where(and(eq(memberIdentities.memberId, memberId), gte(memberIdentities.linkedAt, since)));
  await db
    .delete(memberRecoveryCodes)
    .where(and(eq(memberRecoveryCodes.memberId, memberId), gte(memberRecoveryCodes.createdAt, since)));
  await db
    .update(members)
    .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null })
    .where(and(eq(members.id, memberId), gte(members.totpConfirmedAt, since)));
  const left = await db.$count(memberPasskeys, eq(memberPasskeys.memberId, memberId));
  if (left === 0) await db.update(members).set({ passkeyAfterPasswordAt: null }).where(eq(members.id, memberId));
}
