/**
 * Which edge is ill, told from its siblings: a cumulative sum of Wald's likelihood ratio for each edge and client network (Page 1954, Lorden
 * 1971). Pure: it is handed what was seen and when, and a simulated year of it runs in seconds.
 */

/** What one witness saw over one edge. Only paired evidence is bad: a sibling carried the same at the same moment. */
export interface Observation {
  readonly edge: string;
  /** Where the witness sits: a client's network, or a place of probes. */
  readonly network: string;
  readonly good: number;
  readonly bad: number;
  readonly atMs: number;
}

export interface NetworkEvidence {
  readonly network: string;
  readonly score: number;
  /** Faded counts of the last minute or so. */
  readonly good: number;
  readonly bad: number;
}

export interface Evidence {
  readonly edge: string;
  /** Sum over networks of a logarithm of odds; ill from `threshold` on. */
  readonly score: number;
  readonly threshold: number;
  readonly isIll: boolean;
  readonly networks: readonly NetworkEvidence[];
}

export interface SiblingTest {
  observe(observation: Observation): void;
  evidence(edge: string, nowMs: number): Evidence;
  /** What was held against it is forgotten: it was steered, and is watched anew. */
  forget(edge: string): void;
}

/** Share of beaten requests on an edge that is well. Ten times what a healthy network shows, so that a bad hour is no verdict. */
const SHARE_WELL = 0.01;
const SHARE_ILL = 0.15;
const ILL_IS_TIMES_WORSE = 4;
/** One network alone never reaches the threshold: its own line may be what is ill. */
const MOST_OF_ONE_NETWORK = 0.6;
/** Evidence and counts are worth half after so long: verdicts are about now. */
const HALF_LIFE_MS = 30_000;
/** The siblings' share starts from the healthy one, as if so many requests had been seen. */
const PRIOR_REQUESTS = 40;
const FORGOTTEN_BELOW = 0.01;

interface Cell {
  score: number;
  good: number;
  bad: number;
  atMs: number;
}

/** `threshold` from `thresholdFor`. */
export function openSiblingTest(edges: readonly string[], threshold: number): SiblingTest {
  const cells = new Map(edges.map((edge) => [edge, new Map<string, Cell>()]));
  const cap = threshold * MOST_OF_ONE_NETWORK;

  const fade = (cell: Cell, nowMs: number) => {
    const kept = 0.5 ** (Math.max(0, nowMs - cell.atMs) / HALF_LIFE_MS);
    cell.score *= kept;
    cell.good *= kept;
    cell.bad *= kept;
    cell.atMs = Math.max(cell.atMs, nowMs);
  };
  /** What the same network sees of the other edges: when those are bad too, it is the network. */
  const shareOfSiblings = (edge: string, network: string, nowMs: number) => {
    let good = 0;
    let bad = 0;
    for (const [sibling, networks] of cells) {
      const cell = sibling === edge ? undefined : networks.get(network);
      if (!cell) continue;
      fade(cell, nowMs);
      good += cell.good;
      bad += cell.bad;
    }
    return (bad + SHARE_WELL * PRIOR_REQUESTS) / (good + bad + PRIOR_REQUESTS);
  };

  return {
    observe({ edge, network, good, bad, atMs }) {
      const networks = cells.get(edge);
      if (!networks) return;
      const cell = networks.get(network) ?? { score: 0, good: 0, bad: 0, atMs };
      networks.set(network, cell);
      fade(cell, atMs);
      const well = Math.min(0.5, Math.max(SHARE_WELL, shareOfSiblings(edge, network, atMs)));
      const ill = Math.min(0.95, Math.max(SHARE_ILL, ILL_IS_TIMES_WORSE * well));
      cell.score = Math.max(0, cell.score + good * Math.log((1 - ill) / (1 - well)));
      cell.score = Math.min(cap, cell.score + bad * Math.log(ill / well));
      cell.good += good;
      cell.bad += bad;
    },
    evidence(edge, nowMs) {
      const networks = cells.get(edge) ?? new Map<string, Cell>();
      for (const [network, cell] of networks) {
        fade(cell, nowMs);
        if (cell.good + cell.bad < FORGOTTEN_BELOW) networks.delete(network);
      }
      const score = [...networks.values()].reduce((sum, cell) => sum + cell.score, 0);
      return {
        edge,
        score,
        threshold,
        isIll: score >= threshold,
        networks: [...networks].map(([network, cell]) => ({
          network,
          score: cell.score,
          good: cell.good,
          bad: cell.bad,
        })),
      };
    },
    forget(edge) {
      cells.get(edge)?.clear();
    },
  };
}

const MONTH_SECONDS = 30 * 86_400;

/**
 * A cumulative sum of a likelihood ratio crosses `h` by chance at most once in e^h observations (Lorden). So many edges and requests a month
 * allow so many false alarms when h is the logarithm of their quotient.
 */
export function thresholdFor(setting: {
  falseAlarmsPerMonth: number;
  edges: number;
  requestsPerSecond: number;
}): number {
  const observations = setting.edges * setting.requestsPerSecond * MONTH_SECONDS;
  return Math.log(Math.max(Math.E ** 6, observations / setting.falseAlarmsPerMonth));
}
