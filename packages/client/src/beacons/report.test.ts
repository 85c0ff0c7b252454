import { expect, test } from 'vitest';
import { createClient } from '../client.ts';
import { organisationEndpoints } from '../endpoints.generated.ts';
import { fakeNetwork, seeded } from '../testing/fake-network.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import type { Beacon } from './report.ts';

const [first, second] = ['https://one.example', 'https://two.example'];

function open(edges: string[]) {
  const clock = virtualClock();
  const network = fakeNetwork(clock, ({ edge, path }) =>
    edge === first && !path.startsWith('/edge-api') ? { isSwallowed: true } : { body: {} },
  );
  const told: { edge: string; at: number; beacon: Beacon }[] = [];
  const listening: typeof fetch = (input, init) => {
    const url = new URL(String(input));
    if (url.pathname === '/edge-api/beacons')
      told.push({ edge: url.origin, at: clock.monotonicMilliseconds(), beacon: JSON.parse(String(init?.body)) });
    return network.fetch(input, init);
  };
  const client = createClient({ edges, clock, random: seeded(3), fetch: listening, reports: true });
  const read = async () => {
    void client.call(organisationEndpoints.get).catch(() => {});
    await clock.pass(1_000);
  };
  return { clock, told, read };
}

test('that an edge was beaten is told at once, over the edge that beat it', async () => {
  const { told, read } = open([first, second]);
  await read();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ edge: second, at: 455 });
  const [ill, well] = told[0]!.beacon.edges.toSorted((a, b) => a.edge.localeCompare(b.edge));
  expect(ill).toMatchObject({ edge: first, beaten: 1, answered: 0 });
  expect(well).toMatchObject({ edge: second, beaten: 0, answered: 1 });
});

test('how the siblings do is told as well while an edge is in trouble, and no longer', async () => {
  const { told, read } = open([first, second]);
  for (let call = 0; call < 25; call++) await read();
  expect(told.map(({ at }) => at)).toEqual([455, 3_005, 5_005, 7_005, 9_005]);
  expect(told[1]!.beacon.edges).toEqual([expect.objectContaining({ edge: second, answered: 2 })]);
});

test('that all is well is told every half minute, and then says how many', async () => {
  const { clock, told, read } = open([second, first]);
  for (let call = 0; call < 20; call++) await read();
  await clock.pass(15_000);
  expect(told.map(({ at }) => at)).toEqual([30_005]);
  expect(told[0]!.beacon.edges).toEqual([expect.objectContaining({ edge: second, answered: 20, beaten: 0 })]);
});

test('a client with one edge has nothing to compare and tells nothing', async () => {
  const { clock, told, read } = open([second]);
  for (let call = 0; call < 5; call++) await read();
  await clock.pass(60_000);
  expect(told).toEqual([]);
});
