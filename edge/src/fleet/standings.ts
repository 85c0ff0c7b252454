import type { Store } from '../store/index.ts';
import type { EdgeStanding, EdgeWeight } from './plan-steering.ts';

/** After so long without trouble an edge's relapses are forgiven. */
const FORGIVEN_AFTER_MS = 3_600_000;

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
    const isForgiven = row.weight === 100 && nowMs - Math.max(row.since_ms, row.last_bad_ms) > FORGIVEN_AFTER_MS;
    return {
      edge,
      weight: row.weight,
      sinceMs: row.since_ms,
      lastBadMs: row.last_bad_ms,
      relapses: isForgiven ? 0 : row.relapses,
      isHeld: row.held === 1,
    };
  });
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
