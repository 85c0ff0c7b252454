import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant } from './primitives.ts';

/** Length is what makes a password strong; no kinds of characters are asked for. */
export const NewPassword = z.string().min(12).max(200);
export const NewEmail = z.email().max(320);
const Password = z.string().min(1).max(200);
/** Six digits of the authenticator, or a recovery code. */
export const SignInCode = z.string().trim().min(6).max(40);

export const SecondFactor = z.object({
  on: z.boolean(),
  passkey: z.boolean().meta({ description: 'The password asks for a passkey as well' }),
  recoveryCodesLeft: z.int(),
});

/** Another e-mail address that waits for its mailbox to confirm it. */
export const EmailChange = z.object({
  newEmail: z.string(),
  askedAt: Instant,
  until: Instant.meta({ description: 'The link is good until then' }),
  byAdministrator: z.boolean(),
});

export const SIGN_IN_WAYS = ['password', 'passkey', 'provider'] as const;

export const SignedInBrowser = z.object({
  id: Id,
  current: z.boolean().meta({ description: 'The one that asks' }),
  userAgent: z.string().nullable(),
  signedInBy: z.enum(SIGN_IN_WAYS).nullable().meta({ description: 'null for those that signed in before it was kept' }),
  signedInAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
});

const RecoveryCodes = z.object({
  recoveryCodes: z
    .array(z.string())
    .meta({ description: 'Each signs in once without the authenticator; shown this once' }),
});

/** A member's own account. API keys have none: 403 `members_only`. */
export const accountEndpoints = {
  get: defineEndpoint({
    id: 'account.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/account',
    summary: 'How I sign in',
    access: 'signed_in',
    answer: z.object({
      name: z.string(),
      email: z.string(),
      hasPassword: z.boolean().meta({
        description: 'Without one, what asks for the password takes a sign-in of the last ten minutes in its place',
      }),
      secondFactor: SecondFactor,
      emailChange: EmailChange.nullable(),
    }),
  }),
  askEmailChange: defineEndpoint({
    id: 'account.askEmailChange',
    door: 'public',
    method: 'POST',
    path: '/account/email',
    summary: 'Another e-mail address for me, once it was confirmed from its mailbox',
    description:
      'A link goes there and is good for a day. Answers the same when the address is another member’s, who is told. A new wish replaces the one before; five a day.',
    access: 'signed_in',
    body: z.object({ newEmail: NewEmail, password: Password.optional() }),
  }),
  dropEmailChange: defineEndpoint({
    id: 'account.dropEmailChange',
    door: 'public',
    method: 'DELETE',
    path: '/account/email',
    summary: 'Keep my e-mail address after all: the link to the other one opens nothing',
    access: 'signed_in',
  }),
  changePassword: defineEndpoint({
    id: 'account.changePassword',
    door: 'public',
    method: 'PUT',
    path: '/account/password',
    summary: 'A new password; every other browser is signed out',
    access: 'signed_in',
    body: z.object({ password: Password, newPassword: NewPassword }),
  }),
  sessions: defineEndpoint({
    id: 'account.sessions',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/account/sessions',
    summary: 'Where I am signed in',
    access: 'signed_in',
    answer: z.object({ rows: z.array(SignedInBrowser) }),
  }),
  endSession: defineEndpoint({
    id: 'account.endSession',
    door: 'public',
    method: 'DELETE',
    path: '/account/sessions/{sessionId}',
    summary: 'Sign out one of my browsers',
    access: 'signed_in',
    params: z.object({ sessionId: Id }),
  }),
  endOtherSessions: defineEndpoint({
    id: 'account.endOtherSessions',
    door: 'public',
    method: 'DELETE',
    path: '/account/sessions',
    summary: 'Sign out every browser of mine but this one',
    access: 'signed_in',
  }),
  beginSecondFactor: defineEndpoint({
    id: 'account.beginSecondFactor',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/account/second-factor',
    summary: 'A secret for an authenticator app; it counts once a code of it was confirmed',
    access: 'signed_in',
    body: z.object({ password: Password.optional() }),
    answer: z.object({
      secret: z.string().meta({ description: 'Base32, to type by hand' }),
      uri: z.string().meta({ description: '`otpauth://`, to be shown as a QR code' }),
    }),
  }),
  confirmSecondFactor: defineEndpoint({
    id: 'account.confirmSecondFactor',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/account/second-factor/confirm',
    summary: 'The first code of the authenticator: from now on signing in asks for one',
    access: 'signed_in',
    body: z.object({ code: SignInCode }),
    answer: RecoveryCodes,
  }),
  renewRecoveryCodes: defineEndpoint({
    id: 'account.renewRecoveryCodes',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/account/recovery-codes',
    summary: 'Ten new recovery codes; those before are void',
    access: 'signed_in',
    body: z.object({ password: Password.optional() }),
    answer: RecoveryCodes,
  }),
  removeSecondFactor: defineEndpoint({
    id: 'account.removeSecondFactor',
    door: 'public',
    method: 'POST',
    path: '/account/second-factor/remove',
    summary: 'Sign in with the password alone again',
    access: 'signed_in',
    body: z.object({ password: Password.optional() }),
  }),
};

/** Links that members got by e-mail: they open to whoever holds them, once, until they run out. */
export const accountLinkEndpoints = {
  askForReset: defineEndpoint({
    id: 'accountLinks.askForReset',
    door: 'public',
    method: 'POST',
    path: '/password-reset',
    summary: 'Send me a link for a new password',
    description: 'Answers 204 whether or not anybody has this e-mail. Tries are limited by address and e-mail.',
    access: 'anyone',
    body: z.object({ email: z.string().min(1).max(320) }),
  }),
  open: defineEndpoint({
    id: 'accountLinks.open',
    door: 'public',
    method: 'POST',
    path: '/account-links/open',
    summary: 'Whom a link is for, without using it',
    description: 'Problem 410 `link_over` when it was used, replaced or ran out.',
    access: 'anyone',
    body: z.object({ token: z.string().max(200) }),
    answer: z.object({
      kind: z.enum(['invitation', 'password_reset', 'email_confirm', 'email_undo']),
      name: z.string(),
      email: z.string().meta({ description: 'The address to sign in with once the link was used' }),
      organisationName: z.string(),
      provider: z
        .object({
          name: z.string(),
          organisation: z.string().meta({ description: 'For `session.beginProvider`' }),
          only: z.boolean().meta({ description: 'No password counts' }),
        })
        .nullable()
        .meta({ description: 'Who else signs this organisation’s people in' }),
    }),
  }),
  use: defineEndpoint({
    id: 'accountLinks.use',
    door: 'public',
    method: 'POST',
    path: '/account-links/use',
    summary: 'Choose the password by a link; every browser is signed out',
    access: 'anyone',
    body: z.object({ token: z.string().max(200), newPassword: NewPassword }),
  }),
  confirmEmail: defineEndpoint({
    id: 'accountLinks.confirmEmail',
    door: 'public',
    method: 'POST',
    path: '/account-links/confirm-email',
    summary: 'The new e-mail address is mine: it counts from now on',
    description:
      'Browsers are signed out but the one that it was asked in. The old address is told, with a link that takes it back for seven days.',
    access: 'anyone',
    body: z.object({ token: z.string().max(200) }),
  }),
  undoEmail: defineEndpoint({
    id: 'accountLinks.undoEmail',
    door: 'public',
    method: 'POST',
    path: '/account-links/undo-email',
    summary: 'It was not me: the old e-mail address counts again',
    description:
      'Every browser is signed out; the password and what was added since it was asked for (passkeys, authenticator, recovery codes, links to a provider) open nothing any more.',
    access: 'anyone',
    body: z.object({ token: z.string().max(200) }),
    answer: z.object({
      passwordLinkSent: z.boolean().meta({ description: 'A link for a new password is on its way to the old address' }),
    }),
  }),
};
