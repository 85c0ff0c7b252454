import type { NewPasskeyCredential, PasskeyAssertion, PasskeyCreation, PasskeyRequest } from '@roundsman/api-contract';
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';

/** Somebody closed the browser's own window, or it ran out: nothing to complain of. */
export class PasskeyLeft extends Error {}

/** Can this browser make and use passkeys on this page? */
export const browserHasPasskeys = (): boolean => browserSupportsWebAuthn();

/** Passkeys are bound to a domain: this page has to be on it. */
export const isOnDomain = (domain: string): boolean => `.${location.hostname}`.endsWith(`.${domain}`);

export async function proveByPasskey(request: PasskeyRequest): Promise<PasskeyAssertion> {
  const { id, rawId, response } = await startAuthentication({ optionsJSON: given(request) }).catch(inWords);
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const answer = { clientDataJSON, authenticatorData, signature, userHandle: userHandle ?? null };
  return { id, rawId, type: 'public-key', response: answer };
}

export async function makePasskey(creation: PasskeyCreation): Promise<NewPasskeyCredential> {
  const { id, rawId, response } = await startRegistration({ optionsJSON: given(creation) }).catch(inWords);
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } };
}

function inWords(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') throw new PasskeyLeft('No passkey was given.');
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED')
    throw new Error('This device or password manager has a passkey of yours already');
  if (error instanceof WebAuthnError && error.code === 'ERROR_INVALID_RP_ID')
    throw new Error('Passkeys of this platform do not work at this address');
  throw error;
}

/** The schemas say `undefined` where the library wants a field left out; on the wire both are the same. */
const given = <T>(options: unknown): T => JSON.parse(JSON.stringify(options)) as T;
