import { and, eq, isNull } from 'drizzle-orm';
import { Problem, type Work } from '../../../platform/index.ts';
import { queueLetter } from '../letters.ts';
import { lockedMemberRow } from '../own-account.ts';
import { memberPasskeys, memberRecoveryCodes, members } from '../schema.ts';
import { forgetRecoveryCodes, renewRecoveryCodes } from '../second-factor.ts';

/**
 * Whether the password asks for a passkey as well. Answers new recovery codes where there were none left.
 * Problem 409 `passkey_needed`.
 */
export async function setPasskeyAfterPassword(work: Work, memberId: string, on: boolean): Promise<string[] | null> {
  const member = await lockedMemberRow(work, memberId);
  if (on === (member.passkeyAfterPasswordAt !== null)) return null;
  if (on && (await work.db.$count(memberPasskeys, eq(memberPasskeys.memberId, memberId))) === 0) {
    throw new Problem({
      status: 409,
      code: 'passkey_needed',
      title: 'You have no passkey yet',
      remedy: 'Add one first.',
    });
  }
  await work.db
    .update(members)
    .set({ passkeyAfterPasswordAt: on ? work.recordedAt : null })
    .where(eq(members.id, memberId));
  await queueLetter(work, memberId, on ? 'second_factor_on' : 'second_factor_off');
  work.emit({
    type: on ? 'member.second_factor_on' : 'member.second_factor_off',
    subject: { kind: 'member', id: memberId },
  });
  if (!on) {
    if (member.totpConfirmedAt === null) await forgetRecoveryCodes(work, memberId);
    return null;
  }
  const codesLeft = await work.db.$count(
    memberRecoveryCodes,
    and(eq(memberRecoveryCodes.memberId, memberId), isNull(memberRecoveryCodes.usedAt)),
  );
  return codesLeft > 0 ? null : renewRecoveryCodes(work, memberId);
}
