import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClientOptions, createClient } from '../client.ts';
import { jobEndpoints, organisationEndpoints } from '../endpoints.generated.ts';
import { RefusedError, UnreachableError } from '../errors.ts';
import { fakeNetwork, type Passed, seeded, type Treatment } from '../testing/fake-network.ts';
import { virtualClock } from '../testing/virtual-clock.ts';

const [first, second, third] = ['https://one.example', 'https://two.example', 'https://three.example'] as const;

function open(treat: (passed: Passed) => Treatment, more: Partial<ClientOptions> = {}) {
  const clock = virtualClock();
  const network = fakeNetwork(clock, treat);
  const options = { edges: [first, second, third], clock, random: seeded(7), fetch: network.fetch, ...more };
  return { clock, network, client: createClient(options) };
}
const read = (client: ReturnType<typeof createClient>) => client.call(organisationEndpoints.get);
const write = (client: ReturnType<typeof createClient>) => client.call(jobEndpoints.release, { body: { ids: [] } });
const settled = async <T>(promise: Promise<T>, clock: ReturnType<typeof virtualClock>, milliseconds = 20_000) => {
  const seen: { at?: number; answer?: T; error?: unknown } = {};
  promise.then(
    (answer) => Object.assign(seen, { at: clock.monotonicMilliseconds(), answer }),
    (error: unknown) => Object.assign(seen, { at: clock.monotonicMilliseconds(), error }),
  );
  await clock.pass(milliseconds);
  return seen;
};

test('a silent edge is joined by a sibling after 150 ms, and the sibling’s answer is the call’s', async () => {
  const { clock, network, client } = open(({ edge }) =>
    edge === first ? { isSwallowed: true } : { body: { ok: edge } },
  );
  const seen = await settled(read(client), clock);
  expect(seen).toMatchObject({ at: 155, answer: { ok: second } });
  expect(network.sent.map(({ edge, at }) => [edge, at])).toEqual([
    [first, 0],
    [second, 150],
  ]);
});

test('once beaten, an edge is not asked first again, so only one request pays for it', async () => {
  const { clock, network, client } = open(({ edge }) => (edge === first ? { isSwallowed: true } : {}));
  for (let call = 0; call < 20; call++) await settled(read(client), clock, 500);
  expect(network.sent.filter(({ edge }) => edge === first)).toHaveLength(1);
});

test('a write is hedged with its own key, so that whichever edge carries it, it happens once', async () => {
  const { clock, network, client } = open(({ edge }) => (edge === first ? { isAnswerLost: true } : {}));
  await settled(write(client), clock);
  expect(network.arrived).toHaveLength(2);
  expect(new Set(network.arrived.map(({ key }) => key)).size).toBe(1);
  expect(network.arrived[0]!.key).toMatch(/^[0-9a-f-]{36}$/);
});

test('still_running of the hedge never beats the try that is running', async () => {
  const problem = { type: 'x', title: 'x', status: 409, code: 'still_running' };
  const { clock, client } = open(({ edge }) =>
    edge === first ? { milliseconds: 1_000, body: { results: ['done'] } } : { status: 409, body: problem },
  );
  expect(await settled(write(client), clock)).toMatchObject({ at: 1_000, answer: { results: ['done'] } });
});

test('a refusal by the platform is final whichever edge brings it', async () => {
  const problem = { type: 'x', title: 'No', status: 422, code: 'invalid_body' };
  const { clock, network, client } = open(({ edge }) =>
    edge === first ? { isSwallowed: true } : { status: 422, body: problem },
  );
  const seen = await settled(write(client), clock);
  expect(seen.error).toBeInstanceOf(RefusedError);
  expect(network.sent).toHaveLength(2);
});

test('what is over after a 503 is waited for as long as Retry-After asks', async () => {
  const problem = { type: 'x', title: 'x', status: 503, code: 'restarting' };
  let count = 0;
  const { clock, network, client } = open(
    () => (++count === 1 ? { status: 503, body: problem, headers: { 'Retry-After': '2' } } : {}),
    { edges: [first] },
  );
  await settled(read(client), clock);
  const [, again] = network.sent.map(({ at }) => at);
  // Not all at the same moment: up to a quarter later.
  expect(again).toBeGreaterThanOrEqual(2_005);
  expect(again).toBeLessThanOrEqual(2_505);
});

test('an outage of what the platform needs is waited out by every call, with one asking again at a time and a wave that grows afterwards', async () => {
  const problem = { type: 'x', title: 'x', status: 503, code: 'database_unavailable' };
  const backAt = 9_000;
  const { clock, network, client } = open(
    ({ at }) => (at < backAt ? { status: 503, body: problem, headers: { 'Retry-After': '1' } } : {}),
    { edges: [first] },
  );
  const answered: number[] = [];
  for (let call = 0; call < 40; call++) void read(client).then(() => answered.push(clock.monotonicMilliseconds()));
  await clock.pass(15_000);
  expect(answered).toHaveLength(40);
  expect(Math.max(...answered)).toBeLessThan(backAt + 2_600);
  const during = network.sent.filter(({ at }) => at < backAt).length;
  expect(during).toBeLessThanOrEqual(40 + 9);
  const times = network.sent.filter(({ at }) => at >= backAt).map(({ at }) => at);
  expect(times).toHaveLength(40);
  // Never more at once than twice what was just answered.
  expect(times.filter((at) => at === times[0]).length).toBe(1);
});

test('a slow platform is not taken for a slow edge, and soon not hedged at all', async () => {
  const { clock, network, client } = open(() => ({ milliseconds: 900 }));
  for (let call = 0; call < 30; call++) await settled(read(client), clock, 2_000);
  expect(network.sent.filter(({ edge, at }) => edge === first && at % 2_000 === 0)).toHaveLength(30);
  // The first few calls learn that this endpoint is slow by itself; one or two more learn it when the budget has a token again.
  expect(network.sent.filter(({ at }) => at >= 20_000).length).toBeLessThanOrEqual(22);
});

test('with every edge dead a call ends calmly within its budget, and says that nobody was reached', async () => {
  const { clock, network, client } = open(() => ({ isSwallowed: true }));
  const seen = await settled(read(client), clock);
  expect(seen.error).toBeInstanceOf(UnreachableError);
  expect(seen.at).toBeLessThanOrEqual(15_000);
  expect(network.sent.length).toBeLessThanOrEqual(6);
});

test('a large upload is not sent twice only because its answer is slow', async () => {
  const { clock, network, client } = open(({ edge }) => (edge === first ? { milliseconds: 3_000 } : {}));
  const ids = Array.from({ length: 2_000 }, () => '018f0000-0000-7000-8000-000000000000');
  const seen = await settled(client.call(jobEndpoints.release, { body: { ids } }), clock);
  expect(seen.at).toBe(3_000);
  expect(network.sent).toHaveLength(1);
});

test('an edge set aside gets at most one read in a hundred, and comes back after three good ones and half a minute', async () => {
  let isGray = true;
  const { clock, network, client } = open(({ edge }) => (edge === first && isGray ? { isSwallowed: true } : {}));
  const ask = async (times: number) => {
    for (let call = 0; call < times; call++) await settled(read(client), clock, 100);
  };
  await settled(read(client), clock, 500);
  await clock.pass(60_000);
  await settled(read(client), clock, 500);
  await clock.pass(1_000);
  const before = network.sent.length;
  // A second defeat soon after the first settles it; from here on only canaries go there.
  await ask(500);
  const toFirst = network.sent.slice(before).filter(({ edge }) => edge === first).length;
  expect(toFirst).toBeLessThanOrEqual(6);
  isGray = false;
  await ask(500);
  await clock.pass(31_000);
  await ask(120);
  expect(network.sent.slice(-20).every(({ edge }) => edge === first)).toBe(true);
});

test('a request whose hedges were used up on a slow day is not left alone with a dead edge', async () => {
  let isDead = false;
  const { clock, client } = open(({ edge }) => {
    if (!isDead) return { milliseconds: 3_000 };
    return edge === first ? { isSwallowed: true } : { milliseconds: 20 };
  });
  for (let call = 0; call < 12; call++) void read(client);
  await clock.pass(8_000);
  isDead = true;
  let answered = 0;
  for (let call = 0; call < 6; call++) void read(client).then(() => answered++);
  await clock.pass(9_000);
  expect(answered).toBe(6);
});

test('with nothing in the bucket a silent edge is asked nothing new after a second, and nobody fails for it', async () => {
  let isDead = false;
  // A day on which every request is joined by another one until nothing is left for that.
  const { clock, network, client } = open(({ edge }) => {
    if (!isDead) return { milliseconds: 3_000 };
    return edge === first ? { isSwallowed: true } : { milliseconds: 20 };
  });
  for (let call = 0; call < 30; call++) void read(client);
  await clock.pass(8_000);
  isDead = true;
  const before = network.sent.length;
  const diedAt = clock.monotonicMilliseconds();
  const waits: Promise<number>[] = [];
  for (let call = 0; call < 24; call++) {
    const askedAt = clock.monotonicMilliseconds();
    waits.push(read(client).then(() => clock.monotonicMilliseconds() - askedAt));
    await clock.pass(250);
  }
  const toFirst = network.sent.slice(before).filter(({ edge }) => edge === first);
  // Those of the first second, and none of the five after it.
  expect(toFirst.every(({ at }) => at - diedAt <= 1_000)).toBe(true);
  await clock.pass(15_000);
  expect(Math.max(...(await Promise.all(waits)))).toBeLessThanOrEqual(4_100);
});

test('a platform that is slow over every edge, and a question that takes long by itself, move nobody for good', async () => {
  let milliseconds = 2_500;
  const { clock, network, client } = open(() => ({ milliseconds }));
  for (let call = 0; call < 6; call++) {
    void read(client);
    await clock.pass(700);
  }
  await clock.pass(10_000);
  milliseconds = 20;
  for (let call = 0; call < 5; call++) await settled(read(client), clock, 500);
  expect(network.sent.slice(-5).map(({ edge }) => edge)).toEqual(Array(5).fill(first));
});

test('an edge that refuses connections after a slow day costs nobody a wait, and is left', async () => {
  let isDead = false;
  const { clock, network, client } = open(({ edge }) => {
    if (!isDead) return { milliseconds: 900 };
    return edge === first ? { isRefused: true } : { milliseconds: 20 };
  });
  for (let call = 0; call < 12; call++) void read(client);
  await clock.pass(3_000);
  isDead = true;
  const before = network.sent.length;
  for (let call = 0; call < 10; call++) {
    const seen = await settled<unknown>(read(client), clock, 100);
    expect(seen.error).toBeUndefined();
    expect(seen.at).toBeDefined();
  }
  expect(network.sent.slice(before).filter(({ edge }) => edge === first).length).toBeLessThanOrEqual(3);
});

test('what an edge still owes when it is left is asked of a sibling at once', async () => {
  const { clock, network, client } = open(({ edge, path }) =>
    edge === first ? { isSwallowed: true } : { milliseconds: path.includes('jobs') ? 20 : 400 },
  );
  const large = { ids: Array.from({ length: 2_000 }, () => '018f0000-0000-7000-8000-000000000000') };
  // Too large to be hedged: without the verdict of the others it would wait for its time-out.
  const upload = settled(client.call(jobEndpoints.release, { body: large }), clock, 0);
  for (let call = 0; call < 3; call++) void read(client);
  const seen = await upload;
  await clock.pass(2_000);
  expect(network.sent.filter(({ method }) => method === 'POST').map(({ edge }) => edge)).toEqual([first, second]);
  expect(seen.at).toBeLessThan(1_000);
});

test('a slow minute leaves enough in the bucket for an edge that falls ill after it', async () => {
  for (let seed = 1; seed <= 24; seed++) {
    const random = seeded(seed);
    const dies = 60_000;
    const { clock, client } = open(
      ({ edge, at }) => {
        if (edge === first && at >= dies) return { isAnswerLost: true };
        return { milliseconds: at < dies && random() < 0.1 ? 160 + random() * 150 : 10 };
      },
      { random },
    );
    const waits: Promise<number>[] = [];
    while (clock.monotonicMilliseconds() < dies + 10_000) {
      const askedAt = clock.monotonicMilliseconds();
      waits.push(read(client).then(() => clock.monotonicMilliseconds() - askedAt));
      await clock.pass(-Math.log(1 - random()) * 600);
    }
    await clock.pass(20_000);
    expect(Math.max(...(await Promise.all(waits))), `seed ${seed}`).toBeLessThan(1_000);
  }
});

test('never more extra requests than 4 %, the reserve with its credit and one a minute, whatever the edges do', async () => {
  const kinds: Treatment[] = [
    { isSwallowed: true },
    { isAnswerLost: true },
    { isRefused: true },
    { milliseconds: 900 },
    {},
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      fc.nat(),
      async (phases, seed) => {
        const clock = virtualClock();
        const random = seeded(seed);
        const edges = [first, second, third];
        const network = fakeNetwork(clock, ({ edge, at }) => {
          const phase = phases[Math.min(phases.length - 1, Math.floor(at / 3_000))]!;
          const worst = kinds[phase[edges.indexOf(edge as typeof first)]!]!;
          return random() < 0.5 ? worst : {};
        });
        const client = createClient({ edges, clock, random, fetch: network.fetch });
        const calls = phases.length * 10;
        let open = 0;
        for (let call = 0; call < calls; call++) {
          open++;
          void (call % 3 === 0 ? write(client) : read(client)).catch(() => {}).finally(() => open--);
          await clock.pass(300);
        }
        await clock.pass(16_000);
        expect(open).toBe(0);
        const seconds = clock.monotonicMilliseconds() / 1_000;
        expect(network.sent.length - calls).toBeLessThanOrEqual(10 + 0.04 * calls + seconds / 60);
      },
    ),
    { numRuns: 40 },
  );
});

test('as long as one edge is well and the budget lasts, no call fails and none waits longer than a second', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(2),
      fc.constantFrom<Treatment>({ isSwallowed: true }, { isAnswerLost: true }, { isRefused: true }),
      fc.nat(),
      async (well, ill, seed) => {
        const clock = virtualClock();
        const edges = [first, second, third];
        const network = fakeNetwork(clock, ({ edge }) => (edge === edges[well] ? {} : ill));
        const client = createClient({ edges, clock, random: seeded(seed), fetch: network.fetch });
        for (let call = 0; call < 8; call++) {
          const seen = await settled<unknown>(call % 2 ? write(client) : read(client), clock, 1_000);
          expect(seen.error).toBeUndefined();
          expect(seen.at).toBeDefined();
        }
      },
    ),
    { numRuns: 30 },
  );
});
