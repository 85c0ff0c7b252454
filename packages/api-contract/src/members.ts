import { MEMBER_ROLES, MEMBER_STATES, MESSAGE_LANGUAGES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { EmailChange, NewEmail } from './account.ts';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, page, ShortText, WholeListQuery } from './primitives.ts';

export const LETTER_STATES = ['queued', 'handed_over', 'failed', 'by_hand'] as const;

/** How the newest link to a member went out: by e-mail, or shown to whoever asked because nobody is written to. */
export const MemberLink = z.object({
  kind: z.enum(['invitation', 'password_reset']),
  state: z.enum(LETTER_STATES),
  at: Instant,
  failure: z.string().nullable().meta({ description: 'Why no provider took it, in words' }),
});

export const MemberRow = z.object({
  id: Id,
  name: ShortText,
  email: z.string(),
  role: z.enum(MEMBER_ROLES),
  state: z.enum(MEMBER_STATES),
  language: z.enum(MESSAGE_LANGUAGES).nullable(),
  merchantId: Id.nullable().meta({ description: 'Of the role merchant: whose jobs they see' }),
  branchIds: z.array(Id).meta({ description: 'They are told of these branches only; empty = of all' }),
  secondFactor: z.boolean(),
  linked: z.boolean().meta({ description: 'They have signed in through the provider' }),
  createdAt: Instant,
  lastSignedInAt: Instant.nullable(),
  emailChange: EmailChange.nullable(),
  sentLink: MemberLink.nullable().meta({ description: 'The newest link that they were sent' }),
});
export type MemberRow = z.infer<typeof MemberRow>;

const memberFields = {
  name: ShortText,
  role: z.enum(MEMBER_ROLES),
  merchantId: Id.nullable(),
  branchIds: z.array(Id).max(100),
  language: z.enum(MESSAGE_LANGUAGES).nullable(),
};
const memberId = z.object({ memberId: Id });

/** What is answered when somebody is to get a link. */
const LinkSent = z.object({
  link: z.string().nullable().meta({
    description: 'Shown this once, to be given by hand, where nobody is written to; null when it goes by e-mail',
  }),
});

export const memberEndpoints = {
  list: defineEndpoint({
    id: 'members.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/members',
    summary: 'Members with their roles and how they sign in',
    access: { permission: 'members:write' },
    query: z.object(WholeListQuery),
    answer: page(MemberRow),
  }),
  invite: defineEndpoint({
    id: 'members.invite',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/members',
    summary: 'Invite somebody by e-mail; the link is good for seven days',
    description:
      'In a sandbox, and where no e-mail provider is set up, nobody is written to and the answer carries the link instead. Nobody may invite to a role that may do more than they may themselves.',
    access: { permission: 'members:write' },
    body: z.object({ ...memberFields, email: z.email().max(320) }).partial({
      merchantId: true,
      branchIds: true,
      language: true,
    }),
    answer: MemberRow.extend(LinkSent.shape),
    status: 201,
  }),
  change: defineEndpoint({
    id: 'members.change',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/members/{memberId}',
    summary: 'Change a member’s name, role or reach, or switch them off',
    description:
      'Who is switched off is signed out everywhere at once. One administrator who can sign in always stays: 409 `last_administrator`.',
    access: { permission: 'members:write' },
    params: memberId,
    body: z.object({ ...memberFields, active: z.boolean() }).partial(),
    answer: MemberRow,
  }),
  askEmailChange: defineEndpoint({
    id: 'members.askEmailChange',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/members/{memberId}/email',
    summary: 'Another e-mail address for a member, once they confirmed it from its mailbox',
    description:
      'Whoever decides where somebody’s letters go can become them, so it takes the password again. Who was invited and has not joined gets another invitation at the new address at once. Where nobody is written to the answer carries the link.',
    access: { permission: 'members:write' },
    params: memberId,
    body: z.object({ newEmail: NewEmail, password: z.string().min(1).max(200).optional() }),
    answer: MemberRow.extend(LinkSent.shape),
  }),
  dropEmailChange: defineEndpoint({
    id: 'members.dropEmailChange',
    door: 'public',
    method: 'DELETE',
    path: '/members/{memberId}/email',
    summary: 'A member keeps their e-mail address after all',
    access: { permission: 'members:write' },
    params: memberId,
  }),
  sendLink: defineEndpoint({
    id: 'members.sendLink',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/members/{memberId}/link',
    summary: 'Send the invitation again, or to a member a link for a new password',
    access: { permission: 'members:write' },
    params: memberId,
    answer: LinkSent,
  }),
  removeSecondFactor: defineEndpoint({
    id: 'members.removeSecondFactor',
    door: 'public',
    method: 'DELETE',
    path: '/members/{memberId}/second-factor',
    summary: 'Take a lost second factor off a member, who is signed out everywhere and told',
    access: { permission: 'members:write' },
    params: memberId,
  }),
  unlink: defineEndpoint({
    id: 'members.unlink',
    door: 'public',
    method: 'DELETE',
    path: '/members/{memberId}/provider',
    summary: 'Take a member’s link to the provider off; they are signed out, and their next sign-in there links anew',
    access: { permission: 'members:write' },
    params: memberId,
  }),
};
