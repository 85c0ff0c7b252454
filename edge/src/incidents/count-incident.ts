import type { PostMortemFigures, PostMortemRecords } from '@roundsman/api-contract';
import type { Store } from '../store/index.ts';
import { DOORS } from '../traffic/index.ts';

/** What was counted over the parts that an incident touched. */

type Series = PostMortemRecords['traffic'][number];

/** Finer than this no graph can show; longer incidents are drawn in longer stretches. */
const MOST_POINTS = 240;
const LOOK_IS_BAD_FROM = 2;

interface Source {
  readonly counted: NonNullable<Series['counted']>;
  readonly stretchMs: number;
  /** Rows of `at_ms`, `good` and `bad` of a component between two instants. */
  readonly sql: string;
  /** Those that it tells of; all unless said. */
  readonly only?: readonly string[];
}

/** The first that knows a component tells of it: edges by their clients, doors by the platform's own counts, the rest by the probes. */
const sources: readonly Source[] = [
  {
    counted: 'requests_and_looks',
    stretchMs: 10_000,
    sql: 'SELECT at_ms, good, bad FROM edge_traffic WHERE edge_id = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms',
  },
  {
    counted: 'requests',
    stretchMs: 300_000,
    sql: `SELECT at_ms, requests - failed AS good, failed AS bad FROM request_counts
           WHERE component_id = ? AND organisation_id = '' AND at_ms >= ? AND at_ms < ? ORDER BY at_ms`,
    only: DOORS,
  },
  {
    counted: 'looks',
    stretchMs: 60_000,
    sql: `SELECT at_ms, severity < ${LOOK_IS_BAD_FROM} AS good, severity >= ${LOOK_IS_BAD_FROM} AS bad FROM observations
           WHERE component_id = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms`,
  },
];

/** The graph of each component of which anything was counted. */
export function trafficOf(store: Store, components: readonly string[], fromMs: number, toMs: number): Series[] {
  return components.flatMap((id) => {
    for (const source of sources) {
      if (source.only?.includes(id) === false) continue;
      const series = seriesOf(store, source, id, fromMs, toMs);
      if (series) return [series];
    }
    return [];
  });
}

function seriesOf(store: Store, source: Source, componentId: string, fromMs: number, toMs: number): Series | null {
  const stretchMs = source.stretchMs * Math.max(1, Math.ceil((toMs - fromMs) / source.stretchMs / MOST_POINTS));
  const startMs = fromMs - (fromMs % source.stretchMs);
  const rows = store.db.prepare(source.sql).all(componentId, startMs, toMs) as unknown as Row[];
  const newest = rows.at(-1);
  if (!newest) return null;
  // An incident of a moment ago has no minutes after it yet.
  const points = Math.floor((newest.at_ms - startMs) / stretchMs) + 1;
  const good = Array<number>(points).fill(0);
  const bad = Array<number>(points).fill(0);
  for (const row of rows) {
    const at = Math.floor((row.at_ms - startMs) / stretchMs);
    good[at] = (good[at] ?? 0) + row.good;
    bad[at] = (bad[at] ?? 0) + row.bad;
  }
  return {
    componentId,
    counted: source.counted,
    stretchSeconds: stretchMs / 1000,
    from: new Date(startMs).toISOString(),
    good,
    bad,
  };
}

const EDGE_STRETCH_MS = 10_000;
const DOOR_STRETCH_MS = 300_000;

/**
 * Requests of people in that time. What clients reported of the affected edges, where there are any; else what the platform counted at the affected
 * doors. Never both: they are the same requests.
 */
export function requestsIn(
  store: Store,
  components: readonly string[],
  fromMs: number,
  toMs: number,
): Pick<PostMortemFigures, 'countedRequests' | 'affectedRequests' | 'countedBy'> {
  const sum = (sql: string, stretchMs: number, only: readonly string[] = components) => {
    const statement = store.db.prepare(sql);
    return components
      .filter((id) => only.includes(id))
      .map((id) => statement.get(id, fromMs - stretchMs, toMs) as { counted: number; affected: number })
      .reduce(
        (all, one) => ({
          countedRequests: all.countedRequests + one.counted,
          affectedRequests: all.affectedRequests + one.affected,
        }),
        { countedRequests: 0, affectedRequests: 0 },
      );
  };
  const ofClients = sum(
    `SELECT coalesce(sum(good + bad - good_looks - bad_looks), 0) AS counted, coalesce(sum(bad - bad_looks), 0) AS affected
       FROM edge_traffic WHERE edge_id = ? AND at_ms > ? AND at_ms <= ?`,
    EDGE_STRETCH_MS,
  );
  if (ofClients.countedRequests > 0) return { ...ofClients, countedBy: 'clients' };
  const ofDoors = sum(
    `SELECT coalesce(sum(requests), 0) AS counted, coalesce(sum(failed), 0) AS affected
       FROM request_counts WHERE component_id = ? AND organisation_id = '' AND at_ms > ? AND at_ms <= ?`,
    DOOR_STRETCH_MS,
    DOORS,
  );
  return ofDoors.countedRequests > 0 ? { ...ofDoors, countedBy: 'platform' } : ofDoors;
}

interface Row {
  at_ms: number;
  good: number;
  bad: number;
}
