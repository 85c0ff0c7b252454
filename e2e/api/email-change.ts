import {
  type AuditEntry,
  accountEndpoints,
  accountLinkEndpoints,
  auditEndpoints,
  type Endpoint,
  memberEndpoints,
  organisationEndpoints,
} from '@roundsman/api-contract';
import { expect } from 'vitest';
import type { Request } from './call.ts';

/** What the tests of accounts have at hand: the doors, the mailbox, and people who joined. */
export interface Office {
  ask<T = object>(
    endpoint: Endpoint,
    request?: Request,
    bearer?: string | null,
  ): Promise<{ status: number; body: T & { code?: string } }>;
  join(email: string, role: string): Promise<{ id: string; token: string }>;
  signIn(email: string, password: string): Promise<{ token: string; code?: string }>;
  emailTo(address: string, subject: RegExp): Promise<{ text: string; token: string }>;
  /** Tables in which a text stands. */
  everywhere(text: string): Promise<string[]>;
  readonly password: string;
  readonly administrator: { readonly token: string; readonly password: string };
}

type Waits = { emailChange: { newEmail: string; byAdministrator: boolean } | null };

/** By the member, there and back again: the old address outlasts whatever an intruder does from the new one. */
export async function changeOwnEmail({ ask, join, signIn, emailTo, everywhere, password }: Office): Promise<void> {
  const old = 'wera@example.org';
  const { token: here } = await join(old, 'dispatcher');
  const { token: elsewhere } = await signIn(old, password);
  const wish = (newEmail: string, given = password) =>
    ask(accountEndpoints.askEmailChange, { body: { newEmail, password: given } }, here);
  const confirm = (token: string) => ask(accountLinkEndpoints.confirmEmail, { body: { token } }, null);
  const me = (bearer: string) => ask<Waits & { email: string }>(accountEndpoints.get, {}, bearer);

  expect((await wish('wera.new@example.org', 'not mine')).body.code).toBe('wrong_password');
  expect((await wish(' Wera@Example.org'.trim())).body.code).toBe('email_unchanged');
  expect((await wish('Wera.New@example.org')).status).toBe(204);
  expect((await me(here)).body).toMatchObject({
    email: old,
    emailChange: { newEmail: 'wera.new@example.org', byAdministrator: false },
  });
  const { token } = await emailTo('wera.new@example.org', /Is this your new e-mail address/);
  expect(await everywhere(token)).toEqual([]);
  const opened = await ask(accountLinkEndpoints.open, { body: { token } }, null);
  expect(opened.body).toMatchObject({ kind: 'email_confirm', email: 'wera.new@example.org', provider: null });
  const asPassword = { body: { token, newPassword: 'another four words long' } };
  expect((await ask(accountLinkEndpoints.use, asPassword, null)).body.code).toBe('link_over');
  expect((await signIn('wera.new@example.org', password)).code).toBe('wrong_password');

  const twice = await Promise.all([confirm(token), confirm(token)]);
  expect(twice.map(({ status }) => status).sort()).toEqual([204, 410]);
  expect((await me(here)).body).toMatchObject({ email: 'wera.new@example.org', emailChange: null });
  expect((await me(elsewhere)).status).toBe(401);
  expect((await signIn(old, password)).code).toBe('wrong_password');
  expect((await signIn('wera.new@example.org', password)).token).toMatch(/^rma_/);
  const notice = await emailTo(old, /Your e-mail address was changed/);
  expect(notice.text).toContain('w…@example.org');
  expect(notice.text).not.toContain('wera.new@example.org');
  // Nobody else gets it while its owner can still go back to it.
  const invitation = { body: { name: 'Another', email: old, role: 'support' } };
  expect((await ask(memberEndpoints.invite, invitation)).body.code).toBe('email_taken');

  // Whoever did that goes further.
  expect((await wish('wera.third@example.org')).status).toBe(204);
  await confirm((await emailTo('wera.third@example.org', /Is this your new/)).token);
  const later = await emailTo('wera.new@example.org', /Your e-mail address was changed/);
  expect((await wish('wera.fourth@example.org')).status).toBe(204);
  const waiting = await emailTo('wera.fourth@example.org', /Is this your new/);

  const undo = (secret: string) => ask(accountLinkEndpoints.undoEmail, { body: { token: secret } }, null);
  expect((await undo(waiting.token)).body.code).toBe('link_over');
  expect((await undo(notice.token)).body).toEqual({ passwordLinkSent: true });
  for (const link of [notice, later]) expect((await undo(link.token)).body.code).toBe('link_over');
  expect((await confirm(waiting.token)).body.code).toBe('link_over');
  expect((await me(here)).status).toBe(401);
  for (const email of [old, 'wera.new@example.org', 'wera.third@example.org'])
    expect((await signIn(email, password)).code).toBe('wrong_password');
  const reset = await emailTo(old, /new password/);
  const newPassword = 'harbour spoons seven times';
  expect((await ask(accountLinkEndpoints.use, { body: { token: reset.token, newPassword } }, null)).status).toBe(204);
  expect((await signIn(old, newPassword)).token).toMatch(/^rma_/);
}

/** Who asks for a colleague's address hears nothing of it; the colleague does. And nobody's mailbox is filled. */
export async function askForTakenEmail({ ask, join, emailTo, password }: Office): Promise<void> {
  const { token } = await join('xaver@example.org', 'analyst');
  await join('yara@example.org', 'analyst');
  const wish = (newEmail: string) => ask(accountEndpoints.askEmailChange, { body: { newEmail, password } }, token);
  const taken = await wish('yara@example.org');
  const seen = async () => (await ask<Waits>(accountEndpoints.get, {}, token)).body.emailChange;
  const shown = await seen();
  const free = await wish('xaver.new@example.org');
  expect(taken).toMatchObject({ status: free.status, body: free.body });
  expect({ ...shown, newEmail: '', askedAt: '', until: '' }).toEqual({
    ...(await seen()),
    newEmail: '',
    askedAt: '',
    until: '',
  });
  const told = await wish('yara@example.org').then(() => emailTo('yara@example.org', /wanted to use your e-mail/));
  expect([told.token, told.text.includes('yours there already')]).toEqual(['', true]);
  expect((await ask(accountEndpoints.dropEmailChange, {}, token)).status).toBe(204);
  expect((await ask(accountEndpoints.dropEmailChange, {}, token)).body.code).toBe('email_change_unknown');
  for (const number of [4, 5]) expect((await wish(`xaver.${number}@example.org`)).status).toBe(204);
  expect((await wish('xaver.6@example.org')).body.code).toBe('too_many_tries');
}

/** By an administrator: at once for who has not joined, by the member's own word for who has. */
export async function changeEmailOfOthers({ ask, join, signIn, emailTo, password, ...office }: Office): Promise<void> {
  const { administrator } = office;
  const move = (memberId: string, newEmail: string, bearer = administrator.token, given = administrator.password) =>
    ask(memberEndpoints.askEmailChange, { params: { memberId }, body: { newEmail, password: given } }, bearer);
  const body = { name: 'Zita', email: 'zita@exampel.org', role: 'support' };
  const { id: invited } = (await ask<{ id: string }>(memberEndpoints.invite, { body })).body;
  const wrong = await emailTo('zita@exampel.org', /Join Northwind/);
  expect((await move(invited, 'zita@example.org', administrator.token, 'not theirs')).body.code).toBe('wrong_password');
  expect((await move(invited, 'zita@example.org')).body).toMatchObject({ email: 'zita@example.org', state: 'invited' });
  const use = (token: string) => ask(accountLinkEndpoints.use, { body: { token, newPassword: password } }, null);
  expect((await use(wrong.token)).body.code).toBe('link_over');
  expect((await use((await emailTo('zita@example.org', /Join Northwind/)).token)).status).toBe(204);
  const { token } = await signIn('zita@example.org', password);

  const { id: other } = await join('yves@example.org', 'analyst');
  expect((await move(invited, 'yves@example.org')).body.code).toBe('email_taken');
  const key = await ask<{ secret: string }>(organisationEndpoints.createApiKey, {
    body: { name: 'People', scopes: ['members:write'] },
  });
  expect((await move(other, 'y@example.org', key.body.secret)).body.code).toBe('members_only');
  expect((await move(other, 'yves.new@example.org')).body).toMatchObject({
    email: 'yves@example.org',
    emailChange: { newEmail: 'yves.new@example.org', byAdministrator: true },
  });
  const dropped = await emailTo('yves.new@example.org', /Is this your new/);
  expect((await ask(memberEndpoints.dropEmailChange, { params: { memberId: other } })).status).toBe(204);
  const confirm = (secret: string) => ask(accountLinkEndpoints.confirmEmail, { body: { token: secret } }, null);
  expect((await confirm(dropped.token)).body.code).toBe('link_over');

  expect((await move(invited, 'zita.new@example.org')).status).toBe(200);
  expect((await confirm((await emailTo('zita.new@example.org', /Is this your new/)).token)).status).toBe(204);
  // Asked for in no browser of hers.
  expect((await ask(accountEndpoints.get, {}, token)).status).toBe(401);
  const read = (act: string) => ask<{ rows: AuditEntry[] }>(auditEndpoints.list, { query: { act, limit: '1' } });
  expect((await read('members.askEmailChange')).body.rows[0]).toMatchObject({
    subject: { memberId: invited },
    fields: ['newEmail', 'password'],
    facts: [{ type: 'member.email_change_asked' }],
  });
  expect((await read('accountLinks.confirmEmail')).body.rows[0]).toMatchObject({
    actor: { id: invited },
    facts: [{ type: 'member.email_changed' }],
    address: '127.0.0.1',
  });
}

/** Where nobody is written to: the administrator is shown the link, and members cannot do it alone. */
export async function changeEmailByHand({ ask, signIn, password }: Office, ada: string): Promise<void> {
  const wish = { body: { newEmail: 'ada.new@example.org', password } };
  expect((await ask(accountEndpoints.askEmailChange, wish, ada)).body.code).toBe('no_email_here');
  const { id: memberId } = (await ask<{ id: string }>(organisationEndpoints.me, {}, ada)).body;
  const moved = await ask<{ link: string }>(memberEndpoints.askEmailChange, { params: { memberId }, ...wish }, ada);
  const token = moved.body.link.split('#link=')[1]!;
  expect((await ask(accountLinkEndpoints.confirmEmail, { body: { token } }, null)).status).toBe(204);
  expect((await signIn('ada.new@example.org', password)).token).toMatch(/^rma_/);
}
