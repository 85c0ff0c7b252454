import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MovableClock, movableClock } from '../../testing/index.ts';
import type { Sighting } from '../run-fleet.ts';
import { addReportRoutes } from './take-reports.ts';

const EDGE = 'https://edge-1.example.com';

describe('the door for reports', () => {
  let app: FastifyInstance;
  let seen: Sighting[];
  let clock: MovableClock;
  beforeEach(() => {
    seen = [];
    clock = movableClock('2026-11-23T08:00:00Z');
    app = Fastify();
    const fleet = {
      saw: (sighting: Sighting) => void seen.push(sighting),
      manifest: () => ({ version: 7, manifest: '', signature: '' }),
    };
    addReportRoutes(app, { fleet, clock, isTrusted: (address) => address === '127.0.0.1' });
  });
  afterEach(() => app.close());

  const post = (path: string, body: unknown, type = 'text/plain', from = '192.0.2.7') =>
    app.inject({
      method: 'POST',
      url: `/edge-api/${path}`,
      headers: { 'content-type': type, 'x-forwarded-for': from },
      payload: JSON.stringify(body),
    });
  const report = (type: string, more: Record<string, unknown> = {}, age = 0, url = `${EDGE}/api/jobs`) => ({
    age,
    type: 'network-error',
    url,
    user_agent: 'Mozilla/5.0',
    body: { type, phase: 'connection', sampling_fraction: 1, elapsed_time: 40, status_code: 0, ...more },
  });
  const errors = async (...reports: unknown[]) => {
    const { statusCode } = await post('network-errors', reports, 'application/reports+json');
    expect(statusCode).toBe(204);
    return seen;
  };

  it('takes what a browser says of the way to an edge, from the network it sits in', async () => {
    expect(await errors(report('tcp.timed_out'))).toEqual([
      { edgeUrl: EDGE, network: '192.0.2.0/24', witness: 'client', good: 0, bad: 1, overMs: 0, failed: 0 },
    ]);
  });

  it.each([
    'http.error',
    'abandoned',
    'dns.name_not_resolved',
    'dns.address_changed',
    'unknown',
    'tls.cert.date_invalid',
  ])('holds %s against no edge: the platform answered, a script gave up, or it was something else', async (type) => {
    expect(await errors(report(type, { phase: 'application', status_code: type === 'http.error' ? 503 : 0 }))).toEqual(
      [],
    );
  });

  it('makes one vote an edge of a hundred reports in one request', async () => {
    await errors(
      ...Array.from({ length: 60 }, () => report('tcp.reset')),
      ...Array.from({ length: 40 }, () => report('tls.failed', {}, 0, 'https://edge-2.example.com/')),
    );
    expect(seen.map(({ edgeUrl, bad }) => [edgeUrl, bad])).toEqual([
      [EDGE, 2],
      ['https://edge-2.example.com', 2],
    ]);
  });

  it('counts a report for as many requests as it was drawn from, within bounds', async () => {
    await errors(report('ok', { sampling_fraction: 0.05 }), report('ok', { sampling_fraction: 0.5 }));
    expect(seen[0]).toMatchObject({ good: 22, bad: 0 });
    await errors(...Array.from({ length: 9 }, () => report('ok', { sampling_fraction: 1e-9 })));
    expect(seen[1]!.good).toBe(200);
  });

  it('takes a slow answer for no proof, and what is long over for nothing', async () => {
    await errors(report('ok', { elapsed_time: 4_000 }), report('tcp.failed', {}, 600_000));
    expect(seen).toEqual([]);
    await errors(report('tcp.failed', {}, 30_000), report('ok', {}, 60_000));
    expect(seen).toEqual([expect.objectContaining({ bad: 0.5, good: 0.25, overMs: 60_000 })]);
  });

  it('passes over reports of other kinds in the same request', async () => {
    const other = { type: 'csp-violation', url: `${EDGE}/`, age: 3, body: { blockedURL: 'inline' } };
    expect(await errors(other, report('tcp.refused'))).toHaveLength(1);
  });

  it('merges an edge that a beacon lists more than once, however it is written', async () => {
    const one = { edge: EDGE, answered: 1, beaten: 2, failed: 0 };
    const beacon = {
      version: 1,
      client: 'c',
      milliseconds: 2_000,
      edges: Array.from({ length: 32 }, (_, at) => ({ ...one, edge: at % 2 ? EDGE : `${EDGE}/` })),
    };
    const answer = await post('beacons', beacon);
    expect([answer.statusCode, answer.headers['edges-version']]).toEqual([204, '7']);
    expect(seen).toEqual([
      {
        edgeUrl: EDGE,
        network: '192.0.2.0/24',
        witness: 'client',
        good: 32,
        bad: 2,
        overMs: 2_000,
        failed: 0,
        reported: { good: 32, bad: 64 },
      },
    ]);
  });

  it('sends a network that floods it away before it reads what it says, and no other', async () => {
    const flood = await Promise.all(Array.from({ length: 130 }, () => post('network-errors', [report('tcp.reset')])));
    expect(flood.filter(({ statusCode }) => statusCode === 204)).toHaveLength(120);
    expect(seen).toHaveLength(120);
    const refused = flood.find(({ statusCode }) => statusCode === 429)!;
    expect([refused.headers['retry-after'], refused.headers['edges-version']]).toEqual(['1', '7']);
    expect((await post('network-errors', [report('tcp.reset')], 'text/plain', '198.51.100.9')).statusCode).toBe(204);
    clock.move(1_000);
    expect((await post('network-errors', [report('tcp.reset')])).statusCode).toBe(204);
  });
});
