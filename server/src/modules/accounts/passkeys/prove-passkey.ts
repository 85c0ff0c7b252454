import type { PasskeyAssertion, PasskeyRequest } from '@roundsman/api-contract';
import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { and, eq } from 'drizzle-orm';
import type { Work } from '../../../platform/index.ts';
import { CHALLENGE_SECONDS } from '../challenges.ts';
import { memberPasskeys } from '../schema.ts';
import type { PasskeyRow } from './manage-passkeys.ts';
import type { RelyingParty } from './relying-party.ts';

/** What the browser is to be asked: any passkey of this platform, or one of those named. */
export function passkeyRequest(
  challenge: string,
  party: RelyingParty,
  of: readonly Pick<PasskeyRow, 'credentialId' | 'transports'>[] = [],
): PasskeyRequest {
  return {
    challenge,
    rpId: party.domain,
    timeout: CHALLENGE_SECONDS * 1_000,
    userVerification: 'required',
    ...(of.length === 0
      ? {}
      : {
          allowCredentials: of.map(({ credentialId, transports }) => ({
            id: credentialId,
            type: 'public-key' as const,
            transports,
          })),
        }),
  };
}

export type Proof = 'proved' | 'passkey_unknown' | 'passkey_refused' | 'passkey_copied';

/**
 * Whether the member holds one of their passkeys, and was recognised by it. A value, since what is refused is written
 * down in the same unit. `challenge` was taken already.
 */
export async function provePasskey(
  work: Work,
  party: RelyingParty,
  memberId: string,
  challenge: string,
  assertion: PasskeyAssertion,
): Promise<Proof> {
  const [row] = await work.db
    .select()
    .from(memberPasskeys)
    .where(and(eq(memberPasskeys.memberId, memberId), eq(memberPasskeys.credentialId, assertion.id)))
    .for('update');
  if (!row) return 'passkey_unknown';
  const { userHandle, ...response } = assertion.response;
  const answered: AuthenticationResponseJSON = {
    ...assertion,
    clientExtensionResults: {},
    response: { ...response, ...(typeof userHandle === 'string' ? { userHandle } : {}) },
  };
  const verified = await verifyAuthenticationResponse({
    response: answered,
    expectedChallenge: challenge,
    expectedOrigin: [...party.origins],
    expectedRPID: party.domain,
    credential: {
      id: row.credentialId,
      publicKey: Uint8Array.from(Buffer.from(row.publicKey, 'base64url')),
      // Held against the counter below, where a copy can be told from a wrong signature.
      counter: 0,
      transports: row.transports,
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) return 'passkey_refused';
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  if (row.counter > 0 && newCounter <= row.counter) return 'passkey_copied';
  await work.db
    .update(memberPasskeys)
    .set({ counter: newCounter, backedUp: credentialBackedUp, lastUsedAt: work.recordedAt })
    .where(eq(memberPasskeys.id, row.id));
  return 'proved';
}
