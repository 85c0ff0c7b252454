import { createHash } from 'node:crypto';
import {
  ADMINISTRATIVE_PERMISSIONS,
  type AuditEntry,
  accountEndpoints,
  accountLinkEndpoints,
  allEndpoints,
  auditEndpoints,
  type Endpoint,
  memberEndpoints,
  organisationEndpoints,
  type Permission,
  sessionEndpoints,
  webhookEndpoints,
} from '@roundsman/api-contract';
import { type SmtpPeer, startSmtpPeer } from '@roundsman/message-delivery/testing';
import { simpleParser } from 'mailparser';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addMember, createOrganisation, newShortId } from '../../server/src/modules/accounts/index.ts';
import { isAdministrative } from '../../server/src/platform/audit/index.ts';
import { openTestDatabase, type TestDatabase } from '../../server/src/platform/testing/index.ts';
import { createLiveOrganisation } from '../../server/src/sample/index.ts';
import { call, type Request } from './call.ts';
import {
  askForTakenEmail,
  changeEmailByHand,
  changeEmailOfOthers,
  changeOwnEmail,
  type Office,
} from './email-change.ts';
import { type OpenDoors, openDoors } from './open-doors.ts';

const SECRET_WORDS = 'violet harbour seven spoons';
const PATIENCE = { timeout: 30_000, interval: 50 };

/** One administrator's work with people, from the first invitation on, by nothing but the doors and the mailbox. */
describe('members and their accounts', { timeout: 120_000 }, () => {
  let test: TestDatabase;
  let mailbox: SmtpPeer;
  let doors: OpenDoors;
  let admin: string;
  let owner: { email: string; password: string; organisationId: string };

  beforeAll(async () => {
    test = await openTestDatabase();
    mailbox = await startSmtpPeer();
    const environment = { SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`, PUBLIC_URL: 'https://desk.example' };
    doors = await openDoors({ target: test.target, environment });
    const { database, clock } = doors.platform;
    owner = (await createLiveOrganisation({ database, clock, name: 'Northwind', timeZone: 'Europe/Vaduz' }))!;
    admin = (await signIn(owner.email, owner.password)).token;
  }, 240_000);

  afterAll(async () => {
    await doors?.close();
    await mailbox?.stop();
    await test?.close();
  });

  const ask = async <T>(endpoint: Endpoint, request: Request = {}, bearer: string | null = admin) => {
    const { status, text, headers } = await call(doors.url, endpoint, request, bearer);
    return { status, headers, body: (text === '' ? {} : JSON.parse(text)) as T & { code?: string } };
  };
  const signIn = async (email: string, password: string, more: object = {}) =>
    (await ask<{ token: string }>(sessionEndpoints.signIn, { body: { email, password, ...more } }, null)).body;
  const invite = (body: object) =>
    ask<{ id: string; link: string | null; state: string }>(memberEndpoints.invite, { body });

  /** The newest e-mail to somebody whose words hold a link, or the first that is about `subject`. */
  async function emailTo(address: string, subject: RegExp) {
    const found = await vi.waitFor(async () => {
      for (const { recipients, raw } of mailbox.received.toReversed()) {
        const mail = recipients.includes(address) ? await simpleParser(raw) : null;
        if (mail && subject.test(mail.subject ?? '')) return mail;
      }
      throw new Error(`Nothing for ${address} about ${subject}`);
    }, PATIENCE);
    return { text: found.text ?? '', token: /#link=(\S+)/.exec(found.text ?? '')?.[1] ?? '' };
  }

  const join = async (email: string, role: string, more: object = {}) => {
    const { body } = await invite({ name: `The ${role}`, email, role, ...more });
    const { token } = await emailTo(email, /Join Northwind/);
    await ask(accountLinkEndpoints.use, { body: { token, newPassword: SECRET_WORDS } }, null);
    return { id: body.id, token: (await signIn(email, SECRET_WORDS)).token };
  };

  it('invites by e-mail; the link opens once and its secret is kept nowhere but as a hash', async () => {
    const { status, body } = await invite({
      name: 'Mia Dispatcher',
      email: 'Mia@Example.org',
      role: 'dispatcher',
      language: 'de',
    });
    expect([status, body.link, body.state]).toEqual([201, null, 'invited']);
    const { token, text } = await emailTo('mia@example.org', /Einladung zu Northwind/);
    expect(text).toContain(`https://desk.example/#link=${token}`);
    const opened = await ask(accountLinkEndpoints.open, { body: { token } }, null);
    expect(opened.body).toEqual({
      kind: 'invitation',
      name: 'Mia Dispatcher',
      email: 'mia@example.org',
      organisationName: 'Northwind',
      provider: null,
    });
    expect((await signIn('mia@example.org', SECRET_WORDS)).token).toBeUndefined();
    const use = (newPassword: string) => ask(accountLinkEndpoints.use, { body: { token, newPassword } }, null);
    expect((await use('short')).status).toBe(422);
    expect((await use('mia mia dispatcher')).body.code).toBe('password_weak');
    expect((await use('abcdefghijklmnop')).body.code).toBe('password_weak');
    expect(await everywhere(token)).toEqual([]);
    expect((await use(SECRET_WORDS)).status).toBe(204);
    expect((await use(SECRET_WORDS)).body.code).toBe('link_over');
    expect((await signIn('mia@example.org', SECRET_WORDS)).token).toMatch(/^rma_/);
    const { body: list } = await ask<{ rows: { email: string; state: string; sentLink: object }[] }>(
      memberEndpoints.list,
    );
    expect(list.rows.find(({ email }) => email === 'mia@example.org')).toMatchObject({
      state: 'active',
      sentLink: { kind: 'invitation', state: 'handed_over' },
    });
  });

  /** Tables in which a text stands anywhere, the task queue's included. */
  async function everywhere(needle: string): Promise<string[]> {
    const { rows: tables } = await doors.platform.pool.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await doors.platform.pool.query(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE $1 LIMIT 1`, [
        `%${needle}%`,
      ]);
      if (rowCount) found.push(name);
    }
    return found;
  }

  it('shows the link to the administrator of a sandbox, which writes to nobody', async () => {
    const { database, clock } = doors.platform;
    const sand = { shortId: newShortId(), name: 'Sand', kind: 'sandbox', currency: 'CHF', locale: 'en' } as const;
    const organisationId = await database.asInstallation((db) =>
      createOrganisation(db, { ...sand, timeZone: 'Europe/Vaduz' }, clock.now()),
    );
    const administrator = {
      name: 'Ada',
      email: 'ada@example.org',
      role: 'administrator',
      password: SECRET_WORDS,
    } as const;
    await database.transact({ organisationId, actor: { kind: 'system', id: null } }, (work) =>
      addMember(work, administrator),
    );
    const { token: ada } = await signIn(administrator.email, SECRET_WORDS);
    const before = mailbox.received.length;
    const body = { name: 'Noah', email: 'noah@example.org', role: 'support' };
    const invited = await ask<{ link: string }>(memberEndpoints.invite, { body }, ada);
    const token = invited.body.link.split('#link=')[1]!;
    expect((await ask(accountLinkEndpoints.open, { body: { token } }, null)).status).toBe(200);
    await changeEmailByHand(office(), ada);
    expect(mailbox.received.length).toBe(before);
  });

  const office = (): Office => ({
    ask,
    join,
    signIn,
    emailTo,
    everywhere,
    password: SECRET_WORDS,
    administrator: { token: admin, password: owner.password },
  });
  it('changes an e-mail address when its mailbox says so, and back from the old one’s', () => changeOwnEmail(office()));
  it('tells nobody whose an address is, and fills nobody’s mailbox', () => askForTakenEmail(office()));
  it('lets an administrator ask for another address', () => changeEmailOfOthers(office()));

  it('keeps an administrator, and nobody hands out more than they have', async () => {
    const { body: list } = await ask<{ rows: { id: string; role: string }[] }>(memberEndpoints.list);
    const only = list.rows.find(({ role }) => role === 'administrator')!;
    const change = (memberId: string, body: object, bearer = admin) =>
      ask(memberEndpoints.change, { params: { memberId }, body }, bearer);
    expect((await change(only.id, { active: false })).body.code).toBe('last_administrator');
    expect((await change(only.id, { role: 'analyst' })).body.code).toBe('last_administrator');
    expect((await invite({ name: 'M', email: 'm@example.org', role: 'merchant' })).body.code).toBe('merchant_needed');
    const key = await ask<{ secret: string }>(organisationEndpoints.createApiKey, {
      body: { name: 'People', scopes: ['members:write', 'organisation:read'] },
    });
    const weak = key.body.secret;
    const asKey = (body: object) => ask(memberEndpoints.invite, { body }, weak);
    expect((await asKey({ name: 'X', email: 'x@example.org', role: 'administrator' })).body.code).toBe('more_than_own');
    expect((await change(only.id, { name: 'Y' }, weak)).body.code).toBe('more_than_own');
    const linked = await ask(memberEndpoints.sendLink, { params: { memberId: only.id } }, weak);
    expect(linked.body.code).toBe('more_than_own');
  });

  it('signs somebody out everywhere the moment they are switched off', async () => {
    const { id, token } = await join('ola@example.org', 'support');
    expect((await ask(organisationEndpoints.me, {}, token)).status).toBe(200);
    await ask(memberEndpoints.change, { params: { memberId: id }, body: { active: false } });
    expect((await ask(organisationEndpoints.me, {}, token)).status).toBe(401);
    expect((await signIn('ola@example.org', SECRET_WORDS)).code).toBe('wrong_password');
  });

  it('sends a link for a new password to who forgot theirs, and says nothing to who asks for strangers', async () => {
    const { token } = await join('pia@example.org', 'analyst');
    const forgot = (email: string) => ask(accountLinkEndpoints.askForReset, { body: { email } }, null);
    expect((await forgot('nobody@example.org')).status).toBe(204);
    expect((await forgot(' PIA@example.org ')).status).toBe(204);
    const letter = await emailTo('pia@example.org', /new password/);
    const newPassword = 'quite another sentence';
    expect((await ask(accountLinkEndpoints.use, { body: { token: letter.token, newPassword } }, null)).status).toBe(
      204,
    );
    expect((await ask(organisationEndpoints.me, {}, token)).status).toBe(401);
    expect((await signIn('pia@example.org', newPassword)).token).toMatch(/^rma_/);
    await emailTo('pia@example.org', /password was changed/);
    expect(mailbox.received.filter(({ recipients }) => recipients.includes('nobody@example.org'))).toEqual([]);
  });

  it('lists my browsers and signs out the others', async () => {
    const { token } = await join('quinn@example.org', 'dispatcher');
    const other = (await signIn('quinn@example.org', SECRET_WORDS)).token;
    const third = (await signIn('quinn@example.org', SECRET_WORDS)).token;
    const list = await ask<{ rows: { id: string; current: boolean }[] }>(accountEndpoints.sessions, {}, token);
    expect(list.body.rows.filter(({ current }) => current)).toHaveLength(1);
    const mine = await ask<{ rows: { id: string; current: boolean }[] }>(accountEndpoints.sessions, {}, third);
    const sessionId = mine.body.rows.find(({ current }) => current)!.id;
    const strange = await ask(accountEndpoints.endSession, { params: { sessionId } });
    expect(strange.body.code).toBe('session_unknown');
    expect((await ask(accountEndpoints.endSession, { params: { sessionId } }, token)).status).toBe(204);
    expect((await ask(organisationEndpoints.me, {}, third)).status).toBe(401);
    const newPassword = 'one more sentence of words';
    const change = (password: string) =>
      ask(accountEndpoints.changePassword, { body: { password, newPassword } }, token);
    expect((await change('not mine')).body.code).toBe('wrong_password');
    expect((await change(SECRET_WORDS)).status).toBe(204);
    expect((await ask(organisationEndpoints.me, {}, other)).status).toBe(401);
    expect((await ask(organisationEndpoints.me, {}, token)).status).toBe(200);
  });

  it('asks for a code once the authenticator is on; each code and each recovery code counts once', async () => {
    const { id, token } = await join('rolf@example.org', 'dispatcher');
    const begin = (password: string) =>
      ask<{ secret: string; uri: string }>(accountEndpoints.beginSecondFactor, { body: { password } }, token);
    expect((await begin('not mine')).body.code).toBe('wrong_password');
    const { secret, uri } = (await begin(SECRET_WORDS)).body;
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*Northwind.*secret=/);
    expect(await everywhere(secret)).toEqual([]);
    expect((await signIn('rolf@example.org', SECRET_WORDS)).token).toMatch(/^rma_/);
    const codeAt = (timestamp: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
    const confirm = (code: string) =>
      ask<{ recoveryCodes: string[] }>(accountEndpoints.confirmSecondFactor, { body: { code } }, token);
    expect((await confirm('000000')).status).toBe(422);
    const first = codeAt(Date.now());
    const { recoveryCodes } = (await confirm(first)).body;
    expect(new Set(recoveryCodes).size).toBe(10);

    const withCode = (code: string) => signIn('rolf@example.org', SECRET_WORDS, { code });
    expect((await signIn('rolf@example.org', SECRET_WORDS)).code).toBe('code_needed');
    expect((await signIn('rolf@example.org', 'wrong', { code: first })).code).toBe('wrong_password');
    expect((await withCode(first)).code).toBe('wrong_code');
    // The next half minute is near enough for clocks that differ, and far enough not to be the first again.
    expect((await withCode(codeAt(Date.now() + 30_000))).token).toMatch(/^rma_/);
    expect((await withCode(recoveryCodes[0]!.toLowerCase().replaceAll('-', ' '))).token).toMatch(/^rma_/);
    expect((await withCode(recoveryCodes[0]!)).code).toBe('wrong_code');
    await emailTo('rolf@example.org', /asks for a second factor now/);

    expect((await ask(memberEndpoints.removeSecondFactor, { params: { memberId: id } })).status).toBe(204);
    await emailTo('rolf@example.org', /no second factor any more/);
    expect((await ask(organisationEndpoints.me, {}, token)).status).toBe(401);
    expect((await signIn('rolf@example.org', SECRET_WORDS)).token).toMatch(/^rma_/);
  });

  it('rests after eight tries, also when they come all at once', async () => {
    await join('sven@example.org', 'dispatcher');
    const tries = await Promise.all(Array.from({ length: 20 }, () => signIn('sven@example.org', 'wrong')));
    expect(tries.filter(({ code }) => code === 'wrong_password')).toHaveLength(8);
    expect(tries.filter(({ code }) => code === 'too_many_tries')).toHaveLength(12);
    const late = await ask(
      sessionEndpoints.signIn,
      { body: { email: 'sven@example.org', password: SECRET_WORDS } },
      null,
    );
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await everywhere('sven@example.org 127')).toEqual([]);
  });

  it('replaces a key’s secret while both are good, and then the old one runs out', async () => {
    const made = await ask<{ id: string; secret: string }>(organisationEndpoints.createApiKey, {
      body: { name: 'Shop', scopes: ['organisation:read'] },
    });
    const rotate = (overlapHours: number, apiKeyId: string) =>
      ask<{ id: string; secret: string; replacesId: string }>(organisationEndpoints.rotateApiKey, {
        params: { apiKeyId },
        body: { overlapHours },
      });
    const second = (await rotate(24, made.body.id)).body;
    expect(second.replacesId).toBe(made.body.id);
    expect((await ask(organisationEndpoints.me, {}, made.body.secret)).status).toBe(200);
    expect((await ask(organisationEndpoints.me, {}, second.secret)).status).toBe(200);
    const third = (await rotate(0, second.id)).body;
    expect((await ask(organisationEndpoints.me, {}, second.secret)).status).toBe(401);
    expect((await ask(organisationEndpoints.me, {}, third.secret)).status).toBe(200);
    expect((await rotate(1, second.id)).body.code).toBe('api_key_over');
  });

  it('writes down every administrative act with who, from where and what, and every sign-in that was refused', async () => {
    const { id } = await join('tove@example.org', 'analyst');
    await ask(memberEndpoints.change, { params: { memberId: id }, body: { role: 'support' } });
    await signIn('tove@example.org', 'wrong');
    const read = (query: Record<string, string>, bearer = admin) =>
      ask<{ rows: AuditEntry[]; next: string | null }>(auditEndpoints.list, { query }, bearer);
    const { body: changes } = await read({ act: 'members.change', limit: '1' });
    expect(changes.rows[0]).toMatchObject({
      actor: { kind: 'member', name: 'Administrator' },
      outcome: 'done',
      subject: { memberId: id },
      fields: ['role'],
      facts: [{ type: 'member.changed', data: { roleBefore: 'analyst', role: 'support' } }],
      address: '127.0.0.1',
    });
    const { body: own } = await read({ actorId: id });
    expect(own.rows.map(({ act, outcome, code }) => [act, outcome, code])).toEqual([
      ['session.signIn', 'refused', 'wrong_password'],
      ['session.signIn', 'done', null],
      ['accountLinks.use', 'done', null],
    ]);
    const { body: first } = await read({ limit: '2' });
    const { body: second } = await read({ limit: '2', after: first.next! });
    expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(4);
    const analyst = (await join('una@example.org', 'analyst')).token;
    expect((await read({}, analyst)).status).toBe(403);
    expect(await everywhere(SECRET_WORDS)).toEqual([]);
  });

  it('writes a line for every endpoint that an administrative permission opens', async () => {
    const administrative = allEndpoints.filter(
      ({ access, method, door }) =>
        door === 'public' &&
        method !== 'GET' &&
        typeof access === 'object' &&
        ADMINISTRATIVE_PERMISSIONS.includes(access.permission as Permission),
    );
    expect(administrative.length).toBeGreaterThan(30);
    expect(administrative.filter((endpoint) => !isAdministrative(endpoint))).toEqual([]);
    // One whose deed is in no unit of the request's: the door writes its line all the same.
    const { password } = owner;
    const newPassword = 'administrators like long words';
    await ask(accountEndpoints.changePassword, { body: { password, newPassword } });
    const { body } = await ask<{ rows: AuditEntry[] }>(auditEndpoints.list, { query: { limit: '1' } });
    expect(body.rows[0]).toMatchObject({ act: 'account.changePassword', fields: ['password', 'newPassword'] });
    expect(await everywhere(newPassword)).toEqual([]);
  });

  it('gives an API key no account', async () => {
    const key = await ask<{ secret: string }>(organisationEndpoints.createApiKey, {
      body: { name: 'Robot', scopes: ['organisation:read'] },
    });
    expect((await ask(accountEndpoints.get, {}, key.body.secret)).body.code).toBe('members_only');
  });

  it('answers a secret to who asks again with the same key, and keeps it nowhere in the clear', async () => {
    const { id, token } = await join('vera@example.org', 'dispatcher');
    const password = SECRET_WORDS;
    const administrators: readonly [Endpoint, Request, string?][] = [
      [organisationEndpoints.createApiKey, { body: { name: 'Shop', scopes: ['organisation:read'] } }],
      [webhookEndpoints.create, { body: { url: 'https://shop.example/hook', types: ['job.*'] } }],
      [accountEndpoints.beginSecondFactor, { body: { password } }, token],
      [accountEndpoints.renewRecoveryCodes, { body: { password } }, token],
    ];
    for (const [endpoint, request, bearer = admin] of administrators) {
      const keyed = { ...request, headers: { 'idempotency-key': `key of ${endpoint.id}`.replaceAll(' ', '-') } };
      const first = await ask<Record<string, unknown>>(endpoint, keyed, bearer);
      const again = await ask(endpoint, keyed, bearer);
      expect([again.headers.get('idempotency-replayed'), again.body]).toEqual(['true', first.body]);
      const { secret, recoveryCodes } = first.body as { secret?: string; recoveryCodes?: string[] };
      expect(await everywhere(secret ?? recoveryCodes![0]!), endpoint.id).toEqual([]);
    }
    const other = {
      body: { password: 'another' },
      headers: { 'idempotency-key': 'key-of-account.renewRecoveryCodes' },
    };
    expect((await ask(accountEndpoints.renewRecoveryCodes, other, token)).status).toBe(422);
    // Nor can the password be guessed at from what tells one request from another.
    const { rows } = await doors.platform.pool.query<{ hash: string }>(
      `SELECT body_hash AS hash FROM idempotency_keys WHERE principal = 'member:${id}'`,
    );
    const plain = createHash('sha256')
      .update(`POST /api/account/recovery-codes\n${JSON.stringify({ password })}`)
      .digest('hex');
    expect(rows.length).toBe(2);
    expect(rows.map(({ hash }) => hash)).not.toContain(plain);
  });

  it('met no fault of its own on the way', () => expect([...doors.faults]).toEqual([]));
});
