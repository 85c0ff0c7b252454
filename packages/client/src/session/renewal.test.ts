import { expect, test } from 'vitest';
import { createClient } from '../client.ts';
import { operatorEndpoints } from '../endpoints.generated.ts';
import { UnreachableError } from '../errors.ts';
import { fakeNetwork, seeded, type Treatment } from '../testing/fake-network.ts';
import { type VirtualClock, virtualClock } from '../testing/virtual-clock.ts';
import { deviceSession, type StoredPairing } from './device-session.ts';
import { keepToken } from './token-keeper.ts';

const MINUTE = 60_000;
const issued = (clock: VirtualClock, token: string) => ({
  token,
  expiresAt: new Date(clock.epochMilliseconds() + 10 * MINUTE).toISOString(),
});

/** A paired phone that starts: three edges, of which the first treats everything as it is told. */
function startPhone(first: Treatment) {
  const clock = virtualClock();
  let pairing: StoredPairing | null = { renewalKey: 'key0', deviceId: 'd' } as StoredPairing;
  let renewals = 0;
  const network = fakeNetwork(clock, ({ edge, path }) => {
    const body = path.endsWith('/renew')
      ? { ...issued(clock, 'token'), renewalKey: `key${++renewals}`, deviceId: 'd' }
      : { nextDeviceSeq: 1 };
    return { body, ...(edge === 'https://e1.example' && first) };
  });
  const storage = {
    load: async () => pairing,
    save: async (next: StoredPairing | null) => {
      pairing = next;
    },
  };
  const door = createClient({
    edges: [1, 2, 3].map((at) => `https://e${at}.example`),
    clock,
    random: seeded(1),
    fetch: network.fetch,
  });
  const session = deviceSession({ door, storage, clock });
  return { clock, network, session, client: door.as(session), stored: () => pairing };
}

test.each([
  ['swallows everything', { isSwallowed: true }],
  ['loses every answer', { isAnswerLost: true }],
])('a phone that starts over an edge that %s has its token and its day within half a second', async (_, first) => {
  const { clock, client, network, stored } = startPhone(first);
  let tookMs = Number.NaN;
  const day = client.call(operatorEndpoints.today).then(() => {
    tookMs = clock.monotonicMilliseconds();
  });
  await clock.pass(15_000);
  await day;
  expect(tookMs).toBeLessThanOrEqual(500);
  expect(stored()).toMatchObject({ previousRenewalKey: 'key0' });
  expect(network.sent.filter(({ path }) => path.endsWith('/renew'))).toHaveLength(2);
});

test('what the renewal learned of the edges spares the calls after it the same detour', async () => {
  const { clock, client, network } = startPhone({ isSwallowed: true });
  for (let call = 0; call < 3; call++) {
    const day = client.call(operatorEndpoints.today);
    await clock.pass(2_000);
    await day;
  }
  const days = network.sent.filter(({ path }) => path.endsWith('/today'));
  expect(days.map(({ edge }) => edge)).not.toContain('https://e1.example');
});

test('a phone that was unpaired while its token was being renewed stays unpaired', async () => {
  const { clock, session, stored } = startPhone({ milliseconds: 100 });
  const renewal = session.authorization();
  await clock.pass(50);
  await session.unpair();
  await clock.pass(15_000);
  expect(await renewal).toBeNull();
  expect(stored()).toBeNull();
});

test('a token is renewed at half of its life, and nobody waits for it', async () => {
  const clock = virtualClock();
  let renewals = 0;
  const keeper = keepToken(async () => {
    renewals++;
    await clock.sleep(1_000);
    return issued(clock, `t${renewals}`);
  }, clock);
  keeper.keep(issued(clock, 't0'));
  await clock.pass(5 * MINUTE - 1);
  expect((await keeper.fresh())?.token).toBe('t0');
  expect(renewals).toBe(0);
  await clock.pass(1);
  expect((await Promise.all([keeper.fresh(), keeper.fresh()])).map((one) => one?.token)).toEqual(['t0', 't0']);
  await clock.pass(1_000);
  expect((await keeper.fresh())?.token).toBe('t1');
  expect(renewals).toBe(1);
});

test('a token whose renewal fails is used until it really ends, and the renewal is tried at most every five seconds', async () => {
  const clock = virtualClock();
  let tries = 0;
  const keeper = keepToken<ReturnType<typeof issued>>(async () => {
    tries++;
    throw new UnreachableError('network');
  }, clock);
  keeper.keep(issued(clock, 't0'));
  await clock.pass(5 * MINUTE);
  for (let second = 0; second < 299; second++) {
    expect((await keeper.fresh())?.token).toBe('t0');
    await clock.pass(1_000);
  }
  expect(tries).toBe(60);
  await clock.pass(1_000);
  await expect(keeper.fresh()).rejects.toBeInstanceOf(UnreachableError);
});

test('who signed out while a token was being renewed stays signed out', async () => {
  const clock = virtualClock();
  const keeper = keepToken(() => clock.sleep(1_000).then(() => issued(clock, 't1')), clock);
  keeper.keep(issued(clock, 't0'));
  await clock.pass(6 * MINUTE);
  await keeper.fresh();
  keeper.keep(null);
  await clock.pass(2_000);
  expect(keeper.current()).toBeNull();
});
