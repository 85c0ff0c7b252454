import { verify } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { openStore, type Store } from '../store/index.ts';
import { movableClock } from '../testing/index.ts';
import { openTrafficCounts } from './evidence/count-traffic.ts';
import { openFleet } from './run-fleet.ts';
import { issueManifest, newManifestKey, publicManifestKey, readManifestKeys } from './sign-manifest.ts';

const [key] = readManifestKeys(newManifestKey());
const both = (first: 0 | 100, second: 0 | 100) => [
  { url: 'https://e1.example', weight: first },
  { url: 'https://e2.example', weight: second },
];
const at = (milliseconds: number) => new Date(Date.parse('2026-11-23T08:00:00Z') + milliseconds);

const stores: Store[] = [];
const open = () => {
  const store = openStore(':memory:');
  stores.push(store);
  return store;
};
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

test('a version is the moment of its issue, and above the last one whatever the clock says', () => {
  const store = open();
  const first = issueManifest(store, key, both(100, 100), at(0));
  expect(first.version).toBe(at(0).getTime());
  expect(issueManifest(store, key, both(100, 100), at(5_000))).toEqual(first);
  expect(issueManifest(store, key, both(0, 100), at(0)).version).toBe(first.version + 1);
  expect(issueManifest(store, key, both(100, 0), at(-60_000)).version).toBe(first.version + 2);
});

test('a program that lost its store issues what devices take for newer', () => {
  const before = open();
  let last = issueManifest(before, key, both(100, 100), at(0));
  for (let flip = 1; flip <= 20; flip++)
    last = issueManifest(before, key, both(flip % 2 ? 0 : 100, 100), at(flip * 60_000));
  expect(issueManifest(open(), key, both(100, 100), at(21 * 60_000)).version).toBeGreaterThan(last.version);
});

test('a list from when versions were counted is issued anew', () => {
  const store = open();
  const manifest = JSON.stringify({ version: 7, issuedAt: at(0).toISOString(), edges: both(100, 100) });
  store.db.prepare('INSERT INTO manifests VALUES (7, ?, ?, 0)').run(manifest, 'x');
  expect(issueManifest(store, key, both(100, 100), at(0)).version).toBe(at(0).getTime());
});

test('with another key the same list is issued anew, signed by it; both are published until the first is taken out', () => {
  const [text, next] = [newManifestKey(), newManifestKey()];
  const [signing, ...others] = readManifestKeys(`${text},${next}`);
  expect([signing, ...others].map(publicManifestKey)).toEqual(
    [text, next].map((one) => publicManifestKey(readManifestKeys(one)[0])),
  );
  const store = open();
  const first = issueManifest(store, signing, both(100, 100), at(0));
  const changed = readManifestKeys(`${next}\n${text}`)[0];
  const second = issueManifest(store, changed, both(100, 100), at(1));
  expect(second.version).toBeGreaterThan(first.version);
  const isBy = (one: typeof signing) =>
    verify(null, Buffer.from(second.manifest), one, Buffer.from(second.signature, 'base64url'));
  expect([isBy(signing), isBy(changed)]).toEqual([false, true]);
  for (const wrong of ['x', `${text},x`, '']) expect(() => readManifestKeys(wrong)).toThrow();
});

test('of two programs that wrote apart, the one that acts issues the list of both, newer than either', () => {
  const clock = movableClock('2026-11-23T08:00:00Z');
  const start = (store: Store) =>
    openFleet({
      store,
      clock,
      log: pino({ level: 'silent' }),
      edges: [1, 2, 3].map((number) => ({ name: `Edge ${number}`, url: `https://e${number}.example` })),
      manifestKey: key,
      places: 1,
      ports: [],
      traffic: openTrafficCounts(store),
      isAutomatic: true,
      falseAlarmsPerMonth: 1,
      requestsPerSecond: 20,
      onChange: () => {},
    });
  const by = { id: 'operator:1', name: 'Mia Lampert' };
  const weights = (signed: { manifest: string }) =>
    JSON.parse(signed.manifest).edges.map(({ weight }: { weight: number }) => weight);
  const [here, there] = [open(), open()];
  const [one, two] = [start(here), start(there)];
  clock.move(1_000);
  one.setByHand('edge-1', 0, by, 'practice');
  clock.move(1);
  two.setByHand('edge-2', 0, by, 'practice');
  expect([weights(one.manifest()), weights(two.manifest())]).toEqual([
    [0, 100, 100],
    [100, 0, 100],
  ]);
  // The rows of the other come over: its standing, and its list, which is the newest of all.
  const standing = there.db.prepare("SELECT * FROM edge_standings WHERE edge_id = 'edge-2'").get()!;
  here.db.prepare('INSERT INTO edge_standings VALUES (?, ?, ?, ?, ?, ?)').run(...Object.values(standing));
  for (const row of there.db.prepare('SELECT * FROM manifests').all())
    here.db.prepare('INSERT OR IGNORE INTO manifests VALUES (?, ?, ?, ?)').run(...Object.values(row));
  one.reload();
  expect(weights(one.manifest())).toEqual([100, 0, 100]);
  const newest = Math.max(one.manifest().version, two.manifest().version);
  one.tick();
  expect(weights(one.manifest())).toEqual([0, 0, 100]);
  expect(one.manifest().version).toBeGreaterThan(newest);
  const { version } = one.manifest();
  one.reload();
  one.tick();
  expect(one.manifest().version).toBe(version);
});
