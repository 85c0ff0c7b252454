import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createClient } from '../client.ts';
import { organisationEndpoints } from '../endpoints.generated.ts';
import { fakeNetwork, seeded } from '../testing/fake-network.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { readManifest, type SignedManifest } from './manifest.ts';
import { spread } from './spread.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
const signed = (value: unknown): SignedManifest => {
  const manifest = JSON.stringify(value);
  return { manifest, signature: sign(null, Buffer.from(manifest), privateKey).toString('base64url') };
};
const list = (version: number, ...weights: number[]) =>
  signed({
    version,
    issuedAt: '2026-09-13T11:20:00Z',
    edges: weights.map((weight, at) => ({ url: `https://e${at + 1}.example`, weight })),
  });

test('a list is believed when one of the keys signed it, byte for byte', async () => {
  const good = list(7, 100, 0);
  expect(await readManifest(good, [key])).toMatchObject({ version: 7 });
  expect(
    await readManifest({ ...good, manifest: good.manifest.replace('"weight":0', '"weight":9') }, [key]),
  ).toBeNull();
  expect(await readManifest(good, [Buffer.alloc(32, 1).toString('base64url')])).toBeNull();
  expect(await readManifest(good, [])).toBeNull();
});

test('what is signed and yet no list of edges is not taken', async () => {
  for (const wrong of [
    {},
    { version: 1, edges: [] },
    { version: 1, edges: [{ url: 'javascript:1', weight: 1 }] },
    'text',
    null,
  ])
    expect(await readManifest(signed(wrong), [key])).toBeNull();
  for (const wrong of [null, {}, 'x', { manifest: 1 }]) expect(await readManifest(wrong, [key])).toBeNull();
});

test('each edge has clients by its weight, and a change moves only those it must', () => {
  const edges = (first: number) => [
    { url: 'https://e1.example', weight: first },
    { url: 'https://e2.example', weight: 100 },
    { url: 'https://e3.example', weight: 100 },
  ];
  const homes = (first: number) =>
    Array.from({ length: 6_000 }, (_, seed) => spread(edges(first), seed * 2_654_435)[0]!);
  const share = (all: string[]) => all.filter((edge) => edge === 'https://e1.example').length / all.length;
  expect(share(homes(100))).toBeCloseTo(1 / 3, 1);
  expect(share(homes(10))).toBeCloseTo(10 / 210, 1);
  expect(share(homes(0))).toBe(0);
  const [before, after] = [homes(100), homes(10)];
  for (const [at, home] of after.entries()) if (home !== before[at]) expect(before[at]).toBe('https://e1.example');
});

function open(kept: SignedManifest | null, published: () => SignedManifest, edges = ['https://e1.example']) {
  const clock = virtualClock();
  let saved = kept;
  const network = fakeNetwork(clock, ({ path }) =>
    path === '/edge-api/manifest'
      ? { body: published() }
      : { body: {}, headers: { 'Edges-Version': String(JSON.parse(published().manifest).version) } },
  );
  const storage = {
    load: async () => saved,
    save: async (next: SignedManifest) => {
      saved = next;
    },
  };
  const client = createClient({
    edges,
    clock,
    random: seeded(1),
    fetch: network.fetch,
    manifest: { keys: [key], storage },
  });
  const read = async () => {
    // A signature is verified on another thread, which virtual time does not wait for.
    let isOpen = true;
    const answer = client.call(organisationEndpoints.get).finally(() => {
      isOpen = false;
    });
    while (isOpen) await clock.pass(3_000);
    await answer;
    return network.sent.filter(({ path }) => path.startsWith('/api')).at(-1)!.edge;
  };
  return { read, saved: () => saved };
}

test('a device that kept the list leaves a drained edge without asking anybody', async () => {
  const { read } = open(list(3, 0, 100), () => list(3, 0, 100));
  expect(await read()).toBe('https://e2.example');
});

test('an answer that tells of a newer list brings it, and it is kept', async () => {
  const { read, saved } = open(null, () => list(4, 0, 100));
  expect(await read()).toBe('https://e1.example');
  await vi.waitFor(async () => expect(await read()).toBe('https://e2.example'), 10_000);
  expect(saved()).toEqual(list(4, 0, 100));
});

test('an older list never replaces the one in force, however well it is signed', async () => {
  let version = 9;
  const { read, saved } = open(list(9, 0, 100), () => (version === 9 ? list(9, 0, 100) : list(10 - version, 100, 0)));
  expect(await read()).toBe('https://e2.example');
  version = 2;
  expect(await read()).toBe('https://e2.example');
  expect(saved()).toEqual(list(9, 0, 100));
});

test('a list of one edge leaves the client where it is: its address may be the platform’s own', async () => {
  const { read } = open(list(3, 100), () => list(3, 100), ['https://mine.example']);
  expect(await read()).toBe('https://mine.example');
});

test('lists that nobody we know signed are asked for ever more seldom, and one that is signed is taken all the same', async () => {
  const clock = virtualClock();
  const stranger = generateKeyPairSync('ed25519').privateKey;
  let isSigned = false;
  const published = () => {
    const good = list(4, 0, 100);
    const signature = sign(null, Buffer.from(good.manifest), stranger).toString('base64url');
    return isSigned ? good : { ...good, signature };
  };
  const network = fakeNetwork(clock, ({ path }) =>
    path === '/edge-api/manifest' ? { body: published() } : { body: {}, headers: { 'Edges-Version': '4' } },
  );
  const client = createClient({
    edges: ['https://e1.example'],
    clock,
    fetch: network.fetch,
    manifest: { keys: [key] },
  });
  const read = async (times: number) => {
    for (let time = 0; time < times; time++) {
      const answer = client.call(organisationEndpoints.get);
      await clock.pass(4_000);
      await answer;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const asked = () => network.sent.filter(({ path }) => path === '/edge-api/manifest').length;
  await read(30);
  expect(asked()).toBeLessThan(10);
  isSigned = true;
  await read(17);
  expect(network.sent.at(-1)!.edge).toBe('https://e2.example');
});

test('with no list kept the first call waits for no key', async () => {
  const clock = virtualClock();
  const network = fakeNetwork(clock, () => ({ body: {} }));
  const manifest = {
    keys: () => new Promise<never>(() => {}),
    storage: { load: async () => null, save: async () => {} },
  };
  const client = createClient({ edges: ['https://e1.example'], clock, fetch: network.fetch, manifest });
  const answer = client.call(organisationEndpoints.get);
  await clock.pass(20);
  expect(network.sent).toHaveLength(1);
  await answer;
});
