import type { Store } from '../store/index.ts';
import { type Counted, readCounts } from './read-counts.ts';
import { STEP_MS } from './seasonal-baseline.ts';

/** Requests or messages of one series: a component, and an organisation or all of them (empty). */
export interface Series {
  readonly componentId: string;
  readonly organisationId: string;
}

/** What was counted of one organisation. */
export interface OrganisationCount {
  readonly organisationId: string;
  readonly requests: number;
  readonly failed: number;
}

export interface RequestCounts {
  /** Takes one page of figures of one process; the difference to its last page is what came in between. */
  take(source: string, page: string, atMs: number): void;
  /** Writes what was counted; call it at least once a step. */
  flush(): void;
  /** Series that had requests in the last weeks. */
  series(): Series[];
  /** Requests in the steps that begin at these instants; steps without record are left out. */
  counts(series: Series, steps: readonly number[]): number[];
  /** Every step between two instants that is on record. */
  between(componentId: string, fromMs: number, toMs: number): { atMs: number; requests: number; failed: number }[];
  /** Of each organisation, over the steps that touch the time between two instants; requests of nobody's are left out. */
  byOrganisation(componentId: string, fromMs: number, toMs: number): OrganisationCount[];
}

const KEPT_MS = 9 * 7 * 86_400_000;
/** The busiest organisations have a pattern of their own; the others count in the whole. */
const MOST_ORGANISATIONS = 100;
/** An organisation has one for each component that it uses. */
const MOST_SERIES = 400;

/** What the platform calls requests that are nobody's in particular, sign-in say. They count in the whole, and are no organisation. */
const NOBODY = 'none';
/** Those beyond what the platform has figures for, together: no organisation either. */
const OTHERS = 'others';

export function openRequestCounts(store: Store): RequestCounts {
  const last = new Map<string, Map<string, number>>();
  const pending = new Map<string, { series: Series; atMs: number; requests: number; failed: number }>();
  const insert = store.db.prepare(
    `INSERT INTO request_counts (component_id, organisation_id, at_ms, requests, failed) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (component_id, organisation_id, at_ms)
     DO UPDATE SET requests = requests + excluded.requests, failed = failed + excluded.failed`,
  );
  const one = store.db.prepare(
    'SELECT requests FROM request_counts WHERE component_id = ? AND organisation_id = ? AND at_ms = ?',
  );

  function add(series: Series, atMs: number, count: number, isFailure: boolean): void {
    const name = `${series.componentId} ${series.organisationId} ${atMs}`;
    const known = pending.get(name) ?? { series, atMs, requests: 0, failed: 0 };
    known.requests += count;
    if (isFailure) known.failed += count;
    pending.set(name, known);
  }

  return {
    take(source, page, nowMs) {
      const before = last.get(source);
      const now = new Map<string, number>();
      const atMs = nowMs - (nowMs % STEP_MS);
      const counted = readCounts(page);
      const busiest = busiestOrganisations(counted);
      for (const { componentId, organisation, outcome, value } of counted) {
        const name = `${componentId} ${organisation} ${outcome}`;
        now.set(name, value);
        if (!before) continue;
        const known = before.get(name) ?? 0;
        // A counter that fell began anew with its process.
        const count = value >= known ? value - known : value;
        // A step in which nothing came is on record too: silence is what is looked for.
        add({ componentId, organisationId: '' }, atMs, count, outcome === 'failed');
        if (busiest.has(organisation))
          add({ componentId, organisationId: organisation }, atMs, count, outcome === 'failed');
      }
      last.set(source, now);
    },
    flush() {
      const rows = [...pending.values()];
      pending.clear();
      if (rows.length === 0) return;
      const newest = Math.max(...rows.map(({ atMs }) => atMs));
      store.transact(() => {
        for (const { series, atMs, requests, failed } of rows)
          insert.run(series.componentId, series.organisationId, atMs, requests, failed);
        store.db.prepare('DELETE FROM request_counts WHERE at_ms < ?').run(newest - KEPT_MS);
      });
    },
    series: () =>
      store.db
        .prepare(
          `SELECT component_id AS componentId, organisation_id AS organisationId, sum(requests) AS total FROM request_counts
            WHERE organisation_id <> '${NOBODY}' GROUP BY component_id, organisation_id ORDER BY organisation_id <> '', total DESC LIMIT ?`,
        )
        .all(MOST_SERIES)
        .map((row) => ({ componentId: String(row.componentId), organisationId: String(row.organisationId) })),
    counts: ({ componentId, organisationId }, steps) =>
      steps.flatMap((atMs) => {
        const row = one.get(componentId, organisationId, atMs) as { requests: number } | undefined;
        return row ? [row.requests] : [];
      }),
    between: (componentId, fromMs, toMs) =>
      store.db
        .prepare(
          `SELECT at_ms AS atMs, requests, failed FROM request_counts
            WHERE component_id = ? AND organisation_id = '' AND at_ms >= ? AND at_ms < ? ORDER BY at_ms`,
        )
        .all(componentId, fromMs, toMs) as unknown as { atMs: number; requests: number; failed: number }[],
    byOrganisation: (componentId, fromMs, toMs) =>
      store.db
        .prepare(
          `SELECT organisation_id AS organisationId, sum(requests) AS requests, sum(failed) AS failed FROM request_counts
            WHERE component_id = ? AND organisation_id NOT IN ('', '${NOBODY}') AND at_ms > ? AND at_ms < ? GROUP BY organisation_id`,
        )
        .all(componentId, fromMs - STEP_MS, toMs) as unknown as OrganisationCount[],
  };
}

function busiestOrganisations(counted: readonly Counted[]): ReadonlySet<string> {
  const totals = new Map<string, number>();
  for (const { organisation, value } of counted)
    if (!['', NOBODY, OTHERS].includes(organisation)) totals.set(organisation, (totals.get(organisation) ?? 0) + value);
  const byTotal = [...totals].sort(([, a], [, b]) => b - a);
  return new Set(byTotal.slice(0, MOST_ORGANISATIONS).map(([organisation]) => organisation));
}
