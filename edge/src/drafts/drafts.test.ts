import type { KeyObject } from 'node:crypto';
import type { TrafficView } from '@roundsman/api-contract';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { componentGroups } from '../components.ts';
import { type Fleet, newManifestKey, openFleet, openTrafficCounts, readManifestKeys } from '../fleet/index.ts';
import { type IncidentDesk, openIncidentDesk, openIncidents, resolvedIncidents } from '../incidents/index.ts';
import { type Look, openRecords, type Records } from '../probes/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { type MovableClock, movableClock } from '../testing/index.ts';
import { openRequestCounts, type RequestCounts } from '../traffic/index.ts';
import { type Drafts, openDrafts } from './open-drafts.ts';
import { openEdgeTrouble } from './platform-trouble.ts';
import { openComponentWatch } from './watch-components.ts';
import { dropBegan, troubleBegan } from './when-it-began.ts';

const edges = [1, 2, 3].map((number) => ({ name: `Edge ${number}`, url: `https://edge-${number}.example.com` }));
const groups = componentGroups(edges);
const components = groups.flatMap((group) => group.components);
const names = new Map(components.map(({ id, name }) => [id, name]));
const [key] = readManifestKeys(newManifestKey()) as [KeyObject];
const start = Date.parse('2026-11-23T08:00:00Z');

describe('drafts of the monitor', () => {
  let store: Store;
  let clock: MovableClock;
  let desk: IncidentDesk;
  let fleet: Fleet;
  let drafts: Drafts;
  let records: Records;
  let counts: RequestCounts;
  let views: TrafficView[];
  beforeEach(() => {
    store = openStore(':memory:');
    clock = movableClock('2026-11-23T08:00:00Z');
    views = [];
  });
  afterEach(() => store.close());

  const open = ({ isPublishing = false, isSteering = true } = {}) => {
    const traffic = openTrafficCounts(store);
    records = openRecords(store, 30_000);
    counts = openRequestCounts(store);
    desk = openIncidentDesk(store, clock, new Set(components.map(({ id }) => id)), () => {});
    drafts = openDrafts({
      store,
      clock,
      desk,
      isAutomatic: isPublishing,
      carried: ['dispatch-web', 'public-api'],
      watch: openComponentWatch({
        store,
        clock,
        records,
        components,
        edgeIds: ['edge-1', 'edge-2', 'edge-3'],
        afterMs: 60_000,
      }),
      trouble: openEdgeTrouble({ store, clock, afterMs: 60_000, fleet: () => fleet.view() }),
      traffic,
      counts,
      edges: () => fleet.view().edges,
      views: () => views,
      nameOf: (id) => names.get(id) ?? id,
    });
    fleet = openFleet({
      store,
      clock,
      log: pino({ level: 'silent' }),
      edges,
      manifestKey: key,
      ports: [],
      places: 2,
      traffic,
      isAutomatic: isSteering,
      falseAlarmsPerMonth: 1,
      requestsPerSecond: 20,
      onChange: drafts.about,
    });
  };
  /** Each second three networks see each edge; those named lose a third. */
  const run = (seconds: number, ill: readonly number[] = []) => {
    for (let second = 0; second < seconds; second++) {
      clock.move(1_000);
      for (const number of [1, 2, 3])
        for (const [network, witness] of [
          ['a', 'client'],
          ['b', 'probe'],
          ['c', 'probe'],
        ] as const)
          fleet.saw({
            edgeUrl: edges[number - 1]!.url,
            network,
            witness,
            good: ill.includes(number) ? 4 : 6,
            bad: ill.includes(number) ? 2 : 0,
          });
      fleet.tick();
      drafts.look();
    }
  };
  /** Every five seconds the probes look; those named do not answer. */
  const probe = (seconds: number, dead: readonly string[] = []) => {
    for (let spent = 0; spent < seconds; spent += 5) {
      clock.move(5_000);
      const look = (id: string): Look => ({
        severity: dead.includes(id) ? 3 : 0,
        reason: dead.includes(id) ? 'no answer within 1 s' : null,
        totalMilliseconds: 20,
      });
      records.record(new Map(components.map(({ id }) => [id, look(id)])), clock.now());
      drafts.look();
    }
  };
  const incidents = () => openIncidents(store);

  it('say of a drained edge since when it was ill, what is done, and whom people reach over it', () => {
    open({ isPublishing: true });
    run(30);
    run(12, [1]);
    const [incident] = incidents();
    expect(incident).toMatchObject({ title: 'Edge 1 is slow or out of reach', state: 'identified' });
    // It began in the first second in which requests were lost, not when the monitor was sure.
    const [steered] = store.db.prepare("SELECT at_ms FROM steering_log WHERE kind = 'drain'").all() as {
      at_ms: number;
    }[];
    const startedMs = Date.parse(incident!.startedAt);
    expect(startedMs - start).toBeGreaterThanOrEqual(30_000);
    expect(startedMs - start).toBeLessThanOrEqual(32_000);
    expect(steered!.at_ms).toBeGreaterThan(startedMs);
    expect(incident!.affected.map(({ componentId, impact }) => `${componentId} ${impact}`)).toEqual([
      'dispatch-web degraded',
      'edge-1 partial_outage',
      'public-api degraded',
    ]);
    expect(incident!.updates[0]!.message).toMatch(
      /seen from 3 networks\)\. We are moving its traffic to the other edges/,
    );
    expect(drafts.list()[0]!.evidenceWords).toMatch(/^Evidence \d+\.\d of \d+\.\d, \d+ of \d+ lately late or lost/);
  });

  it('say when the traffic is elsewhere, and end by themselves once the edge is whole again', () => {
    open({ isPublishing: true });
    run(5);
    run(70, [1]);
    expect(incidents()[0]).toMatchObject({
      state: 'monitoring',
      affected: [{ componentId: 'edge-1', impact: 'partial_outage' }],
    });
    run(120);
    expect(incidents()).toEqual([]);
    expect(resolvedIncidents(store)[0]!.updates[0]!.message).toContain('answers as usual again and carries its share');
    expect(drafts.list()[0]!.overAt).not.toBeNull();
  });

  it('leave an incident to the person who went on with it', () => {
    open({ isPublishing: true });
    run(5);
    run(20, [1]);
    const [{ id } = { id: '' }] = incidents();
    clock.move(1_000);
    desk.write('updateIncident', {
      writer: 'operator:1',
      idempotencyKey: null,
      id,
      body: { message: 'Our provider is on it.', state: 'monitoring' },
    });
    run(200);
    expect(incidents()[0]!.updates[0]!.message).toBe('Our provider is on it.');
  });

  it('claim nothing that a dry run did not do, are never published by themselves, and end when the edge is well', () => {
    open({ isPublishing: true, isSteering: false });
    run(5);
    run(30, [1]);
    expect(incidents()).toEqual([]);
    const [draft] = drafts.list();
    expect(draft).toMatchObject({ isDryRun: true, state: 'open', overAt: null });
    expect(draft!.message).not.toMatch(/moved|moving/);
    expect(draft!.evidenceWords).toMatch(/^Dry run, nothing was done\./);
    run(330);
    expect(drafts.list()).toHaveLength(1);
    expect(drafts.list()[0]!.overAt).not.toBeNull();
    run(600);
    run(30, [1]);
    expect(drafts.list()).toHaveLength(2);
  });

  it('that nobody published do not swallow the next trouble of the same edge', () => {
    open();
    run(5);
    run(20, [1]);
    run(150);
    // Back within minutes, it is the same trouble.
    run(20, [1]);
    expect(drafts.list()).toHaveLength(1);
    expect(drafts.list()[0]!.overAt).toBeNull();
    run(800);
    run(20, [1]);
    run(150);
    const all = drafts.list().filter(({ subject }) => subject === 'edge-1');
    expect(all.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(all.every(({ overAt }) => overAt !== null)).toBe(true);
    // Told late, it stands in the history with its own times.
    drafts.publish(all[1]!.id, 'operator:1');
    expect(incidents()).toEqual([]);
    expect(resolvedIncidents(store)[0]).toMatchObject({ startedAt: all[1]!.startedAt, resolvedAt: all[1]!.overAt });
  });

  it('are one where all edges are gray, whichever is the worst, and end when it is over', () => {
    open({ isPublishing: true });
    run(5);
    run(60, [1, 2, 3]);
    run(60, [3, 2, 1]);
    expect(incidents()).toMatchObject([{ title: 'The platform is hard to reach', state: 'investigating' }]);
    expect(incidents()[0]!.affected.map(({ componentId }) => componentId)).toEqual([
      'dispatch-web',
      'edge-1',
      'edge-2',
      'edge-3',
      'public-api',
    ]);
    expect(Date.parse(incidents()[0]!.startedAt) - start).toBeLessThanOrEqual(10_000);
    run(300);
    expect(incidents()).toEqual([]);
    expect(drafts.list()).toHaveLength(1);
  });

  it('say so when nobody gets an answer over any edge', () => {
    open({ isPublishing: true });
    run(10);
    for (let second = 0; second < 80; second++) {
      clock.move(1_000);
      for (const { url } of edges)
        for (const network of ['b', 'c'])
          fleet.saw({ edgeUrl: url, network, witness: 'probe', good: 0, bad: 0, failed: 1 });
      fleet.tick();
      drafts.look();
    }
    expect(incidents()).toMatchObject([
      { title: 'The platform is out of reach', startedAt: '2026-11-23T08:00:11.000Z' },
    ]);
    expect(incidents()[0]!.affected).toContainEqual({ componentId: 'public-api', impact: 'major_outage' });
    expect(drafts.list()[0]!.evidenceWords).toContain('no answer over any edge, seen from 2 places of probes');
    run(30);
    expect(incidents()).toEqual([]);
  });

  it('come from the probes too: a part that stays out of order, what it grows to, and its end', () => {
    open();
    probe(60);
    probe(60, ['public-api']);
    expect(drafts.list()).toEqual([]);
    probe(60, ['public-api']);
    expect(drafts.list()).toMatchObject([
      { title: 'Public API does not work', affected: [{ componentId: 'public-api', impact: 'major_outage' }] },
    ]);
    expect(drafts.list()[0]!.evidenceWords).toBe('Public API does not work since 08:01:15 UTC (no answer within 1 s).');
    expect(drafts.list()[0]!.startedAt).toBe('2026-11-23T08:01:15.000Z');
    probe(90, ['public-api', 'dispatch-web']);
    expect(drafts.list()).toMatchObject([{ title: 'The platform is out of reach' }]);
    probe(60);
    expect(drafts.list()).toHaveLength(1);
    expect(drafts.list()[0]!.overAt).not.toBeNull();
    probe(600);
    probe(150, ['public-api']);
    expect(drafts.list()).toHaveLength(2);
  });

  it('say nothing of what is worked on, of what a person has told already, or of one edge among several', () => {
    open();
    probe(60);
    const write = (verb: 'createIncident' | 'createMaintenance', body: object) =>
      desk.write(verb, { writer: 'operator:1', idempotencyKey: null, id: null, body });
    write('createIncident', {
      title: 'SMS wait',
      message: 'They wait.',
      affected: [{ componentId: 'outbound-sms', impact: 'degraded' }],
    });
    write('createMaintenance', {
      title: 'New disks',
      message: 'Mail waits.',
      componentIds: ['outbound-email'],
      scheduledFrom: clock.now().toISOString(),
      scheduledUntil: new Date(clock.now().getTime() + 3_600_000).toISOString(),
    });
    desk.advance();
    probe(150, ['outbound-sms', 'outbound-email', 'edge-2']);
    expect(drafts.list()).toEqual([]);
    probe(150, ['edge-1', 'edge-2', 'edge-3']);
    expect(drafts.list()[0]!.affected.map(({ componentId }) => componentId)).toEqual(['edge-2', 'edge-1', 'edge-3']);
  });

  const page = (ok: number, failed: number) =>
    `roundsman_organisation_requests_total{door="public",organisation="org-a",outcome="ok"} ${ok}
roundsman_organisation_requests_total{door="public",organisation="org-a",outcome="failed"} ${failed}
roundsman_organisation_requests_total{door="public",organisation="org-b",outcome="ok"} ${ok}\n`;

  it('name the organisations they touch at the desk, and never to the public', () => {
    open();
    counts.take('one', page(0, 0), clock.now().getTime());
    probe(60);
    counts.take('one', page(40, 0), clock.now().getTime());
    counts.flush();
    probe(300, ['public-api']);
    counts.take('one', page(41, 7), clock.now().getTime());
    counts.flush();
    clock.move(30_000);
    drafts.look();
    const [draft] = drafts.list();
    expect(draft!.organisations).toEqual([
      { organisationId: 'org-a', reason: 'failed', requests: 48, failed: 7, usual: null },
      { organisationId: 'org-b', reason: 'was_using', requests: 40, failed: 0, usual: null },
    ]);
    drafts.publish(draft!.id, 'operator:1');
    expect(incidents()).toHaveLength(1);
    expect(JSON.stringify(incidents())).not.toMatch(/org-[ab]/);
  });

  it('name nobody for having used what is slow, which they may use still', () => {
    open();
    counts.take('one', page(0, 0), clock.now().getTime());
    run(25);
    counts.take('one', page(40, 0), clock.now().getTime());
    counts.flush();
    run(60, [1, 2, 3]);
    expect(drafts.list()).toMatchObject([{ subject: 'platform', overAt: null, organisations: [] }]);
  });

  const view = (organisationId: string | null, state: TrafficView['state'], requests = 20): TrafficView => ({
    componentId: 'public-api',
    organisationId,
    at: clock.now().toISOString(),
    state,
    requests,
    usual: 100,
    score: 9,
    threshold: 8,
  });

  it('come from traffic that stays away, whole or of several organisations, wait for a person, and end with it', () => {
    open({ isPublishing: true });
    views = [view(null, 'drop'), view('org-a', 'drop', 0), view('org-b', 'usual', 90)];
    drafts.aboutTraffic(views);
    drafts.aboutTraffic(views);
    expect(drafts.list()).toMatchObject([
      {
        title: 'Public API: far fewer requests than usual',
        evidenceWords: '20 requests in five minutes where 100 are usual; 1 organisation far below their own pattern.',
        organisations: [{ organisationId: 'org-a', reason: 'fewer_requests', requests: 0, usual: 100 }],
      },
    ]);
    expect(incidents()).toEqual([]);
    clock.move(300_000);
    drafts.aboutTraffic([view(null, 'usual', 99)]);
    expect(drafts.list()[0]!.overAt).not.toBeNull();

    clock.move(300_000);
    views = ['a', 'b'].map((one) => view(one, 'drop'));
    drafts.aboutTraffic([view(null, 'usual', 99), ...views]);
    expect(drafts.list()).toHaveLength(1);
    views = ['a', 'b', 'c'].map((one) => view(one, 'drop'));
    drafts.aboutTraffic([view(null, 'usual', 99), ...views]);
    expect(drafts.list()[0]!.organisations.map(({ organisationId }) => organisationId)).toEqual(['a', 'b', 'c']);
    expect(drafts.list()[0]!.message).not.toMatch(/\b3\b/);
  });

  it('say of a service that sends that its messages stay away', () => {
    open();
    drafts.aboutTraffic([{ ...view(null, 'drop'), componentId: 'outbound-sms' }]);
    expect(drafts.list()).toMatchObject([
      {
        title: 'Outbound SMS Service: far fewer messages than usual',
        message: expect.stringContaining('(20 % in five minutes). Some may come late or not at all.'),
        evidenceWords: '20 messages in five minutes where 100 are usual; 0 organisations far below their own pattern.',
      },
    ]);
  });
});

describe('when it began', () => {
  const stretch = (at: number, good: number, bad: number) => ({ edge: 'edge-1', atMs: at * 10_000, good, bad });

  it('is the first bad stretch of the row that reaches up to now', () => {
    const seen = [stretch(1, 9, 5), stretch(10, 90, 10), stretch(11, 100, 0), stretch(12, 90, 10), stretch(9, 100, 1)];
    expect(troubleBegan(seen, 130_000)).toBe(100_000);
    expect(troubleBegan(seen, 300_000)).toBeNull();
  });

  it('is the first step of a drop that lasts', () => {
    const steps = [100, 40, 90, 50, 10].map((requests, atMs) => ({ atMs, requests }));
    expect(dropBegan(steps, 100)).toBe(3);
    expect(dropBegan(steps.slice(0, 3), 100)).toBeNull();
  });
});
