import type { Store } from '../store/index.ts';
import { judge, rememberedLooks, type Severity } from './judge.ts';
import type { Look } from './look.ts';

/** A component as the probes last judged it. */
export interface Judged {
  level: Severity;
  /** Since when it has this level without a gap in the record. */
  sinceMs: number;
  detail: string | null;
}

export interface Records {
  /** Judges and keeps one round of looks. */
  record(looks: ReadonlyMap<string, Look>, at: Date): void;
  /** Null when there is no record that reaches to within `staleAfterMs` of `at`. */
  current(componentId: string, at: Date): Judged | null;
  /** Stretches of time with their level that touch `fromMs` to `toMs`, oldest first. */
  spans(componentId: string, fromMs: number, toMs: number): Span[];
  /** Forgets looks older than a day and stretches older than the page shows. */
  prune(at: Date): void;
}

export interface Span {
  fromMs: number;
  toMs: number;
  level: Severity;
}

const dayMs = 86_400_000;
const looksKeptMs = dayMs;
const spansKeptMs = 100 * dayMs;

/**
 * `staleAfterMs`: a longer silence between two rounds is a gap in the record, and judgement starts anew after it: what
 * happened in between nobody knows.
 */
export function openRecords(store: Store, staleAfterMs: number): Records {
  const insertLook = store.db.prepare(
    'INSERT OR REPLACE INTO observations (component_id, at_ms, severity, reason, total_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const recentLooks = store.db.prepare(
    'SELECT severity, at_ms FROM observations WHERE component_id = ? AND at_ms <= ? ORDER BY at_ms DESC LIMIT ?',
  );
  const lastSpan = store.db.prepare(
    'SELECT from_ms, to_ms, level, detail FROM state_spans WHERE component_id = ? ORDER BY from_ms DESC LIMIT 1',
  );
  const extendSpan = store.db.prepare(
    'UPDATE state_spans SET to_ms = ?, detail = ? WHERE component_id = ? AND from_ms = ?',
  );
  const insertSpan = store.db.prepare(
    'INSERT OR REPLACE INTO state_spans (component_id, from_ms, to_ms, level, detail) VALUES (?, ?, ?, ?, ?)',
  );
  const spansBetween = store.db.prepare(
    'SELECT from_ms, to_ms, level FROM state_spans WHERE component_id = ? AND to_ms > ? AND from_ms < ? ORDER BY from_ms',
  );
  function recordOne(componentId: string, look: Look, atMs: number): void {
    const before = lastSpan.get(componentId) as SpanRow | undefined;
    // A machine clock that was set back: the record already speaks of that time, so this look adds nothing to it.
    if (before && atMs <= before.to_ms) return;
    insertLook.run(componentId, atMs, look.severity, look.reason, look.totalMilliseconds);
    const fresh = before !== undefined && atMs - before.to_ms <= staleAfterMs;
    const rows = recentLooks.all(componentId, atMs, rememberedLooks) as { severity: Severity; at_ms: number }[];
    const recent = withoutGap(rows, staleAfterMs).map((row) => row.severity);
    const level = judge(fresh ? before.level : null, recent);
    if (level === null) return;
    const detail = level === 0 ? null : (look.reason ?? (fresh ? before.detail : null));
    if (fresh && level === before.level) extendSpan.run(atMs, detail, componentId, before.from_ms);
    // The stretch between two looks belongs to what was seen at its start.
    else {
      if (fresh) extendSpan.run(atMs, before.detail, componentId, before.from_ms);
      insertSpan.run(componentId, atMs, atMs, level, detail);
    }
  }

  return {
    record(looks, at) {
      store.transact(() => {
        for (const [componentId, look] of looks) recordOne(componentId, look, at.getTime());
      });
    },
    current(componentId, at) {
      const newest = lastSpan.get(componentId) as SpanRow | undefined;
      if (newest === undefined || at.getTime() - newest.to_ms > staleAfterMs) return null;
      return { level: newest.level, sinceMs: newest.from_ms, detail: newest.detail };
    },
    spans(componentId, fromMs, toMs) {
      const rows = spansBetween.all(componentId, fromMs, toMs) as unknown as SpanRow[];
      return rows.map((row) => ({ fromMs: row.from_ms, toMs: row.to_ms, level: row.level }));
    },
    prune(at) {
      store.transact(() => {
        store.db.prepare('DELETE FROM observations WHERE at_ms < ?').run(at.getTime() - looksKeptMs);
        store.db.prepare('DELETE FROM state_spans WHERE to_ms < ?').run(at.getTime() - spansKeptMs);
      });
    },
  };
}

interface SpanRow {
  from_ms: number;
  to_ms: number;
  level: Severity;
  detail: string | null;
}

/** The looks of the last unbroken stretch, oldest first; `rows` come newest first. */
function withoutGap<Row extends { at_ms: number }>(rows: readonly Row[], staleAfterMs: number): Row[] {
  const broken = rows.findIndex((row, at) => at > 0 && rows[at - 1]!.at_ms - row.at_ms > staleAfterMs);
  return (broken === -1 ? rows : rows.slice(0, broken)).toReversed();
}
