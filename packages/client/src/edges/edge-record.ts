import type { ClientClock } from '../clock.ts';

/** Weight of the newest sample in the moving averages. */
const NEWEST = 0.2;
const LATENCY_IS_FRESH_MILLISECONDS = 60_000;
/** A loss is worth half after so long: an edge not asked for a while is judged by what it will do, not by what it did. */
const HALF_LIFE_MILLISECONDS = 30_000;
/** What a lost request costs its user, in milliseconds of waiting. */
const LOSS_COSTS_MILLISECONDS = 2_000;

/** Share of requests that a sibling beats on an edge that is well, and on one that is not worth staying at. */
const SHARE_WELL = 0.01;
const SHARE_ILL = 0.2;
const WORSE = Math.log(SHARE_ILL / SHARE_WELL);
const BETTER = Math.log((1 - SHARE_ILL) / (1 - SHARE_WELL));
/** Crossed by two defeats close together; by chance, at the healthy share, about once in 2,000 requests of one client. */
const THRESHOLD = 5.3;

/** What a client knows of one edge: moving averages for the order, and a sequential test against its siblings for the verdict. */
export interface EdgeRecord {
  /** Moving average of its answers; null when it gave none lately. */
  latency(): number | null;
  /** What lost requests cost over it, in milliseconds of waiting. */
  lossCost(): number;
  answered(milliseconds: number): void;
  /** It brought nothing, and nobody can say yet whether another edge would have. */
  failed(): void;
  /** At the same moment a sibling brought the answer that this one owed: true when that settles it. */
  beaten(): boolean;
  forget(): void;
}

/** The test is Page's cumulative sum over Wald's likelihood ratio ("Continuous Inspection Schemes", 1954): it never runs below zero, so an old good time hides no new trouble. */
export function openEdgeRecord(clock: ClientClock): EdgeRecord {
  let latency = 0;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let losses = 0;
  let evidence = 0;
  let at = clock.monotonicMilliseconds();

  const age = () => {
    const now = clock.monotonicMilliseconds();
    const kept = 0.5 ** ((now - at) / HALF_LIFE_MILLISECONDS);
    at = now;
    losses *= kept;
    evidence *= kept;
  };
  const lose = (loss: 0 | 1) => {
    losses += NEWEST * (loss - losses);
  };

  return {
    latency: () => (clock.monotonicMilliseconds() - answeredAt < LATENCY_IS_FRESH_MILLISECONDS ? latency : null),
    lossCost: () => {
      age();
      return LOSS_COSTS_MILLISECONDS * losses;
    },
    answered: (milliseconds) => {
      age();
      latency = answeredAt < 0 ? milliseconds : latency + NEWEST * (milliseconds - latency);
      answeredAt = at;
      lose(0);
      evidence = Math.max(0, evidence + BETTER);
    },
    failed: () => {
      age();
      lose(1);
    },
    beaten: () => {
      age();
      lose(1);
      evidence += WORSE;
      return evidence >= THRESHOLD;
    },
    forget: () => {
      answeredAt = Number.NEGATIVE_INFINITY;
      losses = 0;
      evidence = 0;
    },
  };
}
