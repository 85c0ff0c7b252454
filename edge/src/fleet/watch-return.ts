import type { Witness } from './evidence/weigh-witnesses.ts';

/** What is seen of an edge on its way back, and what should be: it comes back on real traffic where there is any. Pure but for what it remembers. */
export interface StepSeen {
  /** Looks of probes in a row that went well since it was last steered. */
  readonly looks: number;
  /** Requests of clients over it since it was last steered. */
  readonly requests: number;
  /** So many client networks should have told of requests over it by now. A client keeps to one edge, so few of them may well have none there. */
  readonly networksDue: number;
}

export interface ReturnWatch {
  /** Of a client, the good ones were gathered in the `overMs` before `atMs`. */
  saw(sighting: {
    readonly edge: string;
    readonly network: string;
    readonly witness: Witness;
    readonly good: number;
    readonly bad: number;
    readonly overMs: number;
    readonly atMs: number;
  }): void;
  /** It was steered: what was seen before counts no more. */
  restart(edge: string, atMs: number): void;
  /** `share` of all clients, 0 to 1. */
  seen(edge: string, share: number, atMs: number): StepSeen;
}

/** Clients that meet no trouble tell once in so long. */
const REPORT_EVERY_MS = 30_000;
/** Networks that told nothing for so long have no client at work. */
const SILENT_MS = 2 * REPORT_EVERY_MS;
/** Networks are had by the thousand; so many are counted. */
const MOST_NETWORKS = 1_000;

interface Watched {
  readonly fromMs: number;
  looks: number;
  requests: number;
}

/** `beganMs`: since when it is watched at all. */
export function openReturnWatch(beganMs: number): ReturnWatch {
  const edges = new Map<string, Watched>();
  /** Client network → when it last told anything, the longest silent first. */
  const networks = new Map<string, number>();

  const of = (edge: string) => {
    const known = edges.get(edge) ?? { fromMs: beganMs, looks: 0, requests: 0 };
    edges.set(edge, known);
    return known;
  };
  const forgetSilent = (atMs: number) => {
    for (const [network, toldMs] of networks) {
      if (atMs - toldMs <= SILENT_MS) return;
      networks.delete(network);
    }
  };

  return {
    saw({ edge, network, witness, good, bad, overMs, atMs }) {
      const one = of(edge);
      if (witness === 'probe') {
        one.looks = bad > 0 ? 0 : one.looks + good;
        return;
      }
      forgetSilent(atMs);
      if (networks.delete(network) || networks.size < MOST_NETWORKS) networks.set(network, atMs);
      // Of what a report covers, what came after it was steered.
      one.requests += bad + (overMs === 0 ? good : good * Math.min(1, (atMs - one.fromMs) / overMs));
    },
    restart(edge, atMs) {
      edges.set(edge, { fromMs: atMs, looks: 0, requests: 0 });
    },
    seen(edge, share, atMs) {
      const { fromMs, looks, requests } = of(edge);
      forgetSilent(atMs);
      const heard = Math.min(1, Math.max(0, atMs - fromMs) / REPORT_EVERY_MS);
      return { looks, requests, networksDue: networks.size * share * heard };
    },
  };
}
