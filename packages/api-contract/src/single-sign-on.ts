import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, ShortText } from './primitives.ts';

/** Who may be given to people that join by themselves: nobody becomes an administrator that way. */
export const JOIN_ROLES = ['dispatcher', 'warehouse', 'support', 'analyst'] as const;

const Password = z.string().min(1).max(200);

const settings = {
  name: ShortText.meta({ description: 'What people call the provider: it stands on the screen' }),
  issuer: z.string().min(1).max(500).meta({ description: 'The provider’s address, as its discovery document has it' }),
  clientId: z.string().min(1).max(300),
  emailDomains: z
    .array(z.string().min(1).max(253))
    .max(50)
    .meta({ description: 'Whose people may join by themselves: `example.org`' }),
  joinRole: z
    .enum(JOIN_ROLES)
    .nullable()
    .meta({ description: 'What people of these domains become who sign in for the first time; null: nobody joins so' }),
  enforced: z.boolean().meta({ description: 'Members sign in through the provider only' }),
  emergencyMemberId: Id.nullable().meta({
    description: 'The one administrator whose password still opens when it is enforced, for when the provider fails',
  }),
};

export const SingleSignOn = z.object({
  ...settings,
  hasSecret: z.boolean(),
  signsOut: z.boolean().meta({ description: 'Signing out here signs out at the provider as well' }),
  updatedAt: Instant,
});
export type SingleSignOn = z.infer<typeof SingleSignOn>;

const Answer = z.object({
  settings: SingleSignOn.nullable(),
  redirectUri: z.string().meta({ description: 'To be registered at the provider, for signing in and for signing out' }),
  signInUrl: z.string().meta({ description: 'Opens the sign-in with this organisation’s provider' }),
});

/** An organisation’s OpenID Connect provider. Members alone; keys have no password to be asked for again. */
export const singleSignOnEndpoints = {
  get: defineEndpoint({
    id: 'singleSignOn.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/single-sign-on',
    summary: 'The provider that members may sign in through',
    access: { permission: 'members:write' },
    answer: Answer,
  }),
  save: defineEndpoint({
    id: 'singleSignOn.save',
    conditional: true,
    door: 'public',
    method: 'PUT',
    path: '/single-sign-on',
    summary: 'Set the provider, after its discovery document was read',
    description:
      'Whoever sets it decides who signs in, so it takes every permission of an administrator and the password again. When it is enforced, browsers that signed in another way are signed out.',
    access: { permission: 'members:write' },
    body: z.object({
      ...settings,
      clientSecret: z.string().min(1).max(500).nullable().optional().meta({
        description: 'Kept sealed and never answered; absent = as it was, null = none (a public client)',
      }),
      password: Password.optional(),
    }),
    answer: Answer,
  }),
  remove: defineEndpoint({
    id: 'singleSignOn.remove',
    conditional: true,
    door: 'public',
    method: 'POST',
    path: '/single-sign-on/remove',
    summary: 'Sign in through no provider any more; members’ links to it are kept',
    access: { permission: 'members:write' },
    body: z.object({ password: Password.optional() }),
  }),
};
