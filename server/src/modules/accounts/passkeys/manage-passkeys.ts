import type { NewPasskeyCredential, PasskeyCreation } from '@roundsman/api-contract';
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import { and, asc, eq } from 'drizzle-orm';
import { newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { CHALLENGE_SECONDS, newChallenge } from '../challenges.ts';
import { queueLetter } from '../letters.ts';
import { getOrganisation } from '../organisations.ts';
import { lockedMemberRow } from '../own-account.ts';
import type { MemberPrincipal } from '../principal.ts';
import { memberPasskeys, members } from '../schema.ts';
import { hashSecret } from '../secrets.ts';
import { challengeIn, challengeOver, passkeyRefused } from './passkey-problems.ts';
import type { RelyingParty } from './relying-party.ts';
import { userHandleOf } from './user-handle.ts';

export type PasskeyRow = typeof memberPasskeys.$inferSelect;

const MOST_PASSKEYS = 20;
/** COSE: EdDSA, ES256, RS256. Every authenticator has one of them. */
const ALGORITHMS = [-8, -7, -257] as const;

export async function listPasskeys(work: ReadWork, memberId: string): Promise<PasskeyRow[]> {
  return work.db
    .select()
    .from(memberPasskeys)
    .where(eq(memberPasskeys.memberId, memberId))
    .orderBy(asc(memberPasskeys.createdAt), asc(memberPasskeys.id));
}

/** Problem 404 `passkey_unknown`. */
export async function requirePasskey(work: ReadWork, memberId: string, passkeyId: string): Promise<void> {
  if ((await work.db.$count(memberPasskeys, own(memberId, passkeyId))) === 0) throw passkeyUnknown();
}

/** What the browser is to be asked for a new one. Problem 409 `passkeys_too_many`. */
export async function beginPasskey(work: Work, party: RelyingParty, member: MemberPrincipal): Promise<PasskeyCreation> {
  const known = await listPasskeys(work, member.id);
  refuseTooMany(known.length);
  const { rp, user, pubKeyCredParams, timeout, authenticatorSelection, attestation } =
    await generateRegistrationOptions({
      rpName: `Roundsman ${(await getOrganisation(work)).name}`,
      rpID: party.domain,
      userID: userHandleOf({ organisationId: member.organisationId, memberId: member.id }),
      userName: member.email,
      userDisplayName: member.name,
      timeout: CHALLENGE_SECONDS * 1_000,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
  const challenge = newChallenge();
  await work.db
    .update(members)
    .set({
      passkeyChallengeHash: hashSecret(challenge),
      passkeyChallengeEndsAt: new Date(work.recordedAt.getTime() + CHALLENGE_SECONDS * 1_000),
    })
    .where(eq(members.id, member.id));
  const excludeCredentials = known.map(({ credentialId, transports }) => ({
    id: credentialId,
    type: 'public-key' as const,
    transports,
  }));
  return { rp, user, challenge, pubKeyCredParams, timeout, excludeCredentials, authenticatorSelection, attestation };
}

/**
 * Keeps what the browser made; the member is told.
 * Problems: 409 `passkey_taken`, `passkeys_too_many`, 422 `challenge_over`, `passkey_refused`.
 */
export async function addPasskey(
  work: Work,
  party: RelyingParty,
  memberId: string,
  name: string,
  credential: NewPasskeyCredential,
): Promise<PasskeyRow> {
  // One after the other, so that the limit holds.
  const member = await lockedMemberRow(work, memberId);
  refuseTooMany(await work.db.$count(memberPasskeys, eq(memberPasskeys.memberId, memberId)));
  const challenge = challengeIn(credential.response.clientDataJSON);
  const isOver = (member.passkeyChallengeEndsAt ?? work.recordedAt) <= work.recordedAt;
  if (challenge === null || isOver || hashSecret(challenge) !== member.passkeyChallengeHash) throw challengeOver(422);
  await work.db
    .update(members)
    .set({ passkeyChallengeHash: null, passkeyChallengeEndsAt: null })
    .where(eq(members.id, memberId));
  const [row] = await work.db
    .insert(memberPasskeys)
    .values({
      ...(await proveNewPasskey(party, challenge, credential)),
      organisationId: work.organisationId,
      id: newId(),
      memberId,
      name,
      createdAt: work.recordedAt,
    })
    .onConflictDoNothing()
    .returning();
  if (!row) throw new Problem({ status: 409, code: 'passkey_taken', title: 'This passkey is registered already' });
  await queueLetter(work, memberId, 'passkey_added');
  work.emit({ type: 'member.passkey_added', subject: { kind: 'member', id: memberId } });
  return row;
}

async function proveNewPasskey(party: RelyingParty, challenge: string, credential: NewPasskeyCredential) {
  const { transports = [], ...response } = credential.response;
  const verified = await verifyRegistrationResponse({
    response: { ...credential, clientExtensionResults: {}, response: { ...response, transports } },
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.domain,
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw passkeyRefused(422, error);
  });
  if (!verified.verified) throw passkeyRefused(422);
  const { credential: made, credentialDeviceType, credentialBackedUp, aaguid } = verified.registrationInfo;
  return {
    credentialId: made.id,
    publicKey: Buffer.from(made.publicKey).toString('base64url'),
    counter: made.counter,
    transports: [...transports],
    deviceKind: credentialDeviceType === 'multiDevice' ? ('multi_device' as const) : ('single_device' as const),
    backedUp: credentialBackedUp,
    aaguid,
  };
}

/** Problem 404 `passkey_unknown`. */
export async function renamePasskey(
  work: Work,
  memberId: string,
  passkeyId: string,
  name: string,
): Promise<PasskeyRow> {
  const [row] = await work.db.update(memberPasskeys).set({ name }).where(own(memberId, passkeyId)).returning();
  if (!row) throw passkeyUnknown();
  work.emit({ type: 'member.passkey_renamed', subject: { kind: 'member', id: memberId } });
  return row;
}

/** The member is told. Problems: 404 `passkey_unknown`, 409 `last_factor`. */
export async function removePasskey(work: Work, memberId: string, passkeyId: string): Promise<void> {
  const member = await lockedMemberRow(work, memberId);
  const left = (await listPasskeys(work, memberId)).filter(({ id }) => id !== passkeyId);
  const removed = await work.db.delete(memberPasskeys).where(own(memberId, passkeyId)).returning();
  if (removed.length === 0) throw passkeyUnknown();
  if (left.length === 0 && member.passkeyAfterPasswordAt !== null) {
    throw new Problem({
      status: 409,
      code: 'last_factor',
      title: 'Signing in asks for this passkey after the password',
      remedy: 'Add another passkey first, or let the password alone sign you in again.',
    });
  }
  await queueLetter(work, memberId, 'passkey_removed');
  work.emit({ type: 'member.passkey_removed', subject: { kind: 'member', id: memberId } });
}

const own = (memberId: string, passkeyId: string) =>
  and(eq(memberPasskeys.memberId, memberId), eq(memberPasskeys.id, passkeyId));

function refuseTooMany(standing: number): void {
  if (standing < MOST_PASSKEYS) return;
  throw new Problem({
    status: 409,
    code: 'passkeys_too_many',
    title: `You have ${MOST_PASSKEYS} passkeys already`,
    remedy: 'Remove one that you no longer use.',
  });
}

const passkeyUnknown = () => new Problem({ status: 404, code: 'passkey_unknown', title: 'You have no such passkey' });
