import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';

/** Bytes as WebAuthn's JSON has them: base64url without padding. */
const Bytes = z.string().min(1).max(16_000);
const CredentialId = z.string().min(1).max(1_400);
const Transports = z.array(z.string().max(40)).max(10);

/** What `navigator.credentials.create` is to be asked, in WebAuthn Level 3's JSON. */
export const PasskeyCreation = z.object({
  rp: z.object({ id: z.string().optional(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int().optional(),
  excludeCredentials: z
    .array(z.object({ id: z.string(), type: z.literal('public-key'), transports: Transports.optional() }))
    .optional(),
  authenticatorSelection: z
    .object({
      residentKey: z.enum(['discouraged', 'preferred', 'required']).optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
    })
    .optional(),
  attestation: z.enum(['direct', 'enterprise', 'indirect', 'none']).optional(),
});
export type PasskeyCreation = z.infer<typeof PasskeyCreation>;

/** What `navigator.credentials.get` is to be asked. */
export const PasskeyRequest = z.object({
  challenge: z.string(),
  timeout: z.int().optional(),
  rpId: z.string().optional(),
  allowCredentials: z
    .array(z.object({ id: z.string(), type: z.literal('public-key'), transports: Transports.optional() }))
    .optional(),
  userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
});
export type PasskeyRequest = z.infer<typeof PasskeyRequest>;

/** A new credential, as `PublicKeyCredential.toJSON()` prints it. */
export const NewPasskeyCredential = z.object({
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: Transports.optional(),
  }),
});
export type NewPasskeyCredential = z.infer<typeof NewPasskeyCredential>;

/** The proof that somebody holds a passkey. */
export const PasskeyAssertion = z.object({
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    userHandle: z.string().max(100).nullable().optional(),
  }),
});
export type PasskeyAssertion = z.infer<typeof PasskeyAssertion>;

const PasskeyName = z.string().trim().min(1).max(60);
const Password = z.string().min(1).max(200);

export const Passkey = z.object({
  id: Id,
  name: z.string(),
  synced: z.boolean().meta({ description: 'It is kept by a password manager or account, not by one device alone' }),
  transports: Transports,
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type Passkey = z.infer<typeof Passkey>;

const passkeyId = z.object({ passkeyId: Id });

/** A member's own passkeys. API keys have none: 403 `members_only`. */
export const passkeyEndpoints = {
  list: defineEndpoint({
    id: 'passkeys.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/account/passkeys',
    summary: 'My passkeys',
    access: 'signed_in',
    answer: z.object({
      rows: z.array(Passkey),
      domain: z
        .string()
        .nullable()
        .meta({ description: 'Where passkeys of this platform work: this host and those below it; null = nowhere' }),
      origins: z.array(z.string()).meta({ description: 'Pages that may ask for them' }),
      afterPassword: z
        .boolean()
        .meta({ description: 'The password alone does not do: a passkey or code comes after it' }),
    }),
  }),
  begin: defineEndpoint({
    id: 'passkeys.begin',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/account/passkeys/challenge',
    summary: 'What the browser is to be asked for a new passkey; good for five minutes and one answer',
    description: 'Problem 409 `passkeys_need_a_name` where the platform is reached by an address of numbers.',
    access: 'signed_in',
    body: z.object({ password: Password.optional() }),
    answer: PasskeyCreation,
  }),
  add: defineEndpoint({
    id: 'passkeys.add',
    door: 'public',
    method: 'POST',
    path: '/account/passkeys',
    summary: 'Keep a passkey that the browser made; the member is told by e-mail',
    access: 'signed_in',
    body: z.object({ name: PasskeyName, credential: NewPasskeyCredential }),
    answer: Passkey,
    status: 201,
  }),
  rename: defineEndpoint({
    id: 'passkeys.rename',
    door: 'public',
    method: 'PATCH',
    path: '/account/passkeys/{passkeyId}',
    summary: 'Give one of my passkeys another name',
    access: 'signed_in',
    params: passkeyId,
    body: z.object({ name: PasskeyName }),
    answer: Passkey,
  }),
  remove: defineEndpoint({
    id: 'passkeys.remove',
    door: 'public',
    method: 'POST',
    path: '/account/passkeys/{passkeyId}/remove',
    summary: 'Remove one of my passkeys; the member is told by e-mail',
    description: 'Problem 409 `last_factor` when it is the last that signing in asks for after the password.',
    access: 'signed_in',
    params: passkeyId,
    body: z.object({ password: Password.optional() }),
  }),
  setAfterPassword: defineEndpoint({
    id: 'passkeys.setAfterPassword',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/account/passkeys/after-password',
    summary: 'Whether signing in with the password asks for a passkey as well',
    access: 'signed_in',
    body: z.object({ password: Password.optional(), on: z.boolean() }),
    answer: z.object({
      recoveryCodes: z
        .array(z.string())
        .nullable()
        .meta({ description: 'New ones, shown this once, where there were none' }),
    }),
  }),
};
