import { randomBytes } from 'node:crypto';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { Problem, type ReadWork, type Work } from '../../platform/index.ts';
import type { Seal } from '../../platform/seal/index.ts';
import { queueLetter } from './letters.ts';
import { memberPasskeys, memberRecoveryCodes, members } from './schema.ts';
import { hashSecret } from './secrets.ts';

export const SECOND_FACTOR_SEAL = 'second factors of members';
const PERIOD_SECONDS = 30;
/** One half minute early or late: clocks of phones are not exact. */
const STEPS_AROUND = 1;
const RECOVERY_CODES = 10;

type MemberRow = typeof members.$inferSelect;

const totpOf = (secret: string, label: string, issuer: string) =>
  new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret: Secret.fromBase32(secret) });

export async function secondFactorOf(
  work: ReadWork,
  memberId: string,
): Promise<{ on: boolean; passkey: boolean; recoveryCodesLeft: number }> {
  const [row] = await work.db
    .select({ confirmedAt: members.totpConfirmedAt, passkeyAt: members.passkeyAfterPasswordAt })
    .from(members)
    .where(eq(members.id, memberId));
  const left = await work.db.$count(
    memberRecoveryCodes,
    and(eq(memberRecoveryCodes.memberId, memberId), isNull(memberRecoveryCodes.usedAt)),
  );
  return { on: row?.confirmedAt != null, passkey: row?.passkeyAt != null, recoveryCodesLeft: left };
}

/** A new secret, waiting for its first code. Problem 409 `second_factor_on`. */
export async function beginSecondFactor(
  work: Work,
  seal: Seal,
  memberId: string,
  issuer: string,
): Promise<{ secret: string; uri: string }> {
  const secret = new Secret({ size: 20 }).base32;
  const [row] = await work.db
    .update(members)
    .set({ totpSecret: seal.seal(secret), totpLastStep: null })
    .where(and(eq(members.id, memberId), isNull(members.totpConfirmedAt)))
    .returning();
  if (!row) {
    throw new Problem({
      status: 409,
      code: 'second_factor_on',
      title: 'The second factor is on already',
      remedy: 'Remove it first.',
    });
  }
  return { secret, uri: totpOf(secret, row.email, issuer).toString() };
}

/** The first code: from now on signing in asks for one. Answers the recovery codes. Problem 422 `wrong_code`. */
export async function confirmSecondFactor(work: Work, seal: Seal, member: MemberRow, code: string): Promise<string[]> {
  if (member.totpSecret === null || member.totpConfirmedAt !== null || !(await takeTotp(work, seal, member, code)))
    throw wrongCode(422);
  await work.db.update(members).set({ totpConfirmedAt: work.recordedAt }).where(eq(members.id, member.id));
  const codes = await renewRecoveryCodes(work, member.id);
  await queueLetter(work, member.id, 'second_factor_on');
  work.emit({ type: 'member.second_factor_on', subject: { kind: 'member', id: member.id } });
  return codes;
}

/** Ten new ones; those before are void. 80 bits each, so one round of SHA-256 keeps them. */
export async function renewRecoveryCodes(work: Work, memberId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await work.db.delete(memberRecoveryCodes).where(eq(memberRecoveryCodes.memberId, memberId));
  await work.db.insert(memberRecoveryCodes).values(
    codes.map((code) => ({
      organisationId: work.organisationId,
      memberId,
      codeHash: hashSecret(plainCode(code)),
      createdAt: work.recordedAt,
    })),
  );
  work.emit({ type: 'member.recovery_codes_renewed', subject: { kind: 'member', id: memberId } });
  return codes;
}

/** The authenticator off again; recovery codes go where no passkey is asked for either. The member is told. */
export async function removeSecondFactor(work: Work, memberId: string): Promise<void> {
  const [removed] = await work.db
    .update(members)
    .set({ totpSecret: null, totpConfirmedAt: null, totpLastStep: null })
    .where(and(eq(members.id, memberId), sql`${members.totpConfirmedAt} is not null`))
    .returning({ passkeyAt: members.passkeyAfterPasswordAt });
  if (!removed) throw secondFactorOff();
  if (removed.passkeyAt === null) await forgetRecoveryCodes(work, memberId);
  await tellItIsOff(work, memberId);
}

/** For who lost it all: authenticator, recovery codes and passkeys. Problem 409 `second_factor_off`. */
export async function removeEveryFactor(work: Work, memberId: string): Promise<void> {
  const off = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null, passkeyAfterPasswordAt: null };
  const passkeys = await work.db.delete(memberPasskeys).where(eq(memberPasskeys.memberId, memberId)).returning();
  const [removed] = await work.db
    .update(members)
    .set(off)
    .where(
      and(
        eq(members.id, memberId),
        sql`(${members.totpConfirmedAt} is not null or ${members.passkeyAfterPasswordAt} is not null)`,
      ),
    )
    .returning({ id: members.id });
  if (!removed && passkeys.length === 0) throw secondFactorOff();
  await forgetRecoveryCodes(work, memberId);
  await tellItIsOff(work, memberId);
}

export async function forgetRecoveryCodes(work: Work, memberId: string): Promise<void> {
  await work.db.delete(memberRecoveryCodes).where(eq(memberRecoveryCodes.memberId, memberId));
}

async function tellItIsOff(work: Work, memberId: string): Promise<void> {
  await queueLetter(work, memberId, 'second_factor_off');
  work.emit({ type: 'member.second_factor_off', subject: { kind: 'member', id: memberId } });
}

const secondFactorOff = () =>
  new Problem({ status: 409, code: 'second_factor_off', title: 'There is no second factor to remove' });

/** Whether the code is one of the authenticator's or an unused recovery code; either counts once. */
export async function takeCode(work: Work, seal: Seal, member: MemberRow, code: string): Promise<boolean> {
  return (await takeTotp(work, seal, member, code)) || takeRecoveryCode(work, member.id, code);
}

async function takeTotp(work: Work, seal: Seal, member: MemberRow, code: string): Promise<boolean> {
  if (member.totpSecret === null || !/^\d{6}$/.test(code)) return false;
  const timestamp = work.recordedAt.getTime();
  const totp = totpOf(seal.open(member.totpSecret), member.email, 'Roundsman');
  const delta = totp.validate({ token: code, timestamp, window: STEPS_AROUND });
  if (delta === null) return false;
  const step = Math.floor(timestamp / 1_000 / PERIOD_SECONDS) + delta;
  // Conditional, so that of two requests with the same code one finds it used.
  const taken = await work.db
    .update(members)
    .set({ totpLastStep: step })
    .where(and(eq(members.id, member.id), or(isNull(members.totpLastStep), lt(members.totpLastStep, step))))
    .returning({ id: members.id });
  return taken.length > 0;
}

async function takeRecoveryCode(work: Work, memberId: string, code: string): Promise<boolean> {
  const used = await work.db
    .update(memberRecoveryCodes)
    .set({ usedAt: work.recordedAt })
    .where(
      and(
        eq(memberRecoveryCodes.memberId, memberId),
        eq(memberRecoveryCodes.codeHash, hashSecret(plainCode(code))),
        isNull(memberRecoveryCodes.usedAt),
      ),
    )
    .returning({ memberId: memberRecoveryCodes.memberId });
  if (used.length > 0) work.emit({ type: 'member.recovery_code_used', subject: { kind: 'member', id: memberId } });
  return used.length > 0;
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `K7QF-…`: 16 letters and digits of 32 that nobody mixes up. */
function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

const plainCode = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');

export function wrongCode(status: 401 | 422): Problem {
  return new Problem({
    status,
    code: 'wrong_code',
    title: 'This code is not right, was used or has run out',
    remedy: 'Take the code that the authenticator shows now, or a recovery code that was not used.',
  });
}
