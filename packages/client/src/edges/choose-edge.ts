import type { ClientClock } from '../clock.ts';
import { type EdgeRecord, openEdgeRecord } from './edge-record.ts';
import { spread, type WeightedEdge } from './spread.ts';

/** A preferred edge is left when another one is better by more than this, and is returned to when it no longer is. */
const CLEARLY_TIMES = 2;
const CLEARLY_MILLISECONDS = 50;
/** An edge set aside comes back after three good canaries, not before this time without a bad one. */
const CLEAN_MILLISECONDS = 30_000;
const CLEAN_CANARIES = 3;
/** Without canaries (a client that asks seldom) it is tried again after this, twice as long after each relapse. */
const TRIAL_MILLISECONDS = 120_000;
const LONGEST_TRIAL_MILLISECONDS = 1_800_000;
const CANARY_SHARE = 0.01;
/** Whoever owes an answer for so long is asked nothing new while a sibling may be: that costs no further request, and an empty bucket leaves nobody alone. */
const DOUBTFUL_MILLISECONDS = 1_000;
/** Longer than calls last: a `fetch` that does not heed its signal never says that it is over. */
const LONGEST_OWED_MILLISECONDS = 120_000;

/** What one try over an edge came to. */
export type Witness =
  | {
      readonly kind: 'answered' | 'canary_good' | 'canary_bad';
      readonly edge: string;
      readonly milliseconds: number;
    }
  | { readonly kind: 'failed' | 'beaten'; readonly edge: string };

/** The one place that decides which edge is tried next. */
export interface EdgeChoice {
  /** In the order to try them now. */
  order(): readonly string[];
  saw(witness: Witness): void;
  /** A request is on its way to the edge, until what is returned is called. */
  asked(edge: string): () => void;
  /** An edge set aside that this read should be sent to as well; at most one read in a hundred. */
  canary(): string | null;
  /** Another list of edges, with weights; what is known of those that stay is kept. */
  use(edges: readonly WeightedEdge[]): void;
  /** Called when an edge is set aside, drained or taken from the list: who holds a line over it should move. */
  onLeave(listener: (edge: string) => void): () => void;
  onWitness(listener: (witness: Witness) => void): void;
}

interface Aside {
  lastBadAt: number;
  clean: number;
}
interface Known {
  readonly record: EdgeRecord;
  /** When what it owes was asked for, by request. */
  readonly owed: Map<symbol, number>;
  aside: Aside | null;
  relapses: number;
}

/** Without weights the configured order rules; with them each client has an order of its own (`seed`). */
export function chooseEdge(configured: readonly string[], clock: ClientClock, seed: number): EdgeChoice {
  const known = new Map<string, Known>();
  const leaving = new Set<(edge: string) => void>();
  const watching = new Set<(witness: Witness) => void>();
  let preference: readonly string[] = configured;
  let drained: ReadonlySet<string> = new Set();
  let canaryCredit = 0;

  const knowledge = (edge: string): Known => {
    const one = known.get(edge) ?? { record: openEdgeRecord(clock), owed: new Map(), aside: null, relapses: 0 };
    known.set(edge, one);
    return one;
  };
  const readmit = (one: Known) => {
    one.aside = null;
    one.record.forget();
  };
  const isAside = (edge: string): boolean => {
    const one = knowledge(edge);
    if (!one.aside) return false;
    const trialAfter = Math.min(LONGEST_TRIAL_MILLISECONDS, TRIAL_MILLISECONDS * 2 ** Math.min(one.relapses - 1, 10));
    if (clock.monotonicMilliseconds() - one.aside.lastBadAt < trialAfter) return true;
    readmit(one);
    return false;
  };
  const standing = (edge: string) => (drained.has(edge) ? 2 : 0) + (isAside(edge) ? 1 : 0);
  /** The first that is owed has waited longest. */
  const isDoubtful = ({ owed }: Known) => {
    for (const [request, since] of owed) {
      const waited = clock.monotonicMilliseconds() - since;
      if (waited < LONGEST_OWED_MILLISECONDS) return waited >= DOUBTFUL_MILLISECONDS;
      owed.delete(request);
    }
    return false;
  };
  const setAside = (edge: string) => {
    const one = knowledge(edge);
    one.relapses++;
    one.aside = { lastBadAt: clock.monotonicMilliseconds(), clean: 0 };
    for (const leave of leaving) leave(edge);
  };

  return {
    order() {
      const rows = preference.map((edge, place) => {
        const one = knowledge(edge);
        const doubt = Number(isDoubtful(one));
        const { record } = one;
        return { edge, place, standing: standing(edge), doubt, latency: record.latency(), loss: record.lossCost() };
      });
      // An edge that gave no answer lately is taken to be as quick as the quickest: its silence is nobody's evidence.
      const answers = rows.flatMap(({ latency }) => (latency === null ? [] : [latency]));
      const quickest = answers.length === 0 ? 0 : Math.min(...answers);
      const cost = ({ latency, loss }: (typeof rows)[number]) => (latency ?? quickest) + loss;
      const best = Math.min(...rows.filter((row) => row.standing === 0).map(cost));
      const isWorse = (row: (typeof rows)[number]) => cost(row) > best * CLEARLY_TIMES + CLEARLY_MILLISECONDS;
      rows.sort(
        (a, b) =>
          a.standing - b.standing ||
          a.doubt - b.doubt ||
          Number(isWorse(a)) - Number(isWorse(b)) ||
          (isWorse(a) ? cost(a) - cost(b) : a.place - b.place),
      );
      return rows.map((row) => row.edge);
    },
    saw(witness) {
      const one = knowledge(witness.edge);
      if (witness.kind === 'answered') one.record.answered(witness.milliseconds);
      else if (witness.kind === 'failed') one.record.failed();
      else if (witness.kind === 'beaten') {
        if (one.record.beaten() && !one.aside) setAside(witness.edge);
      } else if (one.aside) {
        if (witness.kind === 'canary_bad') one.aside = { lastBadAt: clock.monotonicMilliseconds(), clean: 0 };
        else if (
          ++one.aside.clean >= CLEAN_CANARIES &&
          clock.monotonicMilliseconds() - one.aside.lastBadAt >= CLEAN_MILLISECONDS
        )
          readmit(one);
      }
      for (const watch of watching) watch(witness);
    },
    asked(edge) {
      const { owed } = knowledge(edge);
      const request = Symbol(edge);
      owed.set(request, clock.monotonicMilliseconds());
      return () => void owed.delete(request);
    },
    canary() {
      canaryCredit = Math.min(1, canaryCredit + CANARY_SHARE);
      if (canaryCredit < 1) return null;
      const aside = preference.filter((edge) => standing(edge) > 0);
      if (aside.length === 0 || aside.length === preference.length) return null;
      canaryCredit = 0;
      return aside.reduce((least, edge) =>
        (knowledge(edge).aside?.clean ?? 0) < (knowledge(least).aside?.clean ?? 0) ? edge : least,
      );
    },
    use(edges) {
      const before = preference.filter((edge) => !drained.has(edge));
      preference = spread(edges, seed);
      drained = new Set(edges.filter(({ weight }) => weight <= 0).map(({ url }) => url));
      for (const edge of known.keys()) if (!preference.includes(edge)) known.delete(edge);
      for (const edge of before)
        if (drained.has(edge) || !preference.includes(edge)) for (const leave of leaving) leave(edge);
    },
    onLeave(listener) {
      leaving.add(listener);
      return () => leaving.delete(listener);
    },
    onWitness(listener) {
      watching.add(listener);
    },
  };
}
