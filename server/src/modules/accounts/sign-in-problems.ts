import type { PasskeyRequest } from '@roundsman/api-contract';
import { type JsonObject, Problem } from '../../platform/index.ts';
import { passkeyRefused } from './passkeys/passkey-problems.ts';
import type { Proof } from './passkeys/prove-passkey.ts';

export function severalOrganisations(
  candidates: readonly { organisationId: string; organisationName: string }[],
): Problem {
  return new Problem({
    status: 409,
    code: 'several_organisations',
    title: 'This e-mail belongs to several organisations',
    remedy: 'Sign in again with `organisationId`.',
    extra: {
      organisations: candidates.map(({ organisationId, organisationName }) => ({
        id: organisationId,
        name: organisationName,
      })),
    },
  });
}

export function codeNeeded(passkey: PasskeyRequest | null): Problem {
  return new Problem({
    status: 401,
    code: 'code_needed',
    title: 'A second factor is needed as well',
    remedy:
      'Sign in again with the code that the authenticator shows, or a recovery code, in `code`; or with an answer to `passkeyRequest` in `passkey`.',
    extra: { passkeyRequest: passkey === null ? null : { ...passkey } } as JsonObject,
  });
}

export function notProved(proof: Exclude<Proof, 'proved'>): Problem {
  if (proof === 'passkey_refused') return passkeyRefused(401);
  if (proof === 'passkey_copied')
    return new Problem({
      status: 401,
      code: proof,
      title: 'This passkey counts backwards: somebody may have copied it',
      remedy: 'Sign in another way and remove it.',
    });
  return new Problem({
    status: 401,
    code: proof,
    title: 'This passkey is not known here, or no longer',
    remedy: 'Sign in another way; remove it from where your passkeys are kept.',
  });
}
