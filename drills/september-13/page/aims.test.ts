import { expect, test } from 'vitest';
import type { Profile } from '../profiles.ts';
import type { RunResult } from '../run-profile.ts';
import { aims, missInWords } from './aims.ts';

const quick = { p50: 160, p95: 300, p99: 300, worst: 300, count: 4 };
const none = { p50: null, p95: null, p99: null, worst: null, count: 0 };
const apps = (tracker: object, operator: object) => {
  const well = { starts: 6, shellFailed: 0, contentFailed: 0, shellMilliseconds: { ...quick, worst: 2_000 } };
  return { customer_tracker: { ...well, ...tracker }, operator_app: { ...well, ...operator } };
};

/** A run in which all went well, but for what is said. */
function run(profile: Profile, figures: object = {}, rate = 20, slowest = 200): RunResult {
  const told = { email: 1, sms: 1, webhook: 1 };
  const ways = { ours: { gray: { count: 50 }, healthy: { count: 50 } } };
  const well = {
    ...{ detectSeconds: 4, clientMovesAwayMilliseconds: quick, allClientsAwaySeconds: 2, failedClientRequests: 0 },
    ...{ clientRequests: 10_000, extraRequestsShare: 0.02, operatorWritesLost: 0, operatorWritesDoubled: 0 },
    ...{ extraRequestsShareWhileGray: 0.02, extraRequestsShareInPeace: 0, apps: apps({}, {}) },
    ...{ apiWritesLost: 0, apiWritesDoubled: 0, operatorWritesRecorded: 9, apiWrites: 9, falseEjections: 0 },
    ...{ incidentDraftedSeconds: 4, subscriberToldSeconds: told, backToNormalSeconds: 50, ways },
  };
  const phases = { grayFrom: 0, grayTo: 1_000, end: 2_000 };
  return {
    profile,
    rate,
    phases,
    dots: { ours: [1, slowest, 0] },
    figures: { ...well, ...figures },
  } as unknown as RunResult;
}
const reachedAt = (results: readonly RunResult[], rate: number) => {
  const { table } = aims(results).find((one) => one.rate === rate)!;
  return Object.fromEntries(table.rows.map((row) => [row[0]!, row.at(-1)!]));
};
const reached = (results: readonly RunResult[]) => reachedAt(results, 20);

test('runs in which all went well reach every aim, at each rate', () => {
  const results = [20, 1].flatMap((rate) => [run('A', {}, rate), run('H', { detectSeconds: null }, rate)]);
  for (const rate of [20, 1]) expect(new Set(Object.values(reachedAt(results, rate)))).toEqual(new Set(['yes']));
  expect(aims(results).flatMap(({ misses }) => misses)).toEqual([]);
});

test('runs with the browser count for starts of its apps alone, and no other run does beside them', () => {
  const slow = { ...run('A', { detectSeconds: 60, apps: apps({}, {}) }), isForApps: true as const };
  const failing = run('A', { apps: apps({}, { shellFailed: 5 }) });
  expect(new Set(Object.values(reached([slow, failing])))).toEqual(new Set(['yes']));
  expect(reached([failing])['Operator App, opened once, starts']).toContain('1 of 6 starts');
  expect(reached([slow])['the edge is named']).toContain('60 s');
  const both = reached([slow, run('A'), run('B')]);
  expect(both['Operator App, opened once, starts']).toBe('yes; B not made yet');
  expect(both['the edge is named']).toBe('yes');
});

test.each([
  ['the edge is named', { detectSeconds: null }, 'not at all'],
  ['the edge is named', { detectSeconds: 46 }, '46 s'],
  ['a client moves away, 95 % of a run’s', { clientMovesAwayMilliseconds: { ...quick, p95: 4_715 } }, '4715 ms'],
  ['all clients are away', { allClientsAwaySeconds: 31.8 }, '31.8 s'],
  ['failed requests, of each profile', { failedClientRequests: 1 }, '1 of 10000'],
  ['extra requests, of all', { extraRequestsShare: 0.357 }, '35.7 %'],
  ['extra requests, while gray', { extraRequestsShareWhileGray: 0.051 }, '5.1 %'],
  ['extra requests, in peace', { extraRequestsShareInPeace: 0.075 }, '7.5 %'],
  ['Operator App, opened once, starts', { apps: apps({}, { shellFailed: 5 }) }, '1 of 6 starts, slowest 2.0 s'],
  [
    'Customer Tracker, opened once, starts',
    { apps: apps({ shellMilliseconds: { ...quick, worst: 5_100 } }, {}) },
    '6 of 6 starts, slowest 5.1 s',
  ],
  ['writes lost / doubled, with apps killed', { apiWritesDoubled: 1 }, '0 / 1'],
  ['false ejections, F, H and healthy phases included', { falseEjections: 1 }, '1'],
  ['incident drafted', { incidentDraftedSeconds: 31 }, '31 s'],
  ['subscribers told', { subscriberToldSeconds: { email: null, sms: 1, webhook: 1 } }, 'not at all'],
  ['back to normal after the fault', { backToNormalSeconds: 61 }, '61 s'],
])('%s is missed by %j at either rate, and the figure is said', (figure, figures, said) => {
  for (const rate of [20, 1]) {
    expect(reachedAt([run('A', figures, rate)], rate)[figure]).toBe(`no: A (${said})`);
    expect(reachedAt([run('A', figures, rate), run('C', {}, rate)], rate)[figure]).toBe(`not by A (${said})`);
  }
});

test('more is asked for where there are more requests', () => {
  expect(reached([run('A', { detectSeconds: 11 })])['the edge is named']).toBe('no: A (11 s)');
  expect(reachedAt([run('A', { detectSeconds: 11 }, 1)], 1)['the edge is named']).toBe('yes');
  const few = { clientRequests: 9_999 };
  expect(reached([run('A', few)])['failed requests, of each profile']).toBe('no: A (0 of 9999)');
  expect(reachedAt([run('A', few, 1)], 1)['failed requests, of each profile']).toBe('yes');
});

test('the slowest in a hundred while gray are held against the aim at each rate', () => {
  for (const rate of [20, 1])
    expect(reachedAt([run('A', {}, rate), run('C', {}, rate, 320)], rate)['p99 while gray']).toBe('not by C (320 ms)');
});

test('what no run could measure is neither reached nor missed', () => {
  const nobodyMet = { clientMovesAwayMilliseconds: none, allClientsAwaySeconds: null };
  const lines = reached([run('A'), run('B', nobodyMet)]);
  expect(lines['a client moves away, 95 % of a run’s']).toBe('yes; nothing to measure in B');
  expect(lines['all clients are away']).toBe('yes; nothing to measure in B');
  expect(reached([run('B', nobodyMet)])['all clients are away']).toBe('not measured');
  expect(reached([run('A', { apps: null })])['Operator App, opened once, starts']).toBe('not measured');
  const silent = { ...run('A'), dots: {} };
  expect(reached([silent])['p99 while gray']).toBe('not measured');
});

test('a run that has no figure though clients met the fault misses it', () => {
  expect(reached([run('A', { allClientsAwaySeconds: null })])['all clients are away']).toBe('no: A (not at all)');
});

test('what is missed for one reason is said together, with the reason or that it is not known', () => {
  const [held] = aims([run('A'), run('F', { failedClientRequests: 300 }, 20, 15_000), run('B', { falseEjections: 1 })]);
  expect(held!.misses.map((miss) => missInWords(miss, (text) => text))).toEqual([
    expect.stringMatching(
      /^failed requests, of each profile F 300 of 10000; p99 while gray F 15000 ms\. Every edge is ill/,
    ),
    'false ejections, F, H and healthy phases included B 1. Why was not found out yet.',
  ]);
});

test('runs with all edges gray alone say nothing of what takes a well one', () => {
  expect(JSON.stringify(aims([run('F', { detectSeconds: null })]))).not.toMatch(/Infinity|NaN/);
});
