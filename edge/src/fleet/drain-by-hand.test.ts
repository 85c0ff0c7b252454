import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { comingMaintenances, openIncidentDesk, openIncidents, pastMaintenances } from '../incidents/index.ts';
import { openStore, type Store } from '../store/index.ts';
import { type MovableClock, movableClock } from '../testing/index.ts';
import { openHandDrains } from './drain-by-hand.ts';
import { openTrafficCounts } from './evidence/count-traffic.ts';
import { type Fleet, openFleet } from './run-fleet.ts';
import { newManifestKey, readManifestKeys } from './sign-manifest.ts';

const edges = [1, 2, 3].map((number) => ({ name: `Edge ${number}`, url: `https://edge-${number}.example.com` }));
const mia = { id: 'operator:1', name: 'Mia Lampert' };
const key = readManifestKeys(newManifestKey())[0];

describe('an edge taken out by a person', () => {
  let store: Store;
  let clock: MovableClock;
  let drafted: string[];
  beforeEach(() => {
    store = openStore(':memory:');
    clock = movableClock('2026-11-23T08:00:00Z');
    drafted = [];
  });
  afterEach(() => store.close());

  /** The fleet as a start finds it: everything that must outlive a restart is in the store. */
  const start = (isAutomatic = true) => {
    const traffic = openTrafficCounts(store);
    const fleet = openFleet({
      store,
      clock,
      log: pino({ level: 'silent' }),
      edges,
      manifestKey: key,
      ports: [],
      places: 1,
      traffic,
      isAutomatic,
      falseAlarmsPerMonth: 1,
      requestsPerSecond: 20,
      onChange: (change) => drafted.push(change.kind),
    });
    const desk = openIncidentDesk(store, clock, new Set(['edge-1', 'edge-2', 'edge-3']), () => {});
    const nameOf = (edge: string) => edge.replace('edge-', 'Edge ');
    return { fleet, handDrains: openHandDrains({ store, clock, fleet, desk, traffic, nameOf }) };
  };
  const weights = (fleet: Fleet) => fleet.view().edges.map(({ weight }) => weight);
  const see = (fleet: Fleet, number: number, good: number, bad: number, network = 'a') =>
    fleet.saw({ edgeUrl: edges[number - 1]!.url, network, witness: 'probe', good, bad });

  it('practises for five minutes, on the status page, and is whole again by itself', () => {
    const { fleet, handDrains } = start();
    expect(handDrains.practise('edge-2', 5, mia)).toMatchObject({
      kind: 'practice',
      until: '2026-11-23T08:05:00.000Z',
    });
    expect(weights(fleet)).toEqual([100, 0, 100]);
    expect(comingMaintenances(store)).toMatchObject([
      { state: 'in_progress', componentIds: ['edge-2'], title: 'Practice: Edge 2 is taken out on purpose' },
    ]);
    see(fleet, 1, 40, 0);
    see(fleet, 3, 39, 1);
    clock.move(299_000);
    handDrains.tick();
    expect(weights(fleet)).toEqual([100, 0, 100]);
    clock.move(1_000);
    handDrains.tick();
    expect(weights(fleet)).toEqual([100, 100, 100]);
    expect(handDrains.running()).toEqual([]);
    const [past] = pastMaintenances(store);
    expect(past).toMatchObject({ state: 'completed' });
    expect(past?.updates[0]?.message).toBe(
      'Edge 2 carries its share of the traffic again. Meanwhile the other edges answered 79 of 80 requests and looks that were counted.',
    );
    expect(drafted).toEqual([]);
    expect(openIncidents(store)).toEqual([]);
  });

  it('practises no longer and no shorter when somebody sets the clock', () => {
    for (const byMs of [-3_600_000, 3_600_000]) {
      const { fleet, handDrains } = start();
      handDrains.practise('edge-1', 5, mia);
      handDrains.tick();
      clock.set(byMs);
      clock.move(299_000);
      handDrains.tick();
      expect(weights(fleet)[0]).toBe(0);
      clock.move(1_000);
      handDrains.tick();
      expect(weights(fleet)[0]).toBe(100);
    }
  });

  it('goes on with a practice run after a restart', () => {
    start().handDrains.practise('edge-1', 5, mia);
    clock.move(400_000);
    const { fleet, handDrains } = start();
    expect(weights(fleet)).toEqual([0, 100, 100]);
    handDrains.tick();
    expect(weights(fleet)).toEqual([100, 100, 100]);
  });

  it('ends a practice early when a sibling falls ill', () => {
    const { fleet, handDrains } = start();
    handDrains.practise('edge-1', 5, mia);
    for (const network of ['a', 'b', 'c']) {
      see(fleet, 3, 50, 0, network);
      for (let times = 0; times < 20; times++) see(fleet, 2, 0, 1, network);
    }
    handDrains.tick();
    expect(weights(fleet)).toEqual([100, 100, 100]);
    expect(pastMaintenances(store)[0]?.updates[0]?.message).toContain('Ended early, because another edge was not well');
    fleet.tick();
    // Not before the others are shown to be well at the same time.
    expect(drafted).toEqual([]);
    clock.move(2_000);
    for (const network of ['a', 'b', 'c']) for (const edge of [1, 3]) see(fleet, edge, 20, 0, network);
    fleet.tick();
    expect(drafted).toEqual(['drain']);
    expect(weights(fleet)).toEqual([100, 0, 100]);
  });

  it('leaves an edge out that was not well in the meantime, for the monitor to bring back', () => {
    const { fleet, handDrains } = start();
    handDrains.practise('edge-1', 1, mia);
    clock.move(55_000);
    see(fleet, 1, 0, 1);
    clock.move(5_000);
    handDrains.tick();
    expect(fleet.view().edges[0]).toMatchObject({ weight: 0, isHeld: false });
    expect(handDrains.running()).toEqual([]);
  });

  it('leaves such an edge to a person in a dry run, for the monitor brings nothing back', () => {
    const { fleet, handDrains } = start(false);
    handDrains.practise('edge-1', 1, mia);
    clock.move(55_000);
    for (let times = 0; times < 4; times++) see(fleet, 1, 0, 1);
    clock.move(5_000);
    handDrains.tick();
    expect(fleet.view().edges[0]).toMatchObject({ weight: 0, isHeld: true });
    expect(pastMaintenances(store)[0]?.updates[0]?.message).toContain('stays out until we bring it back');
    handDrains.bringBack('edge-1', mia);
    expect(weights(fleet)[0]).toBe(100);
  });

  it('refuses a practice run while anything is not well, and a second one', () => {
    const { handDrains } = start();
    handDrains.drain('edge-1', 'New cables.', mia);
    expect(() => handDrains.practise('edge-2', 5, mia)).toThrow(/Edge 1 is not/);
    expect(() => handDrains.practise('edge-1', 5, mia)).toThrow(/taken out already/);
    expect(() => handDrains.practise('edge-9', 5, mia)).toThrow(/no such edge/);
  });

  it('stays out for days until somebody brings it back, and the maintenance with it', () => {
    const { fleet, handDrains } = start();
    handDrains.drain('edge-1', 'New cables.', mia);
    for (let hours = 0; hours < 48; hours++) {
      clock.move(3_600_000);
      handDrains.tick();
      fleet.tick();
    }
    expect(weights(fleet)[0]).toBe(0);
    const [maintenance] = comingMaintenances(store);
    expect(maintenance).toMatchObject({ state: 'in_progress' });
    expect(maintenance?.updates.at(-1)?.message).toMatch(/New cables\.$/);
    handDrains.bringBack('edge-1', mia);
    expect(weights(fleet)[0]).toBe(100);
    expect(pastMaintenances(store)).toHaveLength(1);
  });

  it('never takes the last edge', () => {
    const { handDrains } = start();
    handDrains.drain('edge-1', null, mia);
    handDrains.drain('edge-2', null, mia);
    expect(() => handDrains.drain('edge-3', null, mia)).toThrow(/last that carries traffic/);
    expect(comingMaintenances(store)).toHaveLength(2);
  });
});
