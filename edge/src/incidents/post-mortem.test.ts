import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/index.ts';
import { type MovableClock, movableClock } from '../testing/index.ts';
import { type IncidentDesk, openIncidentDesk } from './incident-desk.ts';
import { postMortemDraft } from './write-incident.ts';

const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

describe('a post-mortem', () => {
  let store: Store;
  let clock: MovableClock;
  let desk: IncidentDesk;
  let id: string;
  const write = (verb: Parameters<IncidentDesk['write']>[0], body: unknown, about: string | null = id) =>
    desk.write(verb, { writer: 'operator:1', idempotencyKey: null, id: about, body }).body as {
      id: string;
      postMortem: unknown;
    };

  /** An incident as the monitor, the desk and the probes leave it behind. */
  beforeEach(() => {
    store = openStore(':memory:');
    clock = movableClock('2026-11-23T08:00:20Z');
    desk = openIncidentDesk(store, clock, new Set(['edge-1', 'edge-2', 'public-api', 'notifications']), () => {});
    const run = (sql: string, ...values: (string | number)[]) => store.db.prepare(sql).run(...values);
    for (let step = 0; step < 30; step++) {
      const stretch = at('07:58:00') + step * 10_000;
      const isGray = stretch >= at('08:00:00') && stretch < at('08:00:10');
      // Of edge 1 ten looks each stretch, two of them bad while it is gray.
      const counts = 'INSERT INTO edge_traffic VALUES (?, ?, ?, ?, ?, ?)';
      run(counts, 'edge-1', stretch, isGray ? 150 : 200, isGray ? 50 : 0, isGray ? 8 : 10, isGray ? 2 : 0);
      run(counts, 'edge-2', stretch, 200, 0, 10, 0);
    }
    const steer =
      'INSERT INTO steering_log (id, at_ms, edge_id, kind, weight, why, by, by_name, dry_run, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)';
    run(steer, 'c1', at('08:00:06'), 'edge-1', 'drain', 0, 'beaten by its siblings', 'monitor', 'monitor', '{}');
    run(steer, 'c2', at('08:01:30'), 'edge-1', 'readmit', 10, 'clean for 30 s', 'operator:7', 'Mia Lampert', '{}');
    run('INSERT INTO steering_results VALUES (?, ?, ?, ?, ?)', 'c1', 'haproxy', at('08:00:07'), 40, 'x');
    run(steer, 'c3', at('08:00:08'), 'edge-1', 'page', 0, 'its siblings are ill too', 'monitor', 'monitor', '{}');
    run(
      `INSERT INTO alerts (id, key, kind, title, lines, component_ids, since_ms, told_times, reached_ms) VALUES ('a', 'steering', 'steering', '', '[]', '["edge-1"]', ?, 1, ?)`,
      at('08:00:08'),
      at('08:00:11'),
    );
    run('INSERT INTO state_spans VALUES (?, ?, ?, ?, ?)', 'edge-1', at('08:00:09'), at('08:01:00'), 2, 'no answer');
    id = write(
      'createIncident',
      {
        title: 'Edge 1 is slow',
        message: 'It is slow.',
        startedAt: '2026-11-23T08:00:00Z',
        affected: [{ componentId: 'edge-1', impact: 'partial_outage' }],
      },
      null,
    ).id;
    clock.move(70_000);
    write('resolveIncident', { message: 'It is over.' });
  });
  afterEach(() => store.close());

  it('has its timeline to the second, its figures and its traffic from records', () => {
    const { records, graph } = postMortemDraft(store, id, (one) => one.toUpperCase());
    expect(records.figures).toEqual({
      detectedAfterSeconds: 6,
      steeredAfterSeconds: 7,
      draftedAfterSeconds: null,
      publishedAfterSeconds: 20,
      restoredAfterSeconds: 90,
      countedRequests: 1_900,
      affectedRequests: 48,
      countedBy: 'clients',
      subscribersTold: 0,
      toldWithinSeconds: null,
    });
    expect(records.timeline.map(({ at: instant, words }) => `${instant.slice(11, 19)} ${words}`)).toEqual([
      '08:00:00 It began',
      '08:00:06 Taken out by the monitor: beaten by its siblings',
      '08:00:08 Left to a person by the monitor: its siblings are ill too',
      '08:00:09 Probes saw it working in part: no answer',
      '08:00:11 A person was called',
      '08:00:20 investigating: It is slow.',
      '08:01:30 Back with 10 % by a person: clean for 30 s',
      '08:01:30 resolved: It is over.',
      '08:01:30 It was over',
    ]);
    expect(records.traffic.map(({ componentId }) => componentId)).toEqual(['edge-1']);
    expect(graph).toContain('EDGE-1: requests and looks a second');
    expect(graph?.match(/class="bad"/g)).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain('Mia');
  });

  it('leaves gaps for words, and is not published before they are filled', () => {
    const { text } = postMortemDraft(store, id, String);
    expect(text).toContain('It began on 2026-11-23 at 08:00:00 UTC and was over 1 min 30 s later.');
    expect(text).toContain(
      'After 6 s the monitor had named it; after 7 s its traffic was moved; after 20 s the public could read them.',
    );
    expect(() => write('writePostMortem', { text })).toThrow(/gaps/);
    const filled = text.replaceAll(/\[Words: [^\]]+\]/g, 'A cable.');
    expect(write('writePostMortem', { text: filled }).postMortem).toMatchObject({
      records: { figures: { detectedAfterSeconds: 6 } },
    });
  });

  it('has figures and a graph also of parts that are no edges', () => {
    clock.move(600_000);
    const [from] = [clock.now().getTime() - (clock.now().getTime() % 300_000)] as [number];
    const run = (sql: string, ...values: (string | number)[]) => store.db.prepare(sql).run(...values);
    run('INSERT INTO request_counts VALUES (?, ?, ?, ?, ?)', 'public-api', '', from, 900, 40);
    run('INSERT INTO request_counts VALUES (?, ?, ?, ?, ?)', 'public-api', 'org-a', from, 300, 40);
    for (let second = 0; second < 60; second += 5)
      run(
        'INSERT INTO observations VALUES (?, ?, ?, ?, ?)',
        'notifications',
        from + second * 1000,
        second < 30 ? 3 : 0,
        'x',
        9,
      );
    id = write(
      'createIncident',
      {
        title: 'Public API fails',
        message: 'It fails.',
        startedAt: new Date(from).toISOString(),
        affected: [
          { componentId: 'public-api', impact: 'partial_outage' },
          { componentId: 'notifications', impact: 'major_outage' },
        ],
      },
      null,
    ).id;
    clock.move(60_000);
    write('resolveIncident', { message: 'It is over.' });
    const { records, graph, text } = postMortemDraft(store, id, String);
    expect(records.figures).toMatchObject({ countedRequests: 900, affectedRequests: 40, countedBy: 'platform' });
    expect(
      records.traffic.map(({ componentId, counted, good, bad }) => [componentId, counted, good.at(-1), bad.at(-1)]),
    ).toEqual([
      ['notifications', 'looks', 6, 6],
      ['public-api', 'requests', 860, 40],
    ]);
    expect(graph).toContain('public-api: requests a second, failed in red');
    expect(text).toContain('Of 900 requests that the platform counted at what was affected, 40 failed.');
    expect(JSON.stringify(records)).not.toContain('org-a');
  });

  it('keeps the traffic it was published with when it is changed long afterwards', () => {
    write('writePostMortem', { text: 'A cable.' });
    store.db.prepare('DELETE FROM edge_traffic').run();
    clock.move(90 * 86_400_000);
    expect(write('writePostMortem', { text: 'A cable, really.' }).postMortem).toMatchObject({
      text: 'A cable, really.',
      records: { traffic: [{ componentId: 'edge-1' }] },
    });
  });
});
