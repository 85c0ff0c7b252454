import { describe, expect, it } from 'vitest';
import { seeded } from '../../testing/index.ts';
import { type EdgeStanding, planSteering } from '../plan-steering.ts';
import { openSiblingTest, type SiblingTest, thresholdFor } from './sibling-test.ts';

const edges = ['edge-1', 'edge-2', 'edge-3'];
const threshold = thresholdFor({ falseAlarmsPerMonth: 1, edges: 3, requestsPerSecond: 26 });
const places = ['probes from here', 'probes from there'];
const client = { witness: 'client' as const };
const probe = { witness: 'probe' as const };

function whatIsDone(test: SiblingTest, nowMs: number, standings: readonly EdgeStanding[] = allInUse()) {
  return planSteering({
    nowMs,
    standings,
    evidence: (one) => test.evidence(one, nowMs),
    isBad: (one) => test.isBad(one, nowMs),
    suspectSince: (one) => test.suspectSince(one, nowMs),
    isShownWell: (sibling, accused) => test.isShownWell(sibling, accused, nowMs),
    cleanLooks: (one) => test.cleanSpell(one, nowMs),
    stepSeen: () => ({ looks: 0, requests: 0, networksDue: 0 }),
    places: places.length,
    watchedSinceMs: 0,
    lastFlipMs: Number.NEGATIVE_INFINITY,
  });
}
const allInUse = (): EdgeStanding[] =>
  edges.map((edge) => ({ edge, weight: 100, sinceMs: 0, lastBadMs: 0, relapses: 0, isHeld: false }));

/** A quarter of a second of probes: four looks a second, so rarely late by chance. */
function look(test: SiblingTest, atMs: number, isLate: (edge: string, place: string) => boolean): void {
  for (const edge of edges)
    for (const network of places) {
      const bad = isLate(edge, network) ? 1 : 0;
      test.observe({ edge, network, ...probe, good: 1 - bad, bad, atMs });
    }
}

/** What `tellers` say of edge 1 in half a minute, all as bad as a report can be, while it is well; and of the edges named with it. */
function accuse(tellers: readonly string[], accused: readonly string[], seconds: number, seed: number) {
  const random = seeded(seed);
  const test = openSiblingTest(edges, threshold);
  for (let atMs = 0; atMs < seconds * 1_000; atMs += 250) {
    look(test, atMs, () => random() < 0.002);
    for (const network of tellers)
      for (const edge of edges)
        test.observe({
          edge,
          network,
          ...client,
          ...(accused.includes(edge) ? { good: 0, bad: 2 } : { good: 20, bad: 0 }),
          atMs,
        });
    const change = whatIsDone(test, atMs);
    if (change) return change;
  }
  return null;
}

const strangers = (count: number) => Array.from({ length: count }, (_, at) => `198.51.${at}.0/24`);

describe('what anybody can report', () => {
  it('drains no edge that probes see to be well, and calls nobody, be it two networks or two hundred', () => {
    for (const seed of [1, 2]) {
      expect(accuse(strangers(2), ['edge-1'], 240, seed)).toBeNull();
      expect(accuse(strangers(2), edges, 240, seed)).toBeNull();
    }
    expect(accuse(strangers(100), ['edge-1'], 20, 5)).toBeNull();
  });

  it('does not keep a sibling from taking the place of an edge that is ill', () => {
    const test = openSiblingTest(edges, threshold);
    let change = null;
    for (let atMs = 0; atMs < 15_000 && !change; atMs += 250) {
      const isBadSecond = Math.floor(atMs / 250) % 3 === 0;
      look(test, atMs, (edge) => edge === 'edge-1' && isBadSecond);
      for (const network of strangers(2)) test.observe({ edge: 'edge-2', network, ...client, good: 0, bad: 2, atMs });
      change = whatIsDone(test, atMs);
    }
    expect(change).toMatchObject({ kind: 'drain', edge: 'edge-1' });
  });

  it('is enough for a doubt: probes look more often', () => {
    const test = openSiblingTest(edges, threshold);
    test.observe({ edge: 'edge-1', network: '192.0.2.0/24', ...client, good: 0, bad: 1, atMs: 0 });
    expect(test.isDoubtful('edge-1', 0)).toBe(true);
  });

  it('is bounded: a flood of networks neither fills the memory nor drowns one that was known before', () => {
    const test = openSiblingTest(edges, threshold);
    const known = '203.0.113.0/24';
    for (let quarter = 0; quarter < 4; quarter++)
      test.observe({ edge: 'edge-2', network: known, ...client, good: 1, bad: 0, atMs: quarter * 900_000 });
    const atMs = 3_600_000;
    for (let at = 0; at < 30_000; at++) {
      const network = `2001:db8:${at.toString(16)}::/48`;
      test.observe({ edge: 'edge-1', network, ...client, good: 1, bad: 0, atMs });
    }
    test.observe({ edge: 'edge-1', network: known, ...client, good: 0, bad: 2, atMs });
    test.observe({ edge: 'edge-1', network: places[0]!, ...probe, good: 0, bad: 1, atMs });
    const { networks } = test.evidence('edge-1', atMs);
    expect(networks.length).toBeLessThanOrEqual(1_001);
    expect(networks.map(({ network }) => network)).toEqual(expect.arrayContaining([known, places[0]]));
  });
});

describe('a crowd of client networks that were known before', () => {
  /** As many networks with an hour's good news, the last `silent` of which see nothing bad when the others do. */
  function crowd(networks: readonly string[], silent: number) {
    const test = openSiblingTest(edges, threshold);
    for (let quarter = 0; quarter < 4; quarter++)
      for (const network of networks)
        for (const edge of edges) test.observe({ edge, network, ...client, good: 5, bad: 0, atMs: quarter * 900_000 });
    for (let atMs = 3_600_000; atMs < 3_660_000; atMs += 250) {
      look(test, atMs, () => false);
      for (const [at, network] of networks.entries())
        for (const edge of edges) {
          const bad = edge === 'edge-1' && at < networks.length - silent ? 1 : 0;
          test.observe({ edge, network, ...client, good: 1 - bad, bad, atMs });
        }
      const change = whatIsDone(test, atMs);
      if (change) return change;
    }
    return null;
  }
  const apart = (count: number) => Array.from({ length: count }, (_, at) => `10.${at}.1.0/24`);

  it('drains an edge though the probes’ way to it is well', () => {
    expect(crowd(apart(6), 0)).toMatchObject({ kind: 'drain', edge: 'edge-1' });
  });

  it('does not when they are neighbours, few, or outnumbered by those who are served well', () => {
    expect(crowd(strangers(12), 0)).toBeNull();
    expect(crowd(apart(4), 0)).toBeNull();
    expect(crowd(apart(14), 8)).toBeNull();
  });
});

describe('an edge on its way back', () => {
  const drained = (lastBadMs: number): EdgeStanding[] =>
    allInUse().map((one) => (one.edge === 'edge-1' ? { ...one, weight: 0, lastBadMs, relapses: 1 } : one));

  /** Seconds until edge 1 is brought back, from when it is well; null when not within ten minutes. `told` is asked each second. */
  function secondsOut(
    isLate: (second: number, place: string) => boolean,
    told = (_test: SiblingTest, _atMs: number) => {},
  ) {
    const test = openSiblingTest(edges, threshold);
    for (let second = 0; second < 600; second++) {
      const atMs = 1_000 + second * 1_000;
      look(test, atMs, (edge, place) => edge === 'edge-1' && isLate(second, place));
      told(test, atMs);
      const { brokenMs } = test.cleanSpell('edge-1', atMs);
      if (whatIsDone(test, atMs, drained(brokenMs))?.kind === 'readmit') return second;
    }
    return null;
  }

  it('comes after half a minute without trouble', () => {
    expect(secondsOut(() => false)).toBe(29);
  });

  it('is not kept out by one network that reports something bad again and again', () => {
    for (const everySeconds of [1, 30]) {
      const seconds = secondsOut(
        () => false,
        (test, atMs) => {
          if ((atMs / 1_000) % everySeconds === 0)
            test.observe({ edge: 'edge-1', network: '192.0.2.0/24', ...client, good: 0, bad: 2, atMs });
        },
      );
      expect(seconds).toBeLessThanOrEqual(30);
    }
  });

  it('is not kept out by a single late look', () => {
    expect(secondsOut((second, place) => second === 20 && place === places[0])).toBe(29);
  });

  it('stays out while it loses one look in five, or is ill every other twenty seconds', () => {
    const random = seeded(7);
    expect(secondsOut(() => random() < 0.2)).toBeNull();
    expect(secondsOut((second) => second % 40 < 20 && random() < 0.3)).toBeNull();
  });

  it('is held against its siblings from the same place: a place whose own line is bad keeps nobody out', () => {
    const random = seeded(9);
    const test = openSiblingTest(edges, threshold);
    let back: number | null = null;
    for (let second = 0; second < 120 && back === null; second++) {
      const atMs = 1_000 + second * 1_000;
      look(test, atMs, (_, place) => place === places[1] && random() < 0.15);
      const { brokenMs } = test.cleanSpell('edge-1', atMs);
      if (whatIsDone(test, atMs, drained(brokenMs))?.kind === 'readmit') back = second;
    }
    expect(back).not.toBeNull();
  });
});
