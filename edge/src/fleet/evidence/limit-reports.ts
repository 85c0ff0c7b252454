/**
 * How many reports of one network are taken: many people sit behind one address of a mobile network, and whoever sends more than they do adds
 * nothing to what is known. A bucket for each network, in bounded memory. Pure.
 */
export interface ReportLimit {
  /** Takes one report of `network`, or says after how many seconds one would be taken again. */
  take(
    network: string,
    nowMs: number,
  ): { readonly isTaken: true } | { readonly isTaken: false; readonly seconds: number };
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const A_SECOND = 20;
const AT_ONCE = 120;
/** So many networks have a bucket of their own; those that come when all are in use share one. */
const MOST_NETWORKS = 10_000;
const OTHERS = 'others';
const FULL_AFTER_MS = (AT_ONCE / A_SECOND) * 1_000;

export function openReportLimit(): ReportLimit {
  const buckets = new Map<string, Bucket>();
  let sweptMs = Number.NEGATIVE_INFINITY;

  /** One that was not used for so long is full again, and as good as none. */
  function sweep(nowMs: number): void {
    if (nowMs - sweptMs < FULL_AFTER_MS) return;
    sweptMs = nowMs;
    for (const [network, { atMs }] of buckets) if (nowMs - atMs >= FULL_AFTER_MS) buckets.delete(network);
  }

  return {
    take(network, nowMs) {
      sweep(nowMs);
      const owner = buckets.has(network) || buckets.size < MOST_NETWORKS ? network : OTHERS;
      const { tokens, atMs } = buckets.get(owner) ?? { tokens: AT_ONCE, atMs: nowMs };
      const now = Math.min(AT_ONCE, tokens + (Math.max(0, nowMs - atMs) / 1_000) * A_SECOND);
      const isTaken = now >= 1;
      buckets.set(owner, { tokens: isTaken ? now - 1 : now, atMs: nowMs });
      return isTaken ? { isTaken } : { isTaken, seconds: Math.ceil((1 - now) / A_SECOND) };
    },
  };
}
