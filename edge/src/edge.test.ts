import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatusDocument } from '@roundsman/api-contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningEdge, readConfig, signOperatorToken, startEdge } from './index.ts';
import { type StandInPlatform, startStandInPlatform } from './testing/index.ts';
import { configOf, newFolder, outage, tokenOf } from './testing/test-edge.ts';

/** An incident, a maintenance, or a problem: the tests look at what they expect. */
interface WrittenBody {
  id: string;
  state: string;
  code: string;
  detail: string;
  fields: { field: string }[];
}

describe('a running edge program', () => {
  const folder = newFolder(afterAll);
  let platform: StandInPlatform;
  let edge: RunningEdge;
  beforeAll(async () => {
    platform = await startStandInPlatform();
    // Seldom looks: on a busy machine some are late, and what they find is not what is asked here.
    const settings = { PLATFORM_URL: platform.url.href, SAMPLE: '1', PROBE_INTERVAL_SECONDS: '30' };
    edge = await startEdge(readConfig(configOf(folder, settings)));
    await vi.waitUntil(async () => (await read()).overall.state === 'operational', { timeout: 200_000, interval: 100 });
  }, 240_000);
  afterAll(async () => {
    await edge.stop();
    await platform.close();
  });
  afterEach(async () => {
    for (const { id } of (await read()).openIncidents)
      await write(`/edge-api/incidents/${id}/resolve`, { message: 'Over.' });
  });

  const write = async (path: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') => {
    const answer = await fetch(`${edge.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${tokenOf(folder)}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      body: (await answer.json()) as WrittenBody,
    };
  };
  const read = async (): Promise<StatusDocument> => {
    const answer = await fetch(`${edge.url}/status.json`);
    return StatusDocument.parse(await answer.json());
  };
  const stateOf = (document: StatusDocument, id: string) =>
    document.groups.flatMap((group) => group.components).find((component) => component.id === id)?.state;

  it('says what it sees of every component, as a document the page can rely on', async () => {
    const document = await read();
    expect(document.overall.sentence).toBe('Everything works');
    expect(document.groups.map((group) => group.name)).toEqual(['Web applications', 'APIs', 'Services', 'Edges']);
    for (const component of document.groups.flatMap((group) => group.components)) {
      expect(component.days).toHaveLength(90);
      expect(component.days.slice(0, -1).every((day) => day === null)).toBe(true);
    }
  });

  it('never serves half a document while it is replaced, and an unchanged one by its tag alone', async () => {
    const reading = async () => {
      for (let times = 0; times < 40; times++) await read();
    };
    const writing = async () => {
      const { body } = await write('/edge-api/incidents', outage);
      for (let times = 0; times < 20; times++) {
        await write(`/edge-api/incidents/${body.id}/updates`, { message: 'More words. '.repeat(1 + (times % 7) * 20) });
      }
    };
    await Promise.all([reading(), reading(), writing()]);
    const feed = await fetch(`${edge.url}/feed.atom`);
    const again = await fetch(`${edge.url}/feed.atom`, {
      headers: { 'if-none-match': feed.headers.get('etag') ?? '' },
    });
    expect([feed.status, again.status]).toEqual([200, 304]);
    expect(feed.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
  });

  it('shows the example of September 13 with its times, and counts it in nothing', async () => {
    const { history, openIncidents } = await read();
    expect(openIncidents).toEqual([]);
    const [example] = history.filter((incident) => incident.example);
    expect(example).toMatchObject({ startedAt: '2023-09-13T11:20:00.000Z' });
    expect(example?.updates.map((update) => update.at.slice(11, 16))).toEqual([
      '19:00',
      '17:28',
      '14:59',
      '13:00',
      '11:20',
    ]);
    const feed = await (await fetch(`${edge.url}/feed.atom`)).text();
    expect(feed).not.toContain('2023-09-13');
  });

  it('takes an incident from words to the public, through its states, to the words afterwards', async () => {
    const created = await write('/edge-api/incidents', outage);
    expect(created.status).toBe(201);
    const { id } = created.body;
    const during = await read();
    expect(during.overall.state).toBe('degraded');
    expect(stateOf(during, 'outbound-email')).toBe('degraded');
    const answer = await fetch(`${edge.url}/api/v2/summary.json`);
    const summary = (await answer.json()) as { incidents: unknown[]; status: { indicator: string } };
    expect(summary.incidents[0]).toMatchObject({ id, status: 'investigating', impact: 'minor' });
    expect(summary.status.indicator).toBe('minor');

    const identified = { state: 'identified', message: 'A provider is slow.', nextUpdateAt: '2099-01-01T00:00:00Z' };
    expect((await write(`/edge-api/incidents/${id}/updates`, identified)).body).toMatchObject({
      state: 'identified',
      nextUpdateAt: '2099-01-01T00:00:00.000Z',
    });
    const early = await write(`/edge-api/incidents/${id}/post-mortem`, { text: 'Why' }, {}, 'PUT');
    expect(early).toMatchObject({
      status: 409,
      type: expect.stringContaining('application/problem+json'),
      body: { code: 'wrong_state' },
    });
    const resolved = await write(`/edge-api/incidents/${id}/resolve`, { message: 'It is over.' });
    expect(resolved.body).toMatchObject({ state: 'resolved', nextUpdateAt: null, affected: outage.affected });
    expect(stateOf(await read(), 'outbound-email')).toBe('operational');
    const again = await write(`/edge-api/incidents/${id}/resolve`, { message: 'It is over.' });
    expect(again).toMatchObject({ status: 409, body: { code: 'already_resolved' } });
    expect((await write(`/edge-api/incidents/${id}/post-mortem`, { text: 'A provider.' }, {}, 'PUT')).status).toBe(200);

    const reopened = await write(`/edge-api/incidents/${id}/updates`, {
      state: 'investigating',
      message: 'Again',
      affected: outage.affected,
    });
    expect(reopened.body).toMatchObject({ state: 'investigating', resolvedAt: null });
    await write(`/edge-api/incidents/${id}/resolve`, { message: 'Over for good.' });
    const feed = await (await fetch(`${edge.url}/feed.atom`)).text();
    expect(feed.split('<entry>').filter((entry) => entry.includes(id))).toHaveLength(5);
  });

  it('refuses what the state table refuses, with the reason', async () => {
    const { body } = await write('/edge-api/incidents', outage);
    await write(`/edge-api/incidents/${body.id}/resolve`, { message: 'Over.' });
    const refused = await write(`/edge-api/incidents/${body.id}/updates`, {
      state: 'monitoring',
      message: 'x',
      affected: outage.affected,
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(refused.body.detail).toMatch(/resolved cannot be monitored/);
  });

  it('answers the same key with the same answer, and refuses it for another request', async () => {
    const key = { 'idempotency-key': 'a-key-of-this-test' };
    const [first, second] = await Promise.all([
      write('/edge-api/incidents', outage, key),
      write('/edge-api/incidents', outage, key),
    ]);
    expect(second).toEqual(first);
    expect((await read()).openIncidents).toHaveLength(1);
    const other = await write('/edge-api/incidents', { ...outage, title: 'Another' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    await write(`/edge-api/incidents/${first.body.id}/resolve`, { message: 'Over.' });
  });

  it('names every field that is not right, and writes nothing of such a request', async () => {
    const before = await read();
    const wrong = await write('/edge-api/incidents', {
      title: '',
      message: 'x',
      affected: [{ componentId: 'the-moon', impact: 'sad' }],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.fields.map((one) => one.field)).toEqual(['title', 'affected.0.impact']);
    const unknown = await write('/edge-api/incidents', {
      ...outage,
      affected: [{ componentId: 'the-moon', impact: 'degraded' }],
    });
    expect(unknown.body).toMatchObject({ code: 'invalid_components', fields: [{ code: 'unknown_component' }] });
    const future = await write('/edge-api/incidents', { ...outage, startedAt: '2099-01-01T00:00:00Z' });
    expect(future.body.code).toBe('in_the_future');
    expect((await write('/edge-api/incidents/none/resolve', { message: 'x' })).status).toBe(404);
    expect((await write('/edge-api/incidents', { ...outage, message: 'x'.repeat(70_000) })).body.code).toBe(
      'body_too_large',
    );
    expect((await read()).openIncidents).toEqual(before.openIncidents);
  });

  it.each([
    ['no token', () => ({ authorization: '' })],
    [
      'a token signed by somebody else',
      () => ({
        authorization: `Bearer ${signOperatorToken({ operatorId: 'x', name: 'x', issuedAt: 0, expiresAt: 60 }, Buffer.alloc(32))}`,
      }),
    ],
    ['an expired token', () => ({ authorization: `Bearer ${tokenOf(folder, -120)}` })],
    ['a token that wants to live for an hour', () => ({ authorization: `Bearer ${tokenOf(folder, 3600)}` })],
    ['a changed token', () => ({ authorization: `Bearer ${tokenOf(folder).replace(/\.(.)/, '.A$1')}` })],
  ])('refuses to write with %s', async (_, headers) => {
    const refused = await write('/edge-api/incidents', outage, headers());
    expect(refused.status).toBe(401);
    expect((await read()).openIncidents).toEqual([]);
  });

  it('begins and ends a maintenance by the clock, or by hand', async () => {
    const soon = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
    const window = {
      title: 'New disks',
      message: 'SMS wait',
      componentIds: ['outbound-sms'],
      scheduledFrom: soon(700),
      scheduledUntil: soon(60_000),
    };
    const { body } = await write('/edge-api/maintenances', window);
    expect(body).toMatchObject({ state: 'scheduled' });
    await vi.waitUntil(async () => stateOf(await read(), 'outbound-sms') === 'under_maintenance', {
      timeout: 10_000,
      interval: 100,
    });
    const late = await write(`/edge-api/maintenances/${body.id}/updates`, {
      message: 'x',
      scheduledFrom: soon(90_000),
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    const done = await write(`/edge-api/maintenances/${body.id}/updates`, {
      state: 'completed',
      message: 'Done early.',
    });
    expect(done.body.state).toBe('completed');
    expect(stateOf(await read(), 'outbound-sms')).toBe('operational');
    const upside = await write('/edge-api/maintenances', {
      ...window,
      scheduledUntil: soon(-1),
      scheduledFrom: soon(1),
    });
    expect(upside.body).toMatchObject({ code: 'invalid_window', fields: [{ code: 'ends_before_it_begins' }] });
  });

  describe('on its emergency page', () => {
    const code = () => readFileSync(join(folder, 'edge/emergency-code'), 'utf8').trim();
    const form = {
      title: 'Nothing works',
      message: 'We <see> it & act.',
      'impact.public-api': 'major_outage',
      nextUpdateMinutes: '30',
    };
    const submit = (fields: Record<string, string>) =>
      fetch(`${edge.url}/emergency`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

    it('publishes with the code alone, once however often it is sent', async () => {
      const page = await (await fetch(`${edge.url}/emergency`)).text();
      const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
      for (let times = 0; times < 2; times++) {
        const sent = await submit({ ...form, key, code: code() });
        expect(sent.status).toBe(303);
      }
      const { openIncidents, overall } = await read();
      expect(openIncidents).toHaveLength(1);
      expect(overall).toEqual({ state: 'major_outage', sentence: 'Public API does not work' });
      const summary = await (await fetch(`${edge.url}/summary.html`)).text();
      expect(summary).toContain('We &#60;see&#62; it &#38; act.');
      const incidentId = openIncidents[0]?.id ?? '';
      expect((await submit({ incidentId, state: 'resolved', message: 'Over.', code: code() })).status).toBe(303);
      expect((await read()).openIncidents).toEqual([]);
    });

    it('keeps what was typed when it refuses, and stops guessing', async () => {
      const refused = await submit({ ...form, code: 'WRONG-CODE' });
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('We &#60;see&#62; it &#38; act.');
      const empty = await submit({ title: 'No component', message: 'x', code: code() });
      expect(empty.status).toBe(422);
      expect(await empty.text()).toContain('What is affected');
      const guesses = await Promise.all(Array.from({ length: 12 }, () => submit({ ...form, code: 'GUESS' })));
      expect(guesses.at(-1)?.status).toBe(429);
      expect((await submit({ ...form, code: code() })).status).toBe(429);
      expect((await read()).openIncidents).toEqual([]);
    });
  });
});
