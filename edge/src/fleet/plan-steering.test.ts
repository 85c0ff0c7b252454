import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EdgeStanding, type EdgeWeight, planSteering, type Situation } from './plan-steering.ts';

const threshold = 18;
const standing = (edge: string, more: Partial<EdgeStanding> = {}): EdgeStanding => ({
  edge,
  weight: 100,
  sinceMs: 0,
  lastBadMs: 0,
  relapses: 0,
  isHeld: false,
  ...more,
});
interface Told {
  readonly nowMs?: number;
  readonly lastFlipMs?: number;
  readonly looks?: number;
  readonly seenFrom?: number;
  readonly places?: number;
  readonly requests?: number;
  readonly networksDue?: number;
  readonly watchedSinceMs?: number;
  readonly standings: readonly EdgeStanding[];
  readonly scores?: Readonly<Record<string, number>>;
  /** Edges that were not shown to be well while the worst was not. */
  readonly unproven?: readonly string[];
  readonly bad?: readonly string[];
  readonly suspectSinceMs?: number;
}
const situation = ({
  nowMs = 1_000_000,
  lastFlipMs = 0,
  looks = 100,
  seenFrom = 2,
  places = 2,
  requests = 0,
  networksDue = 0,
  watchedSinceMs = 0,
  standings,
  scores = {},
  unproven = [],
  bad = [],
  suspectSinceMs = nowMs - 5_000,
}: Told): Situation => ({
  nowMs,
  isBad: (edge) => bad.includes(edge),
  suspectSince: () => suspectSinceMs,
  isShownWell: (sibling) => !unproven.includes(sibling),
  standings,
  lastFlipMs,
  cleanLooks: () => ({ looks, places: seenFrom }),
  stepSeen: () => ({ looks, requests, networksDue }),
  places,
  watchedSinceMs,
  evidence: (edge) => {
    const score = scores[edge] ?? 0;
    const networks = [
      { network: 'a', score: score / 2, good: 9, bad: 3 },
      { network: 'b', score: score / 2, good: 9, bad: 3 },
    ];
    return { edge, score, threshold, isIll: score >= threshold, networks };
  },
});
const three = [standing('edge-1'), standing('edge-2'), standing('edge-3')];

describe('steering', () => {
  it('drains the one edge that is ill while its siblings are well', () => {
    const change = planSteering(situation({ standings: three, scores: { 'edge-1': 20, 'edge-2': 2 } }));
    expect(change).toMatchObject({ kind: 'drain', edge: 'edge-1' });
  });

  it('calls a person instead when all edges are ill, for draining would help nobody', () => {
    const change = planSteering(situation({ standings: three, scores: { 'edge-1': 20, 'edge-2': 19, 'edge-3': 18 } }));
    expect(change).toMatchObject({ kind: 'page' });
  });

  it('does not drain when a sibling is suspect too', () => {
    const change = planSteering(situation({ standings: three, scores: { 'edge-1': 20, 'edge-2': 12 } }));
    expect(change?.kind).toBe('page');
  });

  it('waits for its siblings to show that they are well, and calls a person when they do not', () => {
    const told = { standings: three, scores: { 'edge-1': 20, 'edge-2': 2 }, unproven: ['edge-3'], nowMs: 100_000 };
    expect(planSteering(situation({ ...told, suspectSinceMs: 85_000 }))).toBeNull();
    expect(planSteering(situation({ ...told, suspectSinceMs: 80_000 }))?.kind).toBe('page');
    expect(planSteering(situation({ ...told, suspectSinceMs: 85_000, unproven: [] }))?.kind).toBe('drain');
  });

  it('calls a person when most edges are bad, also when none is beaten by another', () => {
    expect(planSteering(situation({ standings: three, bad: ['edge-1', 'edge-2'] }))).toMatchObject({ kind: 'page' });
    expect(planSteering(situation({ standings: three, bad: ['edge-1'] }))).toBeNull();
  });

  it('changes the traffic at most once a minute', () => {
    const told = { standings: three, scores: { 'edge-1': 20 }, nowMs: 100_000 };
    expect(planSteering(situation({ ...told, lastFlipMs: 41_000 }))).toBeNull();
    expect(planSteering(situation({ ...told, lastFlipMs: 40_000 }))?.kind).toBe('drain');
  });

  it('brings an edge back after half a minute without a bad look, in steps of ten seconds', () => {
    const at = (weight: EdgeWeight, sinceMs: number, lastBadMs = 0) => [
      standing('edge-1', { weight, sinceMs, lastBadMs, relapses: 1 }),
      standing('edge-2'),
      standing('edge-3'),
    ];
    const told = { nowMs: 200_000, lastFlipMs: 100_000 };
    expect(planSteering(situation({ ...told, standings: at(0, 100_000, 175_000) }))).toBeNull();
    expect(planSteering(situation({ ...told, looks: 1, standings: at(0, 100_000) }))).toBeNull();
    expect(planSteering(situation({ ...told, standings: at(0, 100_000, 165_000) }))).toMatchObject({ weight: 10 });
    expect(planSteering(situation({ ...told, standings: at(10, 191_000) }))).toBeNull();
    expect(planSteering(situation({ ...told, standings: at(10, 190_000) }))).toMatchObject({ weight: 50 });
    expect(planSteering(situation({ ...told, standings: at(50, 190_000) }))).toMatchObject({ weight: 100 });
  });

  it('brings an edge back on looks from two places where there are two, and only on what this program saw itself', () => {
    const out = [standing('edge-1', { weight: 0, relapses: 1 }), ...three.slice(1)];
    const of = (more: Partial<Told>) => planSteering(situation({ standings: out, ...more }))?.kind;
    expect(of({})).toBe('readmit');
    expect(of({ looks: 19 })).toBeUndefined();
    expect(of({ seenFrom: 1 })).toBeUndefined();
    expect(of({ seenFrom: 1, places: 1 })).toBe('readmit');
    expect(of({ watchedSinceMs: 971_000 })).toBeUndefined();
  });

  it('takes the next step on real traffic where its share should have brought some, at the latest after a minute', () => {
    const after = (ms: number, more: Partial<Told>) =>
      planSteering(
        situation({
          standings: [standing('edge-1', { weight: 10, sinceMs: 1_000_000 - ms }), ...three.slice(1)],
          ...more,
        }),
      );
    expect(after(10_000, { networksDue: 2.9, requests: 0 })).toMatchObject({
      weight: 50,
      why: 'clean at 10 % for 10 s',
    });
    expect(after(10_000, { networksDue: 3, requests: 2 })).toBeNull();
    expect(after(10_000, { networksDue: 3, requests: 3 })).toMatchObject({
      weight: 50,
      why: 'clean at 10 % for 10 s, 3 requests',
    });
    expect(after(59_000, { networksDue: 50, requests: 0 })).toBeNull();
    expect(after(60_000, { networksDue: 50, requests: 0 })?.kind).toBe('readmit');
    expect(after(60_000, { looks: 7 })).toBeNull();
  });

  it('keeps an edge that flaps away, twice as long after each relapse', () => {
    const flapping = [
      standing('edge-1', { weight: 0, sinceMs: 0, relapses: 3, lastBadMs: 100_000 }),
      ...three.slice(1),
    ];
    expect(planSteering(situation({ standings: flapping, nowMs: 219_000 }))).toBeNull();
    expect(planSteering(situation({ standings: flapping, nowMs: 220_000 }))?.kind).toBe('readmit');
  });

  it('sends an edge that is bad on its way back away again at once', () => {
    const back = [standing('edge-1', { weight: 10, sinceMs: 999_000 }), ...three.slice(1)];
    const change = planSteering(situation({ standings: back, scores: { 'edge-1': 10 }, lastFlipMs: 999_000 }));
    expect(change).toMatchObject({ kind: 'drain', edge: 'edge-1' });
  });

  it('leaves what a person drained to that person', () => {
    const held = [standing('edge-1', { weight: 0, isHeld: true }), ...three.slice(1)];
    expect(planSteering(situation({ standings: held }))).toBeNull();
  });

  it('drains one of two edges, and never the last', () => {
    const two = [standing('edge-1'), standing('edge-2')];
    expect(planSteering(situation({ standings: two, scores: { 'edge-1': 20 } }))?.kind).toBe('drain');
    const one = [standing('edge-1', { weight: 0, isHeld: true }), standing('edge-2')];
    expect(planSteering(situation({ standings: one, scores: { 'edge-2': 20 } }))?.kind).toBe('page');
  });

  it('calls a person when more than half of the edges would be out, those that are out already counted', () => {
    const standings = [standing('edge-1', { weight: 0, isHeld: true }), standing('edge-2'), standing('edge-3')];
    expect(planSteering(situation({ standings, scores: { 'edge-2': 20 } }))).toEqual({
      kind: 'page',
      edge: 'edge-2',
      why: 'without it 1 of 3 edges would carry all of the traffic',
    });
  });

  it('leaves an edge that is bad on its way back its share while it is needed, no more, and calls a person once it is ill', () => {
    const alone = (weight: EdgeWeight) => [
      standing('edge-1', { weight, sinceMs: 900_000 }),
      standing('edge-2', { weight: 0, isHeld: true }),
      standing('edge-3', { weight: 0, isHeld: true }),
    ];
    const beside = [...alone(10).slice(0, 2), standing('edge-3')];
    for (const standings of [alone(10), alone(50), beside]) {
      expect(planSteering(situation({ standings, scores: { 'edge-1': 10 } }))).toBeNull();
      expect(planSteering(situation({ standings, scores: { 'edge-1': 20 } }))).toMatchObject({ kind: 'page' });
      expect(planSteering(situation({ standings }))).toMatchObject({ kind: 'readmit', edge: 'edge-1' });
    }
  });

  it('never leaves fewer than half of all edges by its own decision, and moves none that a person holds', () => {
    const one = fc.record({
      weight: fc.constantFrom<EdgeWeight>(0, 10, 50, 100),
      isHeld: fc.boolean(),
      score: fc.nat(40),
      isBad: fc.boolean(),
      isProven: fc.boolean(),
      sinceMs: fc.integer({ min: 900_000, max: 1_000_000 }),
    });
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (edges) => {
        const standings = edges.map(({ weight, isHeld, sinceMs }, at) =>
          standing(`edge-${at}`, { weight, sinceMs, isHeld: isHeld && weight === 0 }),
        );
        const scores = Object.fromEntries(edges.map(({ score }, at) => [`edge-${at}`, score]));
        const named = (which: (edge: (typeof edges)[number]) => boolean) =>
          edges.flatMap((edge, at) => (which(edge) ? [`edge-${at}`] : []));
        const change = planSteering(
          situation({
            standings,
            scores,
            bad: named(({ isBad }) => isBad),
            unproven: named(({ isProven }) => !isProven),
          }),
        );
        if (change) kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1);
        if (!change || change.kind === 'page') return;
        const before = standings.find(({ edge }) => edge === change.edge)!;
        expect(before.isHeld).toBe(false);
        if (change.kind === 'readmit') {
          expect(change.weight).toBeGreaterThan(before.weight);
          if (before.weight > 0) expect(scores[change.edge]).toBeLessThan(threshold / 2);
          return;
        }
        const left = standings.filter(({ edge, weight }) => weight > 0 && edge !== change.edge);
        expect(left.length).toBeGreaterThanOrEqual(Math.max(1, Math.ceil(standings.length / 2)));
        const well = left.filter(({ edge }) => scores[edge]! < threshold / 2);
        if (before.weight === 100) expect(well.length).toBeGreaterThanOrEqual(Math.ceil(standings.length / 2));
      }),
      { numRuns: 2_000, seed: 1 },
    );
    // It is no property of nothing: each kind was decided often.
    for (const kind of ['drain', 'readmit', 'page']) expect(kinds.get(kind)).toBeGreaterThan(50);
  });
});
