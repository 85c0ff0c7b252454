import type { Witness } from './weigh-witnesses.ts';

/** What is seen of an edge on its way back, and what should be: it comes back on real traffic where there is any. Pure but for what it remembers. */
export interface StepSeen {
  /** Looks of probes in a row that went well since it was last steered. */
  readonly looks: number;
  /** Requests of clients over it since it was last steered. */
  readonly requests: number;
  /** So many should have been told of by now, from what clients tell of all edges and its share. */
  readonly due: number;
}

export interface ReturnWatch {
  /** Of a client, the good ones were gathered in the `overMs` before `atMs`. */
  saw(sighting: {
    readonly edge: string;
    readonly witness: Witness;
    readonly good: number;
    readonly bad: number;
    readonly overMs: number;
    readonly atMs: number;
  }): void;
  /** It was steered: what was seen before counts no more. */
  restart(edge: string, atMs: number): void;
  /** `share` of the whole traffic, 0 to 1. */
  seen(edge: string, share: number, atMs: number): StepSeen;
}

/** Clients that meet no trouble tell once in so long. */
const REPORT_EVERY_MS = 30_000;

interface Watched {
  fromMs: number;
  looks: number;
  requests: number;
}

/** `atMs`: since when it is watched at all. */
export function openReturnWatch(atMs: number): ReturnWatch {
  const edges = new Map<string, Watched>();
  /** Requests over all edges, fading: divided by the time in which they fade it is their rate. */
  let told = 0;
  let toldMs = atMs;

  const of = (edge: string) => {
    const known = edges.get(edge) ?? { fromMs: atMs, looks: 0, requests: 0 };
    edges.set(edge, known);
    return known;
  };
  const fade = (atMs: number) => {
    told *= Math.exp(-Math.max(0, atMs - toldMs) / REPORT_EVERY_MS);
    toldMs = Math.max(toldMs, atMs);
  };

  return {
    saw({ edge, witness, good, bad, overMs, atMs }) {
      const one = of(edge);
      if (witness === 'probe') {
        one.looks = bad > 0 ? 0 : one.looks + good;
        return;
      }
      fade(atMs);
      told += good + bad;
      // Of what a report covers, what came after it was steered.
      one.requests += bad + (overMs === 0 ? good : good * Math.min(1, (atMs - one.fromMs) / overMs));
    },
    restart(edge, atMs) {
      edges.set(edge, { fromMs: atMs, looks: 0, requests: 0 });
    },
    seen(edge, share, atMs) {
      const { fromMs, looks, requests } = of(edge);
      fade(atMs);
      // Reports come at any moment of their interval: at first few of them have come, and those cover little.
      const sinceMs = Math.max(0, atMs - fromMs);
      const heardMs = sinceMs < REPORT_EVERY_MS ? sinceMs ** 2 / (2 * REPORT_EVERY_MS) : sinceMs - REPORT_EVERY_MS / 2;
      return { looks, requests, due: ((told * share) / REPORT_EVERY_MS) * heardMs };
    },
  };
}
