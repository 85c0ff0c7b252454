import { expect, test } from 'vitest';
import type { Profile } from '../profiles.ts';
import type { RunResult } from '../run-profile.ts';
import { aims } from './aims.ts';

/** A run at 20 requests/s in which all went well, but for what is said. */
function run(profile: Profile, figures: object = {}): RunResult {
  const quick = { p50: 160, p95: 300, p99: 300, worst: 300, count: 4 };
  const told = { email: 1, sms: 1, webhook: 1 };
  const well = {
    ...{ detectSeconds: 4, clientMovesAwayMilliseconds: quick, allClientsAwaySeconds: 2, failedClientRequests: 0 },
    ...{ clientRequests: 10_000, extraRequestsShare: 0.02, operatorWritesLost: 0, operatorWritesDoubled: 0 },
    ...{ apiWritesLost: 0, apiWritesDoubled: 0, operatorWritesRecorded: 9, apiWrites: 9, falseEjections: 0 },
    ...{ incidentDraftedSeconds: 4, subscriberToldSeconds: told, backToNormalSeconds: 50, ways: {} },
  };
  const phases = { grayFrom: 0, grayTo: 1_000, end: 2_000 };
  return {
    profile,
    rate: 20,
    phases,
    dots: { ours: [1, 200, 0] },
    figures: { ...well, ...figures },
  } as unknown as RunResult;
}
const reached = (results: readonly RunResult[]) =>
  Object.fromEntries(aims(results).rows.map((row) => [row[0]!, row.at(-1)!]));

test('runs in which all went well reach every aim', () => {
  expect(new Set(Object.values(reached([run('A'), run('H', { detectSeconds: null })])))).toEqual(new Set(['yes']));
});

test.each([
  ['the edge is named, 20 requests/s', { detectSeconds: null }],
  ['a client moves away; all clients', { allClientsAwaySeconds: 16 }],
  ['failed requests, of each profile', { failedClientRequests: 1 }],
  ['failed requests, of each profile', { clientRequests: 9_999 }],
  ['extra requests, of each profile', { extraRequestsShare: 0.051 }],
  ['writes lost / doubled, with apps killed', { apiWritesDoubled: 1 }],
  ['false ejections, F, H and healthy phases included', { falseEjections: 1 }],
  ['incident drafted; subscribers told', { subscriberToldSeconds: { email: null, sms: 1, webhook: 1 } }],
  ['back to normal after the fault', { backToNormalSeconds: 61 }],
])('%s is missed by %j', (figure, figures) => {
  expect(reached([run('A', figures)])[figure]).toBe('no');
});

test('an aim that some profiles miss says which', () => {
  const lines = reached([run('A'), run('F', { failedClientRequests: 300, detectSeconds: null })]);
  expect(lines['failed requests, of each profile']).toBe('yes, but for F');
  expect(lines['extra requests, of each profile']).toBe('yes');
});

test('runs with all edges gray alone say nothing of what takes a well one', () => {
  expect(JSON.stringify(aims([run('F', { detectSeconds: null })]))).not.toMatch(/Infinity|NaN/);
});
