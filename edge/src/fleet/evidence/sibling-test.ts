import { type CleanSpell, openCleanSpell } from './clean-spell.ts';
import { openKnownNetworks } from './known-networks.ts';
import { areShownWell, type Lately, openLately, SHARE_WELL } from './shown-well.ts';
import { type Witness, weighWitnesses } from './weigh-witnesses.ts';

/**
 * Which edge is ill, told from its siblings: a cumulative sum of Wald's likelihood ratio for each edge and client network (Page 1954, Lorden
 * 1971). Pure: it is handed what was seen and when, and a simulated year of it runs in seconds.
 */

/** What one witness saw over one edge. Only paired evidence is bad: a sibling carried the same at the same moment. */
export interface Observation {
  readonly edge: string;
  /** Where the witness sits: a client's network, or a place of probes. */
  readonly network: string;
  /** A probe of ours, or a client, who is anybody. */
  readonly witness: Witness;
  readonly good: number;
  readonly bad: number;
  readonly atMs: number;
  /** The good ones were gathered evenly over so long before `atMs`; 0 unless said. */
  readonly overMs?: number;
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
  /** Of the networks' logarithms of odds what counts (`weigh-witnesses.ts`); ill from `threshold` on. */
  readonly score: number;
  readonly threshold: number;
  readonly isIll: boolean;
  readonly networks: readonly NetworkEvidence[];
}

export interface SiblingTest {
  observe(observation: Observation): void;
  evidence(edge: string, nowMs: number): Evidence;
  /** Whether it is late or loses requests, seen from more than one network, whatever its siblings do: where all do, none is beaten by another. */
  isBad(edge: string, nowMs: number): boolean;
  /** It was just beaten, if only once: reason enough to look more often, and for nothing else. */
  isDoubtful(edge: string, nowMs: number): boolean;
  /** Since when there is more against it than chance brings; null while there is not. */
  suspectSince(edge: string, nowMs: number): number | null;
  /**
   * Whether a sibling was shown to be well in the very seconds in which another edge was not, by more than one network: little against it is
   * not enough, for where all are ill one of them is always found out first.
   */
  isShownWell(sibling: string, accused: string, nowMs: number): boolean;
  /** When it was last plainly not well, and the looks at it since then that show it to be clean; whatever clients say. */
  cleanSpell(
    edge: string,
    nowMs: number,
  ): { readonly brokenMs: number; readonly looks: number; readonly places: number };
  /** Clients spoke against it, and for a while the probes do not: more looks settle it. */
  isDisputed(edge: string, nowMs: number): boolean;
  /** Whether a client network was known before (`known-networks.ts`). */
  isKnown(network: string): boolean;
  /** What was held against it is forgotten: it was steered, and is watched anew. */
  forget(edge: string): void;
}

const SHARE_ILL = 0.15;
const WORSE = Math.log(SHARE_ILL / SHARE_WELL);
const BETTER = Math.log((1 - SHARE_ILL) / (1 - SHARE_WELL));
const ILL_IS_TIMES_WORSE = 4;
/** One network alone never reaches the threshold: its own line may be what is ill. */
const MOST_OF_ONE_NETWORK = 0.6;
/** Evidence and counts are worth half after so long: verdicts are about now. */
const HALF_LIFE_MS = 30_000;
/** The siblings' share starts from the healthy one, as if so many requests had been seen. */
const PRIOR_REQUESTS = 40;
const FORGOTTEN_BELOW = 0.01;
/** So much of one bad sighting is in doubt: it lasts for half a dozen good ones. */
const DOUBT = 0.5;
/** Chance alone brings so much of the threshold; who has more against it is suspect since then. */
const CHANCE = 0.25;
/** Client networks that an edge is judged by at a time. */
const MOST_NETWORKS = 1_000;

interface Cell {
  readonly witness: Witness;
  score: number;
  /** The same sum against the share of an edge that is well, whatever the siblings' is. */
  alone: number;
  /** When the score was last nothing. */
  cleanMs: number;
  good: number;
  bad: number;
  atMs: number;
  readonly lately: Lately;
}

/** `threshold` from `thresholdFor`. */
export function openSiblingTest(edges: readonly string[], threshold: number): SiblingTest {
  const cells = new Map(edges.map((edge) => [edge, new Map<string, Cell>()]));
  const calmMs = new Map<string, number>();
  const known = openKnownNetworks();
  const spells = new Map(edges.map((edge): [string, CleanSpell] => [edge, openCleanSpell()]));
  const cap = threshold * MOST_OF_ONE_NETWORK;

  const fade = (cell: Cell, nowMs: number) => {
    const kept = 0.5 ** (Math.max(0, nowMs - cell.atMs) / HALF_LIFE_MS);
    cell.score *= kept;
    cell.alone *= kept;
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

  const scoreOf = (edge: string, nowMs: number, which: 'score' | 'alone' = 'score') => {
    const networks = cells.get(edge) ?? new Map<string, Cell>();
    const sums = { probe: 0, client: 0 };
    for (const cell of networks.values()) {
      fade(cell, nowMs);
      sums[cell.witness] += cell[which];
    }
    return weighWitnesses(sums, threshold, () =>
      [...networks].map(([network, cell]) => ({
        network,
        witness: cell.witness,
        isKnown: known.isKnown(network),
        score: cell[which],
        sightings: cell.good + cell.bad,
      })),
    );
  };

  /** Null for a client when there is no room for one more: a known network takes a stranger's place. */
  const cellOf = (networks: Map<string, Cell>, network: string, witness: Witness, atMs: number): Cell | null => {
    const there = networks.get(network);
    if (there) return there;
    if (networks.size >= MOST_NETWORKS && witness === 'client') {
      const isStranger = (one: string, cell: Cell) => cell.witness === 'client' && !known.isKnown(one);
      const [stranger] = known.isKnown(network) ? ([...networks].find((one) => isStranger(...one)) ?? []) : [];
      if (stranger === undefined) return null;
      networks.delete(stranger);
    }
    const cell = { witness, score: 0, alone: 0, cleanMs: atMs, good: 0, bad: 0, atMs, lately: openLately() };
    networks.set(network, cell);
    return cell;
  };

  const suspectSince = (edge: string, nowMs: number) =>
    scoreOf(edge, nowMs) < threshold * CHANCE ? null : (calmMs.get(edge) ?? nowMs);

  return {
    observe({ edge, network, witness, good: gathered, bad, atMs, overMs = 0 }) {
      const networks = cells.get(edge);
      if (!networks) return;
      if (witness === 'client' && gathered > 0) known.heard(network, atMs);
      const cell = cellOf(networks, network, witness, atMs);
      if (!cell) return;
      if (bad > 0 && scoreOf(edge, atMs) < threshold * CHANCE) calmMs.set(edge, atMs);
      fade(cell, atMs);
      cell.lately.add(gathered, bad, atMs, overMs);
      // What went well before the trouble began does not speak against it.
      const good = overMs === 0 ? gathered : gathered * Math.min(1, (atMs - cell.cleanMs) / overMs);
      const well = Math.min(0.5, Math.max(SHARE_WELL, shareOfSiblings(edge, network, atMs)));
      const ill = Math.min(0.95, Math.max(SHARE_ILL, ILL_IS_TIMES_WORSE * well));
      const [better, worse] = [Math.log((1 - ill) / (1 - well)), Math.log(ill / well)];
      spells.get(edge)!.saw({ witness, place: network, proof: -gathered * better, doubt: bad * worse, atMs });
      cell.score = Math.max(0, cell.score + good * better);
      if (cell.score === 0) cell.cleanMs = atMs;
      cell.score = Math.min(cap, cell.score + bad * worse);
      cell.alone = Math.min(cap, Math.max(0, cell.alone + good * BETTER) + bad * WORSE);
      cell.good += gathered;
      cell.bad += bad;
    },
    evidence(edge, nowMs) {
      const networks = cells.get(edge) ?? new Map<string, Cell>();
      for (const [network, cell] of networks) {
        fade(cell, nowMs);
        if (cell.good + cell.bad < FORGOTTEN_BELOW) networks.delete(network);
      }
      const score = scoreOf(edge, nowMs);
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
    isBad: (edge, nowMs) => scoreOf(edge, nowMs, 'alone') >= threshold,
    isDoubtful: (edge, nowMs) => scoreOf(edge, nowMs) >= WORSE * DOUBT,
    suspectSince,
    isShownWell(sibling, accused, nowMs) {
      const sinceMs = suspectSince(accused, nowMs) ?? nowMs;
      const since = (edge: string, fromMs: number) =>
        [...(cells.get(edge) ?? [])].map(([network, { witness, lately }]) => ({
          witness,
          isKnown: known.isKnown(network),
          ...lately.since(fromMs),
        }));
      // The second in which it began counts against the accused, and not for the sibling.
      return areShownWell(since(sibling, sinceMs), since(accused, sinceMs - 1_000));
    },
    cleanSpell(edge, nowMs) {
      const spell = spells.get(edge) ?? openCleanSpell();
      return { brokenMs: spell.brokenMs(), ...spell.clean(nowMs) };
    },
    isDisputed: (edge, nowMs) => spells.get(edge)?.isDisputed(nowMs) ?? false,
    isKnown: known.isKnown,
    forget(edge) {
      cells.get(edge)?.clear();
      spells.set(edge, openCleanSpell());
      calmMs.delete(edge);
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
