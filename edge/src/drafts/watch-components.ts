import type { EdgeClock } from '../clock.ts';
import type { Component } from '../components.ts';
import { whatWasSaid } from '../incidents/index.ts';
import type { Records, Severity } from '../probes/index.ts';
import type { Store } from '../store/index.ts';

/** A component that the probes find out of order for longer than a restart takes. */
export interface DownComponent {
  readonly id: string;
  readonly level: Severity;
  readonly sinceMs: number;
  readonly detail: string | null;
}

export interface ComponentWatch {
  /** Partial or major outages, the longest first. Not what is worked on, nor one of several edges: its siblings tell of that. */
  down(at?: Date): DownComponent[];
  isDown(componentId: string): boolean;
}

export interface ComponentWatchParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly records: Records;
  readonly components: readonly Component[];
  readonly edgeIds: readonly string[];
  /** A spell shorter than this is nobody's news. */
  readonly afterMs: number;
}

const DOWN_FROM: Severity = 2;
const LOOKED_BACK_MS = 2 * 86_400_000;

export function openComponentWatch(parts: ComponentWatchParts): ComponentWatch {
  const { store, clock, records, edgeIds } = parts;

  function downOf(id: string, now: Date): DownComponent | null {
    const judged = records.current(id, now);
    if (!judged || judged.level < DOWN_FROM) return null;
    let sinceMs = judged.sinceMs;
    // A partial outage that became a major one began with the first of both.
    for (const span of records.spans(id, now.getTime() - LOOKED_BACK_MS, now.getTime()).toReversed()) {
      if (span.fromMs >= sinceMs) continue;
      if (span.level < DOWN_FROM || span.toMs < sinceMs) break;
      sinceMs = span.fromMs;
    }
    return { id, level: judged.level, sinceMs, detail: judged.detail };
  }

  function down(now = clock.now()): DownComponent[] {
    const nowMs = now.getTime();
    const worked = new Set(
      whatWasSaid(store, nowMs)
        .filter(({ impact, toMs }) => impact === 'maintenance' && toMs === null)
        .map(({ componentId }) => componentId),
    );
    const all = parts.components.flatMap(({ id }) => downOf(id, now) ?? []).filter(({ id }) => !worked.has(id));
    const isEdge = ({ id }: DownComponent) => edgeIds.includes(id);
    const allEdges = all.filter(isEdge).length + edgeIds.filter((id) => worked.has(id)).length >= edgeIds.length;
    return all
      .filter((one) => nowMs - one.sinceMs >= parts.afterMs && (!isEdge(one) || allEdges))
      .sort((a, b) => a.sinceMs - b.sinceMs || a.id.localeCompare(b.id));
  }

  return { down, isDown: (componentId) => downOf(componentId, clock.now()) !== null };
}
