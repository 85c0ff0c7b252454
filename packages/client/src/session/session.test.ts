import { afterEach, expect, test, vi } from 'vitest';
import { createClient } from '../client.ts';
import { liveEndpoints, organisationEndpoints } from '../endpoints.generated.ts';
import { answerJson, answerProblem, startTestServer } from '../testing/http-server.ts';
import { deviceSession, type PairingStorage, type StoredPairing } from './device-session.ts';
import { memberSession } from './member-session.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});
function storeInMemory(): PairingStorage {
  let stored: StoredPairing | null = null;
  return {
    load: async () => stored,
    save: async (pairing) => {
      stored = pairing;
    },
  };
}
const inTenMinutes = () => new Date(Date.now() + 600_000).toISOString();

/** A platform whose tokens can be made to run out, and whose renewals are counted. */
async function startPlatform() {
  const state = { valid: 't1', renewals: 0, revoked: false };
  const server = await startTestServer((request, response) => {
    if (request.url === '/api/session' && request.method === 'POST')
      return answerJson(response, { token: state.valid, expiresAt: inTenMinutes() });
    if (request.url.endsWith('/renew')) {
      state.renewals++;
      if (state.revoked) return answerProblem(response, 401, 'renewal_refused');
      state.valid = `renewed${state.renewals}`;
      const device = { renewalKey: `key${state.renewals}`, deviceId: 'd', operator: {}, organisation: {} };
      return answerJson(response, { token: state.valid, expiresAt: inTenMinutes(), ...device });
    }
    if (request.url === '/operator-api/pair')
      return answerJson(
        response,
        { token: state.valid, expiresAt: inTenMinutes(), renewalKey: 'key0', deviceId: 'd' },
        201,
      );
    if (request.headers.authorization !== `Bearer ${state.valid}`) return answerProblem(response, 401, 'token_expired');
    answerJson(response, { name: 'Rheintal' });
  });
  cleanups.push(server.close);
  return { ...server, state };
}

test('many calls with a token that ran out renew it once and then all succeed', async () => {
  const platform = await startPlatform();
  const session = memberSession({ origin: platform.url });
  const client = createClient({ edges: [platform.url], session });
  await session.signIn('mia@example.org', 'secret');
  platform.state.valid = 'changed over there';
  const answers = await Promise.all([1, 2, 3, 4].map(() => client.call(organisationEndpoints.get)));
  expect(answers.map(({ name }) => name)).toEqual(['Rheintal', 'Rheintal', 'Rheintal', 'Rheintal']);
  expect(platform.state.renewals).toBe(1);
});

test('a session that was revoked ends: listeners hear it and calls are refused', async () => {
  const platform = await startPlatform();
  const session = memberSession({ origin: platform.url });
  const client = createClient({ edges: [platform.url], session });
  await session.signIn('mia@example.org', 'secret');
  const heard: unknown[] = [];
  session.onChange((current) => heard.push(current));
  platform.state.valid = 'x';
  platform.state.revoked = true;
  await expect(client.call(organisationEndpoints.get)).rejects.toMatchObject({ status: 401 });
  expect(heard).toEqual([null]);
});

test('a page without a session learns so from resume, without an error', async () => {
  const platform = await startPlatform();
  platform.state.revoked = true;
  expect(await memberSession({ origin: platform.url }).resume()).toBeNull();
});

test('tabs that share a cookie renew one after the other', async () => {
  let underWay = 0;
  let most = 0;
  const server = await startTestServer((_, response) => {
    most = Math.max(most, ++underWay);
    setTimeout(() => {
      underWay--;
      answerJson(response, { token: 't', expiresAt: inTenMinutes() });
    }, 30);
  });
  cleanups.push(server.close);
  const inTurn = <T>(run: () => Promise<T>) => navigator.locks.request('a browser', run) as Promise<T>;
  const tabs = [1, 2, 3].map(() => memberSession({ origin: server.url, inTurn }));
  expect((await Promise.all(tabs.map((tab) => tab.resume()))).map((one) => one?.token)).toEqual(['t', 't', 't']);
  expect(most).toBe(1);
});

test('a device keeps its renewal key at every renewal and goes on after a restart', async () => {
  const platform = await startPlatform();
  const storage = storeInMemory();
  await deviceSession({ door: createClient({ edges: [platform.url] }), storage }).pair('ABCD-1234', 'Phone');
  expect((await storage.load())!.renewalKey).toBe('key0');

  const afterRestart = deviceSession({ door: createClient({ edges: [platform.url] }), storage });
  await createClient({ edges: [platform.url], session: afterRestart }).call(organisationEndpoints.get);
  expect((await storage.load())!.renewalKey).toBe('key1');
  expect(JSON.parse(platform.received.find(({ url }) => url.endsWith('/renew'))!.body)).toEqual({ renewalKey: 'key0' });
});

test('a revoked device is told so and keeps its pairing until somebody removes it', async () => {
  const platform = await startPlatform();
  const storage = storeInMemory();
  const session = deviceSession({ door: createClient({ edges: [platform.url] }), storage });
  await session.pair('ABCD-1234', 'Phone');
  platform.state.valid = 'x';
  platform.state.revoked = true;
  let revoked = 0;
  session.onRevoked(() => revoked++);
  await expect(createClient({ edges: [platform.url], session }).call(organisationEndpoints.get)).rejects.toMatchObject({
    status: 401,
  });
  expect(revoked).toBe(1);
  expect(await storage.load()).not.toBeNull();
});

test('a live feed whose token ran out opens with a fresh one, without a word of being offline', async () => {
  const platform = await startPlatform();
  const session = memberSession({ origin: platform.url });
  const client = createClient({ edges: [platform.url], session });
  await session.signIn('mia@example.org', 'secret');
  platform.state.valid = 'x';
  const kinds: string[] = [];
  const feed = client.live(liveEndpoints.feed, { on: {}, onState: ({ kind }) => kinds.push(kind) });
  cleanups.unshift(feed.close);
  await vi.waitFor(() => expect(kinds).toContain('live'));
  expect(kinds).not.toContain('offline');
  expect(platform.state.renewals).toBe(1);
});

test('a device whose renewal was overtaken by a late copy of it comes back by the key before', async () => {
  // What the platform keeps: the newest key and the one it replaced. The copy of the first renewal arrives after its answer.
  const keys = { current: 'key0', previous: '' };
  let count = 0;
  const renew = (shown: string) => {
    if (shown !== keys.current && shown !== keys.previous) return null;
    keys.previous = shown;
    keys.current = `key${++count}`;
    return keys.current;
  };
  const server = await startTestServer((request, response) => {
    const renewalKey = renew(JSON.parse(request.body).renewalKey);
    if (!renewalKey) return answerProblem(response, 401, 'session_over');
    answerJson(response, { token: renewalKey, expiresAt: inTenMinutes(), renewalKey, deviceId: 'd' });
  });
  cleanups.push(server.close);
  const storage = storeInMemory();
  await storage.save({
    renewalKey: 'key0',
    deviceId: 'd',
    operator: { id: 'o', name: 'O' },
    organisation: {} as never,
  });
  const start = () => deviceSession({ door: createClient({ edges: [server.url] }), storage });
  const revoked = vi.fn();
  expect(await start().authorization()).toBe('Bearer key1');
  renew('key0');
  const again = start();
  again.onRevoked(revoked);
  expect(await again.authorization()).toBe('Bearer key3');
  expect(revoked).not.toHaveBeenCalled();
});
