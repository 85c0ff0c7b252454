import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepFigures, seeded } from '../../testing/index.ts';
import { planSteering } from '../plan-steering.ts';
import { openSiblingTest, thresholdFor } from './sibling-test.ts';

const edges = ['edge-1', 'edge-2', 'edge-3'];
const networks = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', 'probes'];
const threshold = thresholdFor({ falseAlarmsPerMonth: 1, edges: 3, requestsPerSecond: 20 });

/** `probes…` and `b` are places of probes, all others client networks. */
const seenBy = (network: string) => ({
  network,
  witness: network.startsWith('probes') || network === 'b' ? ('probe' as const) : ('client' as const),
});

interface Year {
  readonly seed: number;
  readonly requestsPerSecond: number;
  /** Share of requests that a sibling beats though nothing is wrong. */
  readonly shareBeaten: number;
  /** Hours in which one client network is bad over whichever edge: so many a year, so long, so bad. */
  readonly badSpells: { readonly count: number; readonly seconds: number; readonly share: number };
}

/** Every edge with its whole share, as if it had never been ill. */
const allInUse = () =>
  edges.map((edge) => ({
    edge,
    weight: 100 as const,
    sinceMs: 0,
    lastBadMs: 0,
    relapses: 0,
    isHeld: false,
  }));

/** A year of an installation where no edge is ever ill; answers the seconds at which one would have been drained. */
function simulateYear({ seed, requestsPerSecond, shareBeaten, badSpells }: Year): number[] {
  const random = seeded(seed);
  const test = openSiblingTest(edges, threshold);
  const yearSeconds = 365 * 86_400;
  const perCell = requestsPerSecond / (edges.length * networks.length);
  const alarms: number[] = [];
  const standings = allInUse();
  const drain = (edge: string, second: number) => {
    const nowMs = second * 1000;
    if (!test.evidence(edge, nowMs).isIll) return;
    const change = planSteering({
      nowMs,
      standings,
      evidence: (one) => test.evidence(one, nowMs),
      // Good requests come in bulk here, too late to prove anything. Without the proof there are more alarms, never fewer.
      isBad: (one) => test.isBad(one, nowMs),
      suspectSince: (one) => test.suspectSince(one, nowMs),
      isShownWell: () => true,
      cleanLooks: () => ({ looks: 0, places: 0 }),
      stepSeen: () => ({ looks: 0, requests: 0, networksDue: 0 }),
      places: 2,
      watchedSinceMs: 0,
      lastFlipMs: Number.NEGATIVE_INFINITY,
    });
    if (change?.kind !== 'drain') return;
    alarms.push(second);
    test.forget(change.edge);
  };
  const cells = edges.flatMap((edge) => networks.map((network) => ({ edge, network, last: 0 })));
  const spells = Array.from({ length: badSpells.count }, () => ({
    from: Math.floor(random() * yearSeconds),
    network: networks[Math.floor(random() * (networks.length - 1))]!,
  })).sort((a, b) => a.from - b.from);
  const events: { at: number; cell: (typeof cells)[number] }[] = [];
  // Beaten requests come one by one: the time to the next is drawn, the good ones between are counted in one go.
  for (const cell of cells) {
    const rate = perCell * shareBeaten;
    for (let at = 0; ; ) {
      at += -Math.log(1 - random()) / rate;
      if (at >= yearSeconds) break;
      events.push({ at, cell });
    }
  }
  for (const { from, network } of spells)
    for (const cell of cells.filter((one) => one.network === network))
      for (let at = from; ; ) {
        at += -Math.log(1 - random()) / (perCell * badSpells.share);
        if (at >= from + badSpells.seconds) break;
        events.push({ at, cell });
      }
  events.sort((a, b) => a.at - b.at);
  for (const { at, cell } of events) {
    // More than two minutes of good requests are as good as two: all that was held against it has faded.
    const good = Math.min(120, at - cell.last) * perCell;
    cell.last = at;
    test.observe({ edge: cell.edge, ...seenBy(cell.network), good, bad: 0, atMs: at * 1000 });
    test.observe({ edge: cell.edge, ...seenBy(cell.network), good: 0, bad: 1, atMs: at * 1000 });
    drain(cell.edge, at);
  }
  return alarms;
}

describe('a simulated year without an ill edge', () => {
  const spells = { count: 2_000, seconds: 120, share: 0.2 };
  for (const [requestsPerSecond, shareBeaten] of [
    [20, 0.002],
    [1, 0.005],
  ] as const) {
    it(`gives at most one false alarm a month at ${requestsPerSecond} requests/s with ${shareBeaten * 100} % beaten by chance and 2,000 bad spells of single networks`, () => {
      const alarms = simulateYear({ seed: 13, requestsPerSecond, shareBeaten, badSpells: spells });
      keepFigures(`fleet-year-${requestsPerSecond}`, {
        requestsPerSecond,
        shareBeaten,
        badSpells: spells,
        falseAlarms: alarms.length,
      });
      expect(alarms.length).toBeLessThanOrEqual(12);
    });
  }

  it('would have shown more if one network’s word were enough: the simulation can fail', () => {
    const test = openSiblingTest(edges, threshold / 4);
    for (let at = 0; at < 20; at++) test.observe({ edge: 'edge-1', ...seenBy('a'), good: 3, bad: 1, atMs: at * 1000 });
    expect(test.evidence('edge-1', 20_000).isIll).toBe(false);
    for (let at = 0; at < 20; at++) test.observe({ edge: 'edge-1', ...seenBy('b'), good: 3, bad: 1, atMs: at * 1000 });
    expect(test.evidence('edge-1', 20_000).isIll).toBe(true);
  });
});

/** Two minutes in which each edge shows so large a share of bad requests, told as clients and probes tell it; the first thing that is done about it. */
function simulateTrouble(seed: number, shares: readonly number[], requestsPerSecond: number) {
  const random = seeded(seed);
  const test = openSiblingTest(edges, threshold);
  const standings = allInUse();
  const healthySeconds = 30;
  const startMs = 3_600_000;
  const seenFrom = [...networks.slice(0, 3), 'probes from here', 'probes from there'];
  // Whoever uses the platform was there an hour ago.
  for (let quarter = 0; quarter < 4; quarter++)
    for (const network of seenFrom)
      test.observe({ edge: 'edge-1', ...seenBy(network), good: 1, bad: 0, atMs: quarter * 900_000 });
  for (let tick = 0; tick < 150 * 4; tick++) {
    const nowMs = startMs + tick * 250;
    for (const [at, edge] of edges.entries())
      for (const network of seenFrom) {
        // A place looks at each edge once a second whatever the traffic, and faster while one is in doubt.
        const looks = edges.some((one) => test.isDoubtful(one, nowMs)) ? 4 : 1;
        const rate = network.startsWith('probes') ? looks : requestsPerSecond / (edges.length * 3);
        if (random() >= rate / 4) continue;
        const bad = random() < (nowMs < startMs + healthySeconds * 1_000 ? 0.002 : shares[at]!) ? 1 : 0;
        test.observe({ edge, ...seenBy(network), good: 1 - bad, bad, atMs: nowMs });
      }
    const change = planSteering({
      nowMs,
      standings,
      evidence: (one) => test.evidence(one, nowMs),
      isBad: (one) => test.isBad(one, nowMs),
      suspectSince: (one) => test.suspectSince(one, nowMs),
      isShownWell: (sibling, accused) => test.isShownWell(sibling, accused, nowMs),
      cleanLooks: () => ({ looks: 0, places: 0 }),
      stepSeen: () => ({ looks: 0, requests: 0, networksDue: 0 }),
      places: 2,
      watchedSinceMs: 0,
      lastFlipMs: Number.NEGATIVE_INFINITY,
    });
    if (change) return { kind: change.kind, edge: change.edge, seconds: (nowMs - startMs) / 1_000 - healthySeconds };
  }
  return null;
}

/** `npm run drill -- simulations`, from which `docs/redundancy.md` is written, has 200; fewer are enough to see that something broke. */
const SEEDS = Number(process.env.TROUBLE_SEEDS ?? 50);

describe('the sibling test', () => {
  const many = (shares: readonly number[], perSecond: number) =>
    Array.from({ length: SEEDS }, (_, seed) => simulateTrouble(seed, shares, perSecond));

  it('drains none where all are ill, and calls a person', () => {
    const seen = [0.07, 0.15, 0.3, 0.5].flatMap((share) =>
      [20, 2].map((perSecond) => {
        const runs = many([share, share, share], perSecond);
        const drains = runs.filter((one) => one?.kind === 'drain').length;
        const pages = runs.filter((one) => one?.kind === 'page').length;
        return { share, perSecond, drains, pages };
      }),
    );
    keepFigures('fleet-all-ill', { spellsEach: SEEDS, spells: seen });
    expect(seen.reduce((sum, { drains }) => sum + drains, 0)).toBeLessThanOrEqual(2);
    for (const { share, pages } of seen) if (share >= 0.15) expect(pages).toBeGreaterThanOrEqual(0.95 * SEEDS);
  });

  it('names the one that loses every third request within ten seconds at 20 requests/s, and 45 s at one', () => {
    for (const [perSecond, most] of [
      [20, 10],
      [1, 45],
    ] as const) {
      const runs = many([0.33, 0.002, 0.002], perSecond);
      expect(runs.filter((one) => one?.kind === 'drain' && one.edge === 'edge-1').length).toBeGreaterThanOrEqual(
        0.98 * SEEDS,
      );
      const seconds = runs.map((one) => one?.seconds ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
      const [medianSeconds, p95Seconds] = [0.5, 0.95].map((share) => seconds[Math.floor(share * SEEDS)]);
      keepFigures(`fleet-one-ill-${perSecond}`, {
        requestsPerSecond: perSecond,
        spells: SEEDS,
        medianSeconds,
        p95Seconds,
      });
      expect(seconds[Math.floor(0.95 * SEEDS)]).toBeLessThanOrEqual(most);
    }
  });

  it('never names an edge by the word of one network, whatever that network says', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 60 }), (reports) => {
        const test = openSiblingTest(edges, threshold);
        for (const [at, [good, bad]] of reports.entries())
          test.observe({ edge: 'edge-1', ...seenBy('a'), good, bad, atMs: at * 500 });
        expect(test.evidence('edge-1', reports.length * 500).isIll).toBe(false);
      }),
    );
  });

  it('holds nothing against an edge when the same network sees its siblings as bad', () => {
    const test = openSiblingTest(edges, threshold);
    for (let at = 0; at < 120; at++)
      for (const network of ['a', 'b'])
        for (const edge of edges) test.observe({ edge, ...seenBy(network), good: 4, bad: at % 2, atMs: at * 1000 });
    for (const edge of edges) expect(test.evidence(edge, 120_000).isIll).toBe(false);
  });

  it('forgets: half a minute later half the evidence is left', () => {
    const test = openSiblingTest(edges, threshold);
    test.observe({ edge: 'edge-1', ...seenBy('a'), good: 0, bad: 2, atMs: 0 });
    const { score } = test.evidence('edge-1', 0);
    expect(test.evidence('edge-1', 30_000).score).toBeCloseTo(score / 2);
  });
});
