import type { Store } from '../../store/index.ts';

/** What was seen over one edge in one stretch of ten seconds. */
export interface TrafficStretch {
  readonly edge: string;
  readonly atMs: number;
  readonly good: number;
  readonly bad: number;
}

export interface TrafficCounts {
  /** Parts of a request are reports that stand for many or are old; a stretch is kept in whole ones. */
  add(edge: string, good: number, bad: number, atMs: number, isLook?: boolean): void;
  /** Oldest first, what is not on disk yet included. */
  between(fromMs: number, toMs: number): TrafficStretch[];
  flush(nowMs: number): void;
}

export const STRETCH_MS = 10_000;
const KEPT_MS = 14 * 86_400_000;

/** Counts per edge and ten seconds, written once a stretch is over: the graph of an incident, and what a practice run met. */
export function openTrafficCounts(store: Store): TrafficCounts {
  const current = new Map<string, { good: number; bad: number; goodLooks: number; badLooks: number }>();
  let startedMs = 0;
  const insert = store.db.prepare(
    `INSERT INTO edge_traffic (edge_id, at_ms, good, bad, good_looks, bad_looks) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (edge_id, at_ms) DO UPDATE SET good = good + excluded.good, bad = bad + excluded.bad,
       good_looks = good_looks + excluded.good_looks, bad_looks = bad_looks + excluded.bad_looks`,
  );

  const running = () =>
    [...current].map(([edge, { good, bad }]) => ({
      edge,
      atMs: startedMs,
      good: Math.round(good),
      bad: Math.round(bad),
    }));

  function flush(nowMs: number): void {
    if (current.size > 0)
      store.transact(() => {
        for (const [edge, { good, bad, goodLooks, badLooks }] of current)
          insert.run(
            edge,
            startedMs,
            Math.round(good),
            Math.round(bad),
            Math.min(Math.round(good), goodLooks),
            Math.min(Math.round(bad), badLooks),
          );
        store.db.prepare('DELETE FROM edge_traffic WHERE at_ms < ?').run(nowMs - KEPT_MS);
      });
    current.clear();
    startedMs = nowMs - (nowMs % STRETCH_MS);
  }

  return {
    add(edge, good, bad, atMs, isLook = false) {
      if (atMs - (atMs % STRETCH_MS) !== startedMs) flush(atMs);
      const counted = current.get(edge) ?? { good: 0, bad: 0, goodLooks: 0, badLooks: 0 };
      counted.good += good;
      counted.bad += bad;
      if (isLook) {
        counted.goodLooks += good;
        counted.badLooks += bad;
      }
      current.set(edge, counted);
    },
    between(fromMs, toMs) {
      const kept = store.db
        .prepare(
          'SELECT edge_id AS edge, at_ms AS atMs, good, bad FROM edge_traffic WHERE at_ms >= ? AND at_ms < ? ORDER BY at_ms, edge_id',
        )
        .all(fromMs, toMs) as unknown as TrafficStretch[];
      const isNow = startedMs >= fromMs && startedMs < toMs;
      return isNow ? [...kept, ...running()] : kept;
    },
    flush,
  };
}
