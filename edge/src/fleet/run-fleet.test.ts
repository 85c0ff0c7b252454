import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SteeringPort } from '../steering/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { type MovableClock, movableClock } from '../testing/index.ts';
import { openTrafficCounts } from './evidence/count-traffic.ts';
import { type Fleet, openFleet } from './run-fleet.ts';
import { newManifestKey, readManifestKeys } from './sign-manifest.ts';
import { writeStanding } from './standings.ts';

const edges = [1, 2, 3].map((number) => ({ name: `Edge ${number}`, url: `https://edge-${number}.example.com` }));
const mia = { id: 'operator:1', name: 'Mia Lampert' };
const key = readManifestKeys(newManifestKey())[0];
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the fleet loop', () => {
  let store: Store;
  let clock: MovableClock;
  /** Weights that the port was told, in order. */
  let told: number[][];
  /** What the port answers; null takes it. */
  let refusal: string | null;
  beforeEach(() => {
    store = openStore(':memory:');
    clock = movableClock('2026-11-23T08:00:00Z');
    told = [];
    refusal = null;
  });
  afterEach(() => store.close());

  const port: SteeringPort = {
    name: 'port',
    expresses: 'shares',
    patienceMs: 1_000,
    toldAgainMs: 5_000,
    steer: async (plan) => {
      told.push(plan.map(({ weight }) => weight));
      if (refusal !== null) throw new Error(refusal);
    },
  };
  const start = (more: { isAutomatic?: boolean; places?: number; onChange?: (kind: string) => void } = {}) =>
    openFleet({
      store,
      clock,
      log: pino({ level: 'silent' }),
      edges,
      manifestKey: key,
      ports: [port],
      places: more.places ?? 2,
      traffic: openTrafficCounts(store),
      isAutomatic: more.isAutomatic ?? true,
      falseAlarmsPerMonth: 1,
      requestsPerSecond: 20,
      onChange: ({ kind }) => more.onChange?.(kind),
    });
  const weights = (fleet: Fleet) => fleet.view().edges.map(({ weight }) => weight);
  const results = () => store.db.prepare('SELECT port, fault FROM steering_results').all();
  const log = () =>
    store.db.prepare('SELECT edge_id, kind, weight, by_name, dry_run FROM steering_log ORDER BY rowid').all();
  /** Everyone sees edge 1 lose every other request and its siblings none, for so many seconds. */
  const fallIll = async (fleet: Fleet, seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.move(1_000);
      for (const [network, witness] of [
        ['a', 'client'],
        ['b', 'probe'],
        ['c', 'probe'],
      ] as const)
        for (const [at, { url }] of edges.entries())
          fleet.saw({ edgeUrl: url, network, witness, good: at === 0 ? 2 : 4, bad: at === 0 ? 2 : 0 });
      fleet.tick();
      await settled();
    }
  };
  /** Everyone sees every edge well, for so many seconds. */
  const beWell = async (fleet: Fleet, seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      clock.move(1_000);
      for (const network of ['a', 'b', 'c'])
        for (const { url } of edges) fleet.saw({ edgeUrl: url, network, witness: 'probe', good: 2, bad: 0 });
      fleet.tick();
      await settled();
    }
  };
  const wait = async (fleet: Fleet, milliseconds: number) => {
    for (let waited = 0; waited < milliseconds; waited += 250) {
      clock.move(250);
      fleet.tick();
      await settled();
    }
  };

  it('tells every port at its start where the edges stand, and again now and then', async () => {
    start().setByHand('edge-1', 0, mia, 'drained by hand');
    await settled();
    told = [];
    const fleet = start();
    fleet.tick();
    await settled();
    expect(told).toEqual([[0, 100, 100]]);
    await wait(fleet, 10_000);
    expect(told).toHaveLength(3);
    expect(fleet.view().ports).toMatchObject([{ name: 'port', state: 'confirmed', fault: null }]);
  });

  it('tells a port that refused again until it takes it, and has that on record', async () => {
    const fleet = start();
    fleet.tick();
    await settled();
    refusal = 'Rate exceeded';
    fleet.setByHand('edge-1', 0, mia, 'drained by hand');
    await settled();
    expect(results()).toEqual([{ port: 'port', fault: 'Rate exceeded' }]);
    expect(fleet.view().ports).toMatchObject([{ state: 'trying', fault: 'Rate exceeded' }]);
    refusal = null;
    await wait(fleet, 1_000);
    expect(told.at(-1)).toEqual([0, 100, 100]);
    expect(results()).toEqual([{ port: 'port', fault: null }]);
    expect(fleet.view().ports).toMatchObject([{ state: 'confirmed' }]);
  });

  it('leaves the ports to the program that acts, and tells them all once it acts itself', async () => {
    const fleet = start();
    fleet.standBy();
    clock.move(60_000);
    fleet.standBy();
    await settled();
    expect(told).toEqual([]);
    expect(fleet.view().ports).toMatchObject([{ state: 'resting', sinceMs: null }]);
    fleet.tick();
    await settled();
    expect(told).toEqual([[100, 100, 100]]);
    refusal = 'gone';
    await wait(fleet, 5_000);
    told = [];
    fleet.standBy();
    clock.move(60_000);
    fleet.standBy();
    await settled();
    expect(told).toEqual([]);
  });

  it('says of the ports what the program that acts says of them', async () => {
    const [acting, other] = [start(), start()];
    other.standBy();
    expect(other.view().ports).toMatchObject([{ state: 'resting' }]);
    acting.tick();
    await settled();
    await wait(acting, 250);
    const sinceMs = clock.now().getTime() - 250;
    other.standBy();
    expect(other.view().ports).toMatchObject([{ name: 'port', expresses: 'shares', state: 'confirmed', sinceMs }]);
    refusal = 'Rate exceeded';
    await wait(acting, 5_500);
    expect(other.view().ports).toMatchObject([{ state: 'trying', fault: 'Rate exceeded' }]);
    expect(other.view().ports).toEqual(acting.view().ports);
  });

  it('carries out what a person said here while another program acts, unless that one has newer words', async () => {
    const fleet = start();
    fleet.standBy();
    refusal = 'gone';
    fleet.setByHand('edge-1', 0, mia, 'drained by hand');
    await settled();
    refusal = null;
    clock.move(1_000);
    fleet.standBy();
    await settled();
    expect(told).toEqual([
      [0, 100, 100],
      [0, 100, 100],
    ]);
    refusal = 'gone';
    fleet.setByHand('edge-1', 100, mia, 'brought back by hand');
    await settled();
    writeStanding(store, { edge: 'edge-2', weight: 0, sinceMs: 1, lastBadMs: 0, relapses: 1, isHeld: false });
    fleet.reload();
    told = [];
    clock.move(60_000);
    fleet.standBy();
    await settled();
    expect(told).toEqual([]);
  });

  it('tells the ports what another program moved, when it is the one that acts', async () => {
    const fleet = start();
    fleet.tick();
    await settled();
    writeStanding(store, { edge: 'edge-2', weight: 0, sinceMs: 1, lastBadMs: 0, relapses: 0, isHeld: true });
    fleet.reload();
    fleet.tick();
    await settled();
    expect(told.at(-1)).toEqual([100, 0, 100]);
  });

  it('drains an ill edge at every port, by itself', async () => {
    const fleet = start();
    await fallIll(fleet, 10);
    expect(weights(fleet)).toEqual([0, 100, 100]);
    expect(told.slice(0, 2)).toEqual([
      [100, 100, 100],
      [0, 100, 100],
    ]);
    expect(log()).toMatchObject([{ edge_id: 'edge-1', kind: 'drain', by_name: 'monitor', dry_run: 0 }]);
  });

  it('waits a minute between two turns, and no longer when the clock was set back', async () => {
    const fleet = start();
    await fallIll(fleet, 10);
    expect(weights(fleet)[0]).toBe(0);
    fleet.setByHand('edge-1', 100, mia, 'brought back by hand');
    clock.set(-3_600_000);
    await fallIll(fleet, 45);
    expect(weights(fleet)[0]).toBe(100);
    await fallIll(fleet, 20);
    expect(weights(fleet)[0]).toBe(0);
  });

  it('waits out the minute of another program, or of the one before a restart', async () => {
    const before = start();
    await fallIll(before, 10);
    before.setByHand('edge-1', 100, mia, 'brought back by hand');
    const fleet = start();
    await fallIll(fleet, 45);
    expect(weights(fleet)[0]).toBe(100);
    await fallIll(fleet, 20);
    expect(weights(fleet)[0]).toBe(0);
  });

  it('brings an edge back after half a minute, also when the clock was set back or ahead meanwhile', async () => {
    for (const byMs of [-3_600_000, 3_600_000]) {
      const fleet = start();
      await fallIll(fleet, 70);
      expect(weights(fleet)[0]).toBe(0);
      clock.set(byMs);
      await beWell(fleet, 25);
      expect(weights(fleet)[0]).toBe(0);
      await beWell(fleet, 6);
      expect(weights(fleet)[0]).toBe(10);
      fleet.setByHand('edge-1', 100, mia, 'brought back by hand');
      expect(fleet.view().edges[0]!.sinceMs).toBe(clock.now().getTime());
      store.db.exec('DELETE FROM edge_standings');
    }
  });

  it('has an edge back with its whole share within a minute, on what two places of probes see alone', async () => {
    const fleet = start();
    await fallIll(fleet, 70);
    expect(weights(fleet)[0]).toBe(0);
    let backMs = 0;
    // A place looks a little less often than once a second.
    for (; weights(fleet)[0] !== 100 && backMs < 120_000; backMs += 250) {
      clock.move(250);
      if (backMs % 1_250 === 0)
        for (const network of ['probes from here', 'probes from there'])
          for (const { url } of edges) fleet.saw({ edgeUrl: url, network, witness: 'probe', good: 1, bad: 0 });
      fleet.tick();
    }
    expect(backMs).toBeGreaterThanOrEqual(50_000);
    expect(backMs).toBeLessThanOrEqual(55_000);
  });

  it('has an edge back within a minute on what one place sees, also when clients told of its trouble and then fell silent', async () => {
    const fleet = start({ places: 1 });
    await fallIll(fleet, 70);
    expect(weights(fleet)[0]).toBe(0);
    let backMs = 0;
    for (; weights(fleet)[0] !== 100 && backMs < 120_000; backMs += 250) {
      clock.move(250);
      if (backMs % 1_250 === 0 || fleet.isDoubtful())
        for (const { url } of edges) fleet.saw({ edgeUrl: url, network: 'probes', witness: 'probe', good: 1, bad: 0 });
      fleet.tick();
    }
    expect(backMs).toBeLessThanOrEqual(55_000);
  });

  it('lets an edge go on from a tenth of the traffic once clients were seen over it, whose requests go there', () => {
    // A client in each of 300 networks, of which ten tell each second of their thirty seconds.
    let at = 0;
    const second = (fleet: Fleet, requestsOverIt: number) => {
      clock.move(1_000);
      for (const { url: edgeUrl } of edges)
        fleet.saw({ edgeUrl, network: 'probes', witness: 'probe', good: 1, bad: 0 });
      const tell = (edgeUrl: string, network: string, good: number) =>
        fleet.saw({ edgeUrl, network, witness: 'client', good, bad: 0, overMs: 30_000 });
      for (let one = 0; one < 10; one++) tell(edges[1]!.url, `network ${at++ % 300}`, 60);
      if (requestsOverIt > 0) tell(edges[0]!.url, 'network 0', requestsOverIt);
      fleet.tick();
    };
    const timeOf = (requestsOverIt: number) => {
      const fleet = start();
      for (let seconds = 0; seconds < 60; seconds++) second(fleet, 60);
      const sinceMs = clock.now().getTime();
      writeStanding(store, { edge: 'edge-1', weight: 10, sinceMs, lastBadMs: 0, relapses: 1, isHeld: false });
      fleet.reload();
      for (let seconds = 1; seconds <= 90; seconds++) {
        second(fleet, requestsOverIt);
        if (weights(fleet)[0] === 50) {
          store.db.exec('DELETE FROM edge_standings');
          return seconds;
        }
      }
      return null;
    };
    expect(timeOf(6)).toBe(10);
    expect(timeOf(0)).toBe(60);
  });

  it('forgives relapses after an hour with the whole share, without a restart', async () => {
    const sinceMs = clock.now().getTime();
    writeStanding(store, { edge: 'edge-1', weight: 100, sinceMs, lastBadMs: 0, relapses: 5, isHeld: false });
    const fleet = start();
    clock.move(3_500_000);
    expect(fleet.view().edges[0]!.relapses).toBe(5);
    clock.move(200_000);
    await fallIll(fleet, 10);
    expect(fleet.view().edges[0]).toMatchObject({ weight: 0, relapses: 1 });
  });

  it('tells nobody anything in a dry run, and writes down what it would have done', async () => {
    const changes: string[] = [];
    const fleet = start({ isAutomatic: false, onChange: (kind) => changes.push(kind) });
    const { manifestVersion } = fleet.view();
    await fallIll(fleet, 10);
    expect(told).toEqual([]);
    expect(results()).toEqual([]);
    expect(weights(fleet)).toEqual([100, 100, 100]);
    expect(fleet.view()).toMatchObject({ steering: 'dry_run', manifestVersion, ports: [{ state: 'resting' }] });
    expect(log()).toEqual([{ edge_id: 'edge-1', kind: 'drain', weight: 0, by_name: 'monitor', dry_run: 1 }]);
    expect(changes).toEqual(['drain']);
  });

  it('says in a dry run once what it would do, and again when the trouble is a new one', async () => {
    const fleet = start({ isAutomatic: false });
    await fallIll(fleet, 200);
    expect(log()).toHaveLength(1);
    await beWell(fleet, 200);
    await fallIll(fleet, 20);
    expect(log()).toHaveLength(2);
  });

  it('carries out in a dry run what a person says, keeps it so, and lets go once all is back', async () => {
    const fleet = start({ isAutomatic: false });
    await fallIll(fleet, 10);
    expect(fleet.setByHand('edge-1', 0, mia, 'drained by hand')).toBe(true);
    await settled();
    expect(told).toEqual([[0, 100, 100]]);
    expect(weights(fleet)).toEqual([0, 100, 100]);
    expect(log().at(-1)).toEqual({
      edge_id: 'edge-1',
      kind: 'drain',
      weight: 0,
      by_name: 'Mia Lampert',
      dry_run: 0,
    });
    expect(results()).toEqual([{ port: 'port', fault: null }]);
    await wait(fleet, 10_000);
    expect(told).toHaveLength(3);
    fleet.setByHand('edge-1', 100, mia, 'brought back by hand');
    await settled();
    expect(told.at(-1)).toEqual([100, 100, 100]);
    await wait(fleet, 60_000);
    expect(told).toHaveLength(4);
  });

  it('has the probes of two programs reach a verdict together where nobody else tells anything, and those of one never', async () => {
    for (const [places, isDrained] of [
      [['probes of a'], false],
      [['probes of a', 'probes of b'], true],
    ] as const) {
      const fleet = start();
      for (let second = 0; second < 15; second++) {
        clock.move(1_000);
        for (const network of places)
          for (const [at, { url }] of edges.entries())
            fleet.saw({ edgeUrl: url, network, witness: 'probe', good: at === 0 ? 2 : 4, bad: at === 0 ? 2 : 0 });
        fleet.tick();
        await settled();
      }
      expect(weights(fleet)).toEqual([isDrained ? 0 : 100, 100, 100]);
      await fleet.stop();
    }
  });

  it('says since when nobody gets an answer over any edge, which no comparison of them shows', async () => {
    const fleet = start();
    await beWell(fleet, 5);
    expect(fleet.view().reach).toMatchObject({ state: 'reached', places: ['a', 'b', 'c'] });
    const fromMs = clock.now().getTime() + 1_000;
    for (let second = 0; second < 5; second++) {
      clock.move(1_000);
      for (const network of ['a', 'b', 'c'])
        fleet.saw({ edgeUrl: edges[0]!.url, network, witness: 'probe', good: 0, bad: 0, failed: 1 });
      fleet.tick();
      await settled();
    }
    expect(fleet.view().reach).toMatchObject({ state: 'unreached', sinceMs: fromMs, placesWithout: ['a', 'b', 'c'] });
    expect(weights(fleet)).toEqual([100, 100, 100]);
    expect(fleet.view().edges.every(({ evidence }) => evidence.score === 0)).toBe(true);
  });
});
