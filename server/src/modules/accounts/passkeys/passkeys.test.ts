import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../../../platform/audit/index.ts';
import { readConfig } from '../../../platform/config/index.ts';
import type { Work } from '../../../platform/index.ts';
import { openSeal } from '../../../platform/seal/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import {
  addMember,
  addPasskey,
  beginPasskey,
  listPasskeys,
  type MemberPrincipal,
  MemberSignIn,
  principalOfMember,
  relyingPartyOf,
  removePasskey,
  setPasskeyAfterPassword,
  takeSecondFactorOff,
} from '../index.ts';
import { type Deviation, SoftwareAuthenticator } from '../testing/software-authenticator.ts';

const PASSWORD = 'violet harbour seven spoons';
const ORIGIN = 'https://desk.example';
const party = { domain: 'desk.example', origins: [ORIGIN] };
const from = { userAgent: 'test', address: '192.0.2.7' };

describe('passkeys', { timeout: 60_000 }, () => {
  let test: TestDatabase;
  let signIn: MemberSignIn;
  let organisationId: string;

  beforeAll(async () => {
    test = await openTestDatabase();
    signIn = new MemberSignIn(test.database, test.clock, openSeal(randomBytes(32), 'test'), party);
    organisationId = await createTestOrganisation(test, { name: 'Northwind' });
  });
  afterAll(() => test?.close());

  const transact = <T>(run: (work: Work) => Promise<T>, inside = organisationId) =>
    test.database.transact({ organisationId: inside, actor: { kind: 'system', id: null } }, run);

  let members = 0;
  async function someone(inside = organisationId): Promise<MemberPrincipal> {
    const email = `member-${++members}@example.org`;
    const wish = { name: `Member ${members}`, email, role: 'dispatcher', password: PASSWORD } as const;
    return transact(async (work) => principalOfMember(work, await addMember(work, wish), ''), inside);
  }
  async function enrol(member: MemberPrincipal, deviation?: Deviation): Promise<SoftwareAuthenticator> {
    const key = new SoftwareAuthenticator(ORIGIN);
    const { organisationId: inside } = member;
    const asked = await transact((work) => beginPasskey(work, party, member), inside);
    const credential = key.create(asked, deviation);
    await transact((work) => addPasskey(work, party, member.id, 'Laptop', credential), inside);
    return key;
  }
  const alone = async (key: SoftwareAuthenticator, deviation?: Deviation) =>
    signIn.signInWithPasskey(key.get(await signIn.beginPasskey(from.address), deviation), from);
  const codeOf = (doing: Promise<unknown>) =>
    doing.then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );
  const trailOf = (memberId: string) =>
    test.database.read(organisationId, async ({ db }) =>
      (await db.select().from(auditEntries)).filter((row) => row.actorId === memberId).map((row) => row.code),
    );

  it('sign in alone: the passkey names its organisation and its member, and is kept with flags and counter', async () => {
    const member = await someone();
    const key = await enrol(member);
    const signedIn = await alone(key);
    expect(signedIn).toMatchObject({ member: { id: member.id, email: member.email }, organisationName: 'Northwind' });
    const [row] = await test.database.read(organisationId, (work) => listPasskeys(work, member.id));
    expect(row).toMatchObject({ counter: 1, backedUp: true, deviceKind: 'multi_device', transports: ['internal'] });
    expect(row!.lastUsedAt).not.toBeNull();
    expect(await trailOf(member.id)).toEqual([null]);
  });

  it('take each challenge once, for five minutes, from the page and for the domain it was made for', async () => {
    const member = await someone();
    const key = await enrol(member);
    const asked = await signIn.beginPasskey(from.address);
    const answer = key.get(asked);
    await signIn.signInWithPasskey(answer, from);
    expect(await codeOf(signIn.signInWithPasskey(answer, from))).toBe('challenge_over');
    const late = await signIn.beginPasskey(from.address);
    test.clock.advance(301);
    expect(await codeOf(signIn.signInWithPasskey(key.get(late), from))).toBe('challenge_over');
    expect(await codeOf(alone(key, { challenge: randomBytes(32).toString('base64url') }))).toBe('challenge_over');
    expect(await codeOf(alone(key, { origin: 'https://desk.example.evil.example' }))).toBe('passkey_refused');
    expect(await codeOf(alone(key, { verified: false }))).toBe('passkey_refused');
    const elsewhere = { ...(await signIn.beginPasskey(from.address)), rpId: 'evil.example' };
    expect(await codeOf(signIn.signInWithPasskey(key.get(elsewhere), from))).toBe('passkey_refused');
    expect(await trailOf(member.id)).toEqual([null, 'passkey_refused', 'passkey_refused', 'passkey_refused']);
  });

  it('tell a copy by its counter, and a strange signature', async () => {
    const member = await someone();
    const key = await enrol(member);
    await alone(key, { counter: 9 });
    expect(await codeOf(alone(key, { counter: 9 }))).toBe('passkey_copied');
    const forged = new SoftwareAuthenticator(ORIGIN);
    Object.assign(forged, { id: key.id, userHandle: key.userHandle });
    expect(await codeOf(alone(forged, { counter: 20 }))).toBe('passkey_refused');
    expect(await codeOf(alone(key, { counter: 10 }))).toBe('done');
    expect(await trailOf(member.id)).toEqual([null, 'passkey_copied', 'passkey_refused', null]);
  });

  it('belong to one member of one organisation, whatever handle comes with them', async () => {
    const [mine, other] = [await someone(), await someone()];
    const elsewhere = await createTestOrganisation(test, { name: 'Elsewhere' });
    const stranger = await someone(elsewhere);
    const [key, otherKey, strange] = [await enrol(mine), await enrol(other), await enrol(stranger)];
    for (const userHandle of [
      otherKey.userHandle,
      strange.userHandle,
      null,
      'eA',
      randomBytes(32).toString('base64url'),
    ])
      expect(await codeOf(alone(key, { userHandle }))).toBe('passkey_unknown');
    await transact(({ db }) => db.execute(`UPDATE members SET state = 'disabled' WHERE id = '${mine.id}'`));
    expect(await codeOf(alone(key))).toBe('passkey_unknown');
    expect((await alone(strange)).organisationName).toBe('Elsewhere');
  });

  it('are registered once each, on a challenge of the member’s own, with the holder recognised', async () => {
    const [member, other] = [await someone(), await someone()];
    expect(await codeOf(enrol(member, { verified: false }))).toBe('passkey_refused');
    expect(await codeOf(enrol(member, { origin: 'http://desk.example' }))).toBe('passkey_refused');
    const key = new SoftwareAuthenticator(ORIGIN);
    const asked = await transact((work) => beginPasskey(work, party, member));
    const add = (memberId: string) =>
      transact((work) => addPasskey(work, party, memberId, 'Laptop', key.create(asked)));
    expect(await codeOf(add(other.id))).toBe('challenge_over');
    expect(await codeOf(add(member.id))).toBe('done');
    expect(await codeOf(add(member.id))).toBe('challenge_over');
    const again = await transact((work) => beginPasskey(work, party, member));
    expect(again.excludeCredentials?.map(({ id }) => id)).toEqual([key.id]);
    const twice = transact((work) => addPasskey(work, party, member.id, 'Again', key.create(again)));
    expect(await codeOf(twice)).toBe('passkey_taken');
  });

  it('come after the password in the place of a code, and only the member’s own', async () => {
    const [member, other] = [await someone(), await someone()];
    const key = await enrol(member);
    const otherKey = await enrol(other);
    const withPassword = (more: object = {}) =>
      signIn.signIn({ email: member.email, password: PASSWORD, from, ...more });
    expect(await codeOf(withPassword())).toBe('done');
    const recoveryCodes = await transact((work) => setPasskeyAfterPassword(work, member.id, true));
    expect(recoveryCodes).toHaveLength(10);
    const ask = async () => {
      const refused = await withPassword().catch((error: unknown) => error);
      return (refused as { extra: { passkeyRequest: Parameters<SoftwareAuthenticator['get']>[0] } }).extra
        .passkeyRequest;
    };
    const asked = await ask();
    expect(asked.allowCredentials?.map(({ id }) => id)).toEqual([key.id]);
    const answer = key.get(asked);
    expect((await withPassword({ passkey: answer })).member.id).toBe(member.id);
    expect(await codeOf(withPassword({ passkey: answer }))).toBe('challenge_over');
    expect(await codeOf(withPassword({ passkey: otherKey.get(await ask()) }))).toBe('passkey_unknown');
    expect(await codeOf(withPassword({ passkey: key.get(await signIn.beginPasskey(from.address)) }))).toBe(
      'challenge_over',
    );
    // And no proof for the second step opens anything as a first.
    expect(await codeOf(signIn.signInWithPasskey(key.get(await ask()), from))).toBe('challenge_over');
    expect(await codeOf(withPassword({ code: recoveryCodes![0] }))).toBe('done');
    expect(await codeOf(withPassword({ code: recoveryCodes![0] }))).toBe('wrong_code');
    const [kept] = await test.database.read(organisationId, (work) => listPasskeys(work, member.id));
    expect(await codeOf(transact((work) => removePasskey(work, member.id, kept!.id)))).toBe('last_factor');
    expect(await transact((work) => setPasskeyAfterPassword(work, member.id, false))).toBeNull();
    expect(await codeOf(withPassword())).toBe('done');
    expect(await codeOf(transact((work) => removePasskey(work, member.id, kept!.id)))).toBe('done');
    expect(await codeOf(transact((work) => setPasskeyAfterPassword(work, member.id, true)))).toBe('passkey_needed');
  });

  it('go with everything else when an administrator takes a lost factor off', async () => {
    const member = await someone();
    const key = await enrol(member);
    await transact((work) => setPasskeyAfterPassword(work, member.id, true));
    await transact((work) =>
      takeSecondFactorOff(work, { ...member, permissions: new Set(member.permissions) }, member.id),
    );
    expect(await codeOf(alone(key))).toBe('passkey_unknown');
    expect((await signIn.signIn({ email: member.email, password: PASSWORD, from })).member.id).toBe(member.id);
  });

  it('are asked for at most sixty times in five minutes from one address', async () => {
    const strange = { userAgent: null, address: '198.51.100.9' };
    const asked: unknown[] = [];
    for (let round = 0; round < 14; round++)
      asked.push(...(await Promise.all(Array.from({ length: 5 }, () => codeOf(signIn.beginPasskey(strange.address))))));
    expect(asked.filter((code) => code === 'done')).toHaveLength(60);
    expect(asked.filter((code) => code === 'too_many_tries')).toHaveLength(10);
  });

  it('hold for the host of PUBLIC_URL and the edges below it, for localhost on this machine, and for no numbers', () => {
    const config = (environment: Record<string, string>) => readConfig(environment, ['public-api']);
    const at = (publicUrl: string, more: Record<string, string> = {}) =>
      relyingPartyOf(config({ PUBLIC_URL: publicUrl, ...more }), publicUrl);
    expect(at('https://desk.example')).toEqual(party);
    const edges = { PASSKEY_DOMAIN: 'example.org', EDGE_URLS: 'https://two.example.org,https://other.example' };
    const below = { domain: 'example.org', origins: ['https://one.example.org', 'https://two.example.org'] };
    expect(at('https://one.example.org', edges)).toEqual(below);
    expect(at('http://127.0.0.1:4000')).toEqual({ domain: 'localhost', origins: ['http://localhost:4000'] });
    expect(at('https://192.168.1.20:4000')).toBeNull();
    expect(() => at('https://desk.example', { PASSKEY_DOMAIN: 'elsewhere.example' })).toThrow(/PASSKEY_DOMAIN/);
  });
});
