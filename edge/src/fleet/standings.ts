import type { Store } from '../store/index.ts';
import type { EdgeStanding, EdgeWeight } from './plan-steering.ts';

/** After so long with its whole share an edge's relapses are forgiven. */
const FORGIVEN_AFTER_MS = 3_600_000;
/** How far back a flip can matter; one is possible a minute. */
const FLIPS_WITHIN_MS = 3_600_000;

interface Row {
  edge_id: string;
  weight: EdgeWeight;
  since_ms: number;
  last_bad_ms: number;
  relapses: number;
  held: 0 | 1;
}

/** Edges of the configuration with what is on record of them; a new one begins whole. */
export function readStandings(store: Store, edgeIds: readonly string[], nowMs: number): EdgeStanding[] {
  const rows = new Map(
    (store.db.prepare('SELECT * FROM edge_standings').all() as unknown as Row[]).map((row) => [row.edge_id, row]),
  );
  return edgeIds.map((edge) => {
    const row = rows.get(edge);
    if (!row) return { edge, weight: 100, sinceMs: nowMs, lastBadMs: 0, relapses: 0, isHeld: false };
    return {
      edge,
      weight: row.weight,
      sinceMs: row.since_ms,
      lastBadMs: row.last_bad_ms,
      relapses: row.relapses,
      isHeld: row.held === 1,
    };
  });
}

/** Drains that still count against an edge. */
export const relapsesOf = ({ weight, sinceMs, relapses }: EdgeStanding, nowMs: number): number =>
  weight === 100 && nowMs - sinceMs > FORGIVEN_AFTER_MS ? 0 : relapses;

/** When the monitor last turned the traffic, whichever program it was; null if not lately. A relapse and the later steps of a return are no turn of their own. */
export function readLastFlip(store: Store, monitor: string, nowMs: number): number | null {
  const row = store.db
    .prepare(
      `SELECT max(at_ms) AS at_ms FROM (
         SELECT at_ms, by, lag(weight, 1, 100) OVER (PARTITION BY edge_id ORDER BY at_ms) AS before
         FROM steering_log WHERE kind <> 'page' AND at_ms >= ?
       ) WHERE by = ? AND before IN (0, 100)`,
    )
    .get(nowMs - FLIPS_WITHIN_MS, monitor) as { at_ms: number | null };
  return row.at_ms;
}

export function writeStanding(store: Store, standing: EdgeStanding): void {
  store.db
    .prepare(
      `INSERT INTO edge_standings (edge_id, weight, since_ms, last_bad_ms, relapses, held) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (edge_id) DO UPDATE SET weight = excluded.weight, since_ms = excluded.since_ms,
         last_bad_ms = excluded.last_bad_ms, relapses = excluded.relapses, held = excluded.held`,
    )
    .run(
      standing.edge,
      standing.weight,
      standing.sinceMs,
      standing.lastBadMs,
      standing.relapses,
      standing.isHeld ? 1 : 0,
    );
}
