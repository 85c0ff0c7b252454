import { randomBytes } from 'node:crypto';
import { openStrangerFetch, type StrangerFetch } from '@roundsman/message-delivery';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Work } from '../../../platform/index.ts';
import { openSeal } from '../../../platform/seal/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import {
  addMember,
  askPasswordAgain,
  changeMember,
  inviteMember,
  type MemberPrincipal,
  MemberSignIn,
  OpenIdProviders,
  openLink,
  principalOfMember,
  readLetter,
  refuseFaultyProvider,
  SignInByProvider,
  saveSingleSignOn,
  sendLinkAgain,
  signOutUrlOf,
  unlinkMember,
  useLink,
} from '../index.ts';
import { accountLetters, members as memberTable, organisations, refreshSessions } from '../schema.ts';
import { type RealProvider, signInAtProvider, startRealProvider } from '../testing/real-provider.ts';
import type { ProviderWish } from './provider-settings.ts';

const PASSWORD = 'violet harbour seven spoons';
const REDIRECT = 'http://127.0.0.1:9/';
const from = { userAgent: 'test', address: '192.0.2.7' };

describe('single sign-on against a real provider', { timeout: 60_000 }, () => {
  let test: TestDatabase;
  let provider: RealProvider;
  let signIn: MemberSignIn;
  let byProvider: SignInByProvider;
  let providers: OpenIdProviders;
  let organisationId: string;
  let organisation: string;
  let owner: MemberPrincipal;
  let spoil: ((answer: Response) => Promise<Response>) | null = null;
  const seal = openSeal(randomBytes(32), 'test');

  beforeAll(async () => {
    test = await openTestDatabase();
    provider = await startRealProvider(REDIRECT);
    const { database, clock } = test;
    signIn = new MemberSignIn(database, clock, seal, null);
    const straight = openStrangerFetch({ allowPrivate: true });
    const fetch: StrangerFetch = async (url, init) => {
      const answer = await straight(url, init);
      return spoil && url.endsWith('/token') ? spoil(answer) : answer;
    };
    providers = new OpenIdProviders(fetch, true, () => clock.now());
    byProvider = new SignInByProvider({ database, providers, seal, signIn, redirectUri: REDIRECT });
    organisationId = await createTestOrganisation(test, { name: 'Northwind' });
    organisation = organisationId.slice(-8);
    owner = await someone('owner@northwind.example', 'administrator');
    await set({});
  });
  afterAll(async () => {
    await provider?.close();
    await test?.close();
  });

  const transact = <T>(run: (work: Work) => Promise<T>) =>
    test.database.transact({ organisationId, actor: { kind: 'system', id: null } }, run);
  const someone = (email: string, role: 'administrator' | 'dispatcher' = 'dispatcher') =>
    transact(async (work) =>
      principalOfMember(work, await addMember(work, { name: email, email, role, password: PASSWORD }), ''),
    );
  const wish = (change: Partial<ProviderWish>): ProviderWish => ({
    name: 'Northwind Login',
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    emailDomains: ['northwind.example'],
    joinRole: 'support',
    enforced: false,
    emergencyMemberId: null,
    ...change,
  });
  async function set(change: Partial<ProviderWish>) {
    const wished = wish(change);
    const { endSessionUrl } = await providers.look({ ...wished, clientSecret: wished.clientSecret ?? null });
    return transact((work) => saveSingleSignOn(work, seal, owner, wished, endSessionUrl));
  }
  const knows = (login: string, email: string, emailVerified = true) =>
    provider.people.set(login, { email, emailVerified, name: `${login} by name` });
  async function walk(login: string | null, whose: { email?: string; organisation?: string } = { organisation }) {
    const { url, binding } = await byProvider.begin(whose, from.address);
    return byProvider.finish(await signInAtProvider(url, REDIRECT, login), binding, from);
  }
  const codeOf = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? error,
    );
  const withPassword = (email: string) => signIn.signIn({ email, password: PASSWORD, from });

  it('links a member once by the e-mail that the provider verified; then issuer and subject are the identity', async () => {
    const mia = await someone('mia@elsewhere.example');
    knows('mia', 'Mia@Elsewhere.example');
    const signedIn = await walk('mia', { email: ' MIA@elsewhere.example' });
    expect(signedIn).toMatchObject({
      member: { id: mia.id, role: 'dispatcher' },
      provider: { name: 'Northwind Login' },
    });
    // Another address at the provider, even a colleague's: still the same person.
    const colleague = await someone('colleague@elsewhere.example');
    knows('mia', colleague.email);
    expect((await walk('mia')).member.id).toBe(mia.id);
    // And whoever gets Mia's old address there later is not Mia.
    knows('successor', mia.email);
    expect(await codeOf(walk('successor'))).toBe('identity_taken');
    await transact((work) => unlinkMember(work, owner, mia.id));
    expect((await walk('successor')).member.id).toBe(mia.id);
  });

  it('lets nobody in by an address that is not verified, of a stranger, or of who is switched off', async () => {
    await someone('nils@elsewhere.example');
    knows('nils', 'nils@elsewhere.example', false);
    knows('stranger', 'stranger@evil.example');
    knows('lookalike', 'x@northwind.example.evil.example');
    for (const [login, code] of [
      ['nils', 'email_not_verified'],
      ['stranger', 'not_a_member'],
      ['lookalike', 'not_a_member'],
    ] as const)
      expect(await codeOf(walk(login))).toBe(code);
    const gone = await someone('gone@northwind.example');
    knows('gone', gone.email);
    await walk('gone');
    await transact((work) => changeMember(work, owner, gone.id, { active: false }));
    expect(await codeOf(walk('gone'))).toBe('member_disabled');
  });

  it('lets people of the organisation’s own domain join with the role it named, and invited ones with theirs', async () => {
    knows('new', 'new@northwind.example');
    const { member } = await walk('new');
    expect(member).toMatchObject({ name: 'new by name', email: 'new@northwind.example', role: 'support' });
    const invited = await transact((work) =>
      inviteMember(work, owner, { name: 'Pia', email: 'pia@else.example', role: 'analyst' }, true),
    );
    knows('pia', 'pia@else.example');
    expect((await walk('pia')).member).toMatchObject({ id: invited.member.row.id, role: 'analyst' });
    await set({ joinRole: null });
    knows('later', 'later@northwind.example');
    expect(await codeOf(walk('later'))).toBe('not_a_member');
    // Who has no password proves themselves by a fresh sign-in.
    const again = () => askPasswordAgain(test.database, signIn.tries, member, undefined, from.address);
    expect(await codeOf(again())).toBe('done');
    test.clock.advance(601);
    expect(await codeOf(again())).toBe('sign_in_again');
  });

  it('finishes only what this browser began, once, and within five minutes', async () => {
    knows('quinn', 'quinn@elsewhere.example');
    await someone('quinn@elsewhere.example');
    const begin = async () => {
      const { url, binding } = await byProvider.begin({ organisation }, from.address);
      return { binding, search: await signInAtProvider(url, REDIRECT, 'quinn') };
    };
    const stolen = await begin();
    expect(await codeOf(byProvider.finish(stolen.search, null, from))).toBe('challenge_over');
    expect(await codeOf(byProvider.finish(stolen.search, stolen.binding, from))).toBe('challenge_over');
    const mixed = await begin();
    expect(await codeOf(byProvider.finish(mixed.search, (await begin()).binding, from))).toBe('challenge_over');
    const own = await begin();
    expect(await codeOf(byProvider.finish(own.search, own.binding, from))).toBe('done');
    expect(await codeOf(byProvider.finish(own.search, own.binding, from))).toBe('challenge_over');
    const late = await begin();
    test.clock.advance(301);
    expect(await codeOf(byProvider.finish(late.search, late.binding, from))).toBe('challenge_over');
  });

  it('believes no token whose signature, code or secret is not right, and says what the provider says', async () => {
    spoil = async (answer) => {
      const tokens = (await answer.json()) as { id_token: string };
      const [head, body, signature = ''] = tokens.id_token.split('.');
      const other = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
      return Response.json({ ...tokens, id_token: `${head}.${body}.${other}` });
    };
    expect(await codeOf(walk('quinn'))).toBe('provider_answer_invalid');
    spoil = null;
    const { url, binding } = await byProvider.begin({ organisation }, from.address);
    const forged = new URLSearchParams(await signInAtProvider(url, REDIRECT, 'quinn'));
    forged.set('code', 'made up');
    expect(await codeOf(byProvider.finish(forged.toString(), binding, from))).toBe('provider_answer_invalid');
    expect(await codeOf(walk(null))).toBe('provider_refused');
    await set({ clientSecret: 'another secret' });
    expect(await codeOf(walk('quinn'))).toBe('provider_answer_invalid');
    const kept = await set({});
    expect(JSON.stringify(kept)).not.toContain(provider.clientSecret);
    expect(await codeOf(walk('quinn'))).toBe('done');
  });

  it('reads no provider in a private network unless that is allowed, and says when one does not answer', async () => {
    const strict = new OpenIdProviders(openStrangerFetch({ allowPrivate: false }), false, () => test.clock.now());
    const client = { issuer: provider.issuer, clientId: 'x', clientSecret: null };
    await expect(strict.look(client)).rejects.toThrow();
    await expect(strict.look({ ...client, issuer: 'https://127.0.0.1:1' })).rejects.toMatchObject({
      reason: 'unreachable',
    });
    await expect(strict.look({ ...client, issuer: 'https://localhost:1' })).rejects.toThrow(/private network/);
    const faults = (issuer: string) =>
      codeOf(Promise.resolve().then(() => refuseFaultyProvider(wish({ issuer }), false)));
    for (const issuer of ['http://login.example', 'https://10.0.0.1', 'https://user:pass@login.example', 'nonsense'])
      expect(await faults(issuer)).toBe('provider_faulty');
    expect(await faults('https://login.example')).toBe('done');
    await expect(providers.look({ ...client, issuer: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      reason: 'unreachable',
    });
    const silent: StrangerFetch = () => new Promise(() => {});
    const impatient = new OpenIdProviders(silent, true, () => test.clock.now(), 50);
    await expect(impatient.look(client)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(await codeOf(byProvider.begin({ organisation: 'nobody' }, from.address))).toBe('no_provider');
    expect(await codeOf(byProvider.begin({ email: 'nobody@northwind.example' }, from.address))).toBe('no_provider');
  });

  it('enforced: passwords open nothing, but the owner’s in an emergency; other browsers are signed out', async () => {
    const rolf = await someone('rolf@northwind.example');
    const before = await withPassword(rolf.email);
    const unfit = set({ enforced: true, emergencyMemberId: rolf.id });
    expect(await codeOf(unfit)).toBe('emergency_member_unfit');
    await set({ enforced: true, emergencyMemberId: owner.id });
    const live = await test.database.read(organisationId, ({ db }) =>
      db.select().from(refreshSessions).where(eq(refreshSessions.id, before.session.sessionId)),
    );
    expect(live[0]!.revokedAt).not.toBeNull();
    expect(await codeOf(withPassword(rolf.email))).toBe('provider_only');
    expect((await withPassword(owner.email)).member.id).toBe(owner.id);
    knows('rolf', rolf.email);
    const signedIn = await walk('rolf');
    const signOut = new URL(signOutUrlOf(signedIn.provider!, REDIRECT)!);
    expect(signOut.searchParams.get('post_logout_redirect_uri')).toBe(REDIRECT);
    expect((await fetch(signOut)).status).toBe(200);
    expect((await signIn.renew(signedIn.session.refreshToken)).provider?.name).toBe('Northwind Login');
    const other = await someone('second@northwind.example', 'administrator');
    expect(await codeOf(transact((work) => changeMember(work, other, owner.id, { active: false })))).toBe(
      'emergency_member_kept',
    );
    const { secret } = await transact((work) =>
      inviteMember(work, owner, { name: 'Una', email: 'una@northwind.example', role: 'support' }, true),
    );
    await transact(({ db }) => db.update(memberTable).set({ locale: 'de' }).where(eq(memberTable.id, rolf.id)));
    expect(await codeOf(useLink(test.database, secret!, 'another long sentence', from.address))).toBe('provider_only');
    // Neither the page behind the link nor the e-mail speaks of a password.
    expect((await openLink(test.database, secret!)).provider).toEqual({
      name: 'Northwind Login',
      organisation,
      only: true,
    });
    expect(await invitationMatter('vera@northwind.example')).toEqual(['invitation_by_provider', 'Northwind Login']);
    expect(await codeOf(transact((work) => sendLinkAgain(work, owner, rolf.id, true)))).toBe('provider_only');
    await set({});
    expect((await openLink(test.database, secret!)).provider?.only).toBe(false);
    expect(await invitationMatter('wim@northwind.example')).toEqual(['invitation', '']);
    expect(await codeOf(withPassword(rolf.email))).toBe('done');
  });

  async function invitationMatter(email: string) {
    await transact((work) => inviteMember(work, owner, { name: email, email, role: 'support' }, false));
    const letter = await transact(async (work) => {
      const [row] = await work.db
        .select({ id: accountLetters.id })
        .from(accountLetters)
        .innerJoin(memberTable, eq(memberTable.id, accountLetters.memberId))
        .where(eq(memberTable.email, email));
      return readLetter(work, row!.id);
    });
    return [letter!.matter, letter!.about];
  }

  it('leads nobody by e-mail to the provider of an organisation that is not theirs', async () => {
    const elsewhere = await createTestOrganisation(test, { name: 'Elsewhere' });
    await test.database.transact({ organisationId: elsewhere, actor: { kind: 'system', id: null } }, (work) =>
      saveSingleSignOn(work, seal, owner, wish({ name: 'Bait', emailDomains: ['northwind.example'] }), null),
    );
    const [row] = await test.database.asInstallation((db) =>
      db.select().from(organisations).where(eq(organisations.id, elsewhere)),
    );
    // Bait claims our domain, and our members are still sent to our own provider.
    const { url } = await byProvider.begin({ email: owner.email }, from.address);
    expect(new URL(url).searchParams.get('login_hint')).toBe(owner.email);
    knows('quinn', 'quinn@elsewhere.example');
    expect(await codeOf(walk('quinn', { organisation: row!.shortId }))).toBe('not_a_member');
  });
});
