import { MEMBER_ROLES, MESSAGE_LANGUAGES, ORGANISATION_KINDS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { SignInCode } from './account.ts';
import { Branch } from './branches.ts';
import { defineEndpoint } from './endpoint.ts';
import { PasskeyAssertion, PasskeyRequest } from './passkeys.ts';
import { PERMISSIONS } from './permissions.ts';
import {
  Currency,
  Id,
  Instant,
  KnownZone,
  LonLat,
  page,
  ServiceDate,
  ShortText,
  WholeListQuery,
  Zone,
} from './primitives.ts';

export const Clock = z.object({
  businessNow: Instant.meta({ description: 'What time it is for this organisation' }),
  businessDate: ServiceDate.meta({ description: 'Today, in the first branch’s zone' }),
  speed: z.number().meta({ description: 'Business seconds per real second; 1 unless the organisation is a sandbox' }),
  advancingTo: Instant.nullable()
    .optional()
    .meta({ description: 'The test clock is on its way there, from one thing that is due to the next' }),
});
export type Clock = z.infer<typeof Clock>;

export const Organisation = z.object({
  id: Id,
  shortId: z.string(),
  name: ShortText,
  kind: z.enum(ORGANISATION_KINDS),
  twinOf: z
    .object({ id: Id, name: ShortText })
    .nullable()
    .meta({ description: 'Of a sandbox that is a twin: the organisation it was copied from' }),
  currency: z.string(),
  locale: z.string().meta({ description: 'BCP 47: the language of messages to who has chosen none' }),
  zone: Zone.meta({ description: 'Branches have their own' }),
  branches: z.array(Branch.pick({ id: true, name: true, zone: true })),
  clock: Clock,
  services: z
    .object({
      roads: z.string().meta({ description: 'Name of the road network in use, or of the straight-line stand-in' }),
      email: z.enum(['outbox', 'smtp']),
      sms: z.enum(['outbox', 'smpp']),
    })
    .meta({ description: 'Which provider is behind each service right now' }),
  map: z.object({
    styleUrl: z.string(),
    darkStyleUrl: z.string(),
    attribution: z.string(),
    bounds: z.object({ southWest: LonLat, northEast: LonLat }),
  }),
  edgeUrl: z.string().nullable().meta({ description: 'Where the status page and the incident API are served' }),
});
export type Organisation = z.infer<typeof Organisation>;

export const Member = z.object({
  id: Id,
  name: ShortText,
  email: z.string(),
  role: z.enum(MEMBER_ROLES),
  merchantId: Id.nullable(),
  permissions: z.array(z.enum(PERMISSIONS)),
});

export const Session = z.object({
  token: z.string().meta({ description: 'Opaque bearer token, ten minutes' }),
  expiresAt: Instant,
  member: Member,
  organisation: z.object({ id: Id, name: ShortText }),
  providerSignOutUrl: z
    .string()
    .nullable()
    .meta({ description: 'Where the browser goes after signing out here, to sign out at the provider that signed in' }),
});
export type Session = z.infer<typeof Session>;

export const sessionEndpoints = {
  signIn: defineEndpoint({
    id: 'session.signIn',
    door: 'public',
    method: 'POST',
    path: '/session',
    summary: 'Sign in with e-mail and password',
    description:
      'Answers a ten-minute bearer token and sets an HttpOnly refresh cookie on the canonical origin. 401 `code_needed`: the password is right and `code` is asked for as well, or in its place an answer to the problem’s `passkeyRequest` in `passkey`; 409 `several_organisations`: say which. Tries are limited by address and e-mail.',
    access: 'anyone',
    body: z.object({
      email: z.string().max(320),
      password: z.string().min(1).max(200),
      organisationId: Id.optional(),
      code: SignInCode.optional(),
      passkey: PasskeyAssertion.optional(),
    }),
    answer: Session,
  }),
  beginPasskey: defineEndpoint({
    id: 'session.beginPasskey',
    door: 'public',
    method: 'POST',
    path: '/session/passkey/challenge',
    summary: 'What the browser is to be asked to sign in with a passkey alone; good for five minutes and one answer',
    access: 'anyone',
    answer: PasskeyRequest,
  }),
  signInWithPasskey: defineEndpoint({
    id: 'session.signInWithPasskey',
    door: 'public',
    method: 'POST',
    path: '/session/passkey',
    summary: 'Sign in with a passkey alone',
    description:
      'The passkey names its member, who was recognised by finger, face or PIN. Answers and sets what signing in with a password does.',
    access: 'anyone',
    body: z.object({ credential: PasskeyAssertion }),
    answer: Session,
  }),
  beginProvider: defineEndpoint({
    id: 'session.beginProvider',
    door: 'public',
    method: 'POST',
    path: '/session/provider',
    summary: 'Where the browser goes to sign in through the organisation’s provider',
    description:
      'By the e-mail of a member, or by the `organisation` of its sign-in link. Sets a cookie that only this browser finishes with, within five minutes.',
    access: 'anyone',
    body: z.object({
      email: z.string().max(320).optional(),
      organisation: z.string().max(20).optional().meta({ description: 'Its short id' }),
    }),
    answer: z.object({ url: z.string() }),
  }),
  finishProvider: defineEndpoint({
    id: 'session.finishProvider',
    door: 'public',
    method: 'POST',
    path: '/session/provider/finish',
    summary: 'Sign in with what the provider sent the browser back with',
    access: 'anyone',
    body: z.object({
      search: z.string().max(8_000).meta({ description: 'The query of the address that it came back to' }),
    }),
    answer: Session,
  }),
  renew: defineEndpoint({
    id: 'session.renew',
    door: 'public',
    method: 'POST',
    path: '/session/renew',
    summary: 'A fresh bearer token for the refresh cookie',
    access: 'anyone',
    answer: Session,
  }),
  signOut: defineEndpoint({
    id: 'session.signOut',
    door: 'public',
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out: revoke the refresh cookie and its tokens',
    access: 'anyone',
  }),
};

export const ApiKey = z.object({
  id: Id,
  name: ShortText,
  scopes: z.array(z.enum(PERMISSIONS)),
  prefix: z.string().meta({ description: 'The first characters, to recognise it' }),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  replacesId: Id.nullable().meta({ description: 'The key that this one was made to replace' }),
});

export const NewApiKey = z.object({
  name: ShortText,
  scopes: z.array(z.enum(PERMISSIONS)).min(1),
  expiresAt: Instant.nullable().optional(),
});

/** With the secret, which is answered this once. */
export const MadeApiKey = ApiKey.extend({ secret: z.string() });

export const organisationEndpoints = {
  get: defineEndpoint({
    id: 'organisation.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/organisation',
    summary: 'The organisation, its branches, clock, map and services',
    access: { permission: 'organisation:read' },
    answer: Organisation,
  }),
  update: defineEndpoint({
    id: 'organisation.update',
    door: 'public',
    method: 'PATCH',
    path: '/organisation',
    summary: 'Change the organisation’s name, currency, language or time zone',
    description:
      'Amounts stay as they are and are told in the new currency: nothing is converted. Branches keep their zones.',
    access: { permission: 'organisation:write' },
    body: z
      .object({ name: ShortText, currency: Currency, locale: z.enum(MESSAGE_LANGUAGES), zone: KnownZone })
      .partial(),
    answer: Organisation,
  }),
  setClock: defineEndpoint({
    id: 'organisation.setClock',
    door: 'public',
    method: 'PUT',
    path: '/organisation/clock',
    summary: 'Set a sandbox organisation’s clock',
    description:
      'Business time may be set and sped up only in a sandbox; a live organisation answers 409 `clock_is_real`. It runs forward only (409 `clock_runs_forward`) and stays within twenty years (422 `clock_too_far`). What was due in between happens at once, at the new time: `organisation.advanceClock` lets everything happen at its own.',
    access: { permission: 'clock:write' },
    body: z.object({
      businessNow: Instant.optional(),
      forwardSeconds: z
        .int()
        .min(1)
        .max(31_622_400)
        .optional()
        .meta({ description: 'In place of `businessNow`: so much later than it is' }),
      speed: z.number().min(0).max(600).optional(),
    }),
    answer: Clock,
  }),
  advanceClock: defineEndpoint({
    id: 'organisation.advanceClock',
    door: 'public',
    method: 'POST',
    path: '/organisation/clock/advance',
    summary: 'Move a sandbox’s clock forward, from one thing that is due to the next',
    description:
      'Reminders, rules, simulated crews and whatever else is due until then happens in its order, each at its own time. It answers at once; `organisation.get` says `advancingTo` until it is there, and `clock.set` on the log says when. Asked again meanwhile, the later time counts. At most 31 days.',
    access: { permission: 'clock:write' },
    body: z.object({ to: Instant.optional(), seconds: z.int().min(1).max(2_678_400).optional() }),
    answer: Clock,
    status: 202,
  }),
  me: defineEndpoint({
    id: 'organisation.me',
    door: 'public',
    method: 'GET',
    path: '/me',
    summary: 'Who this token or key speaks for',
    access: 'signed_in',
    answer: z.object({
      kind: z.enum(['member', 'api_key']),
      id: Id,
      name: z.string(),
      merchantId: Id.nullable(),
      permissions: z.array(z.enum(PERMISSIONS)),
    }),
  }),
  listApiKeys: defineEndpoint({
    id: 'apiKeys.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/api-keys',
    summary: 'API keys, without their secrets',
    access: { permission: 'api_keys:write' },
    query: z.object(WholeListQuery),
    answer: page(ApiKey),
  }),
  createApiKey: defineEndpoint({
    id: 'apiKeys.create',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/api-keys',
    summary: 'Make an API key; the secret is shown this once',
    access: { permission: 'api_keys:write' },
    body: NewApiKey,
    answer: MadeApiKey,
    status: 201,
  }),
  rotateApiKey: defineEndpoint({
    id: 'apiKeys.rotate',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/api-keys/{apiKeyId}/rotate',
    summary: 'A new secret beside the old one, which stays good for the overlap',
    description: 'The new key has the scopes, reach and name of the old; the old one runs out by itself.',
    access: { permission: 'api_keys:write' },
    params: z.object({ apiKeyId: Id }),
    body: z.object({
      overlapHours: z.int().min(0).max(720).meta({ description: 'How long the old secret stays good; 0 = not at all' }),
    }),
    answer: MadeApiKey,
    status: 201,
  }),
  revokeApiKey: defineEndpoint({
    id: 'apiKeys.revoke',
    door: 'public',
    method: 'DELETE',
    path: '/api-keys/{apiKeyId}',
    summary: 'Revoke an API key at once',
    access: { permission: 'api_keys:write' },
    params: z.object({ apiKeyId: Id }),
  }),
  incidentToken: defineEndpoint({
    id: 'organisation.incidentToken',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/incident-token',
    summary: 'A short-lived signed token for the edge program’s incident API',
    description: 'Only for members who are also operators of the installation.',
    access: { permission: 'incidents:publish' },
    answer: z.object({ token: z.string(), expiresAt: Instant, edgeUrl: z.string() }),
  }),
};
