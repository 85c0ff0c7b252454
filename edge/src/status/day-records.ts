import type { ComponentState, DayRecord } from '@roundsman/api-contract';
import type { Said } from '../incidents/index.ts';
import type { Severity, Span } from '../probes/index.ts';
import { componentState } from './component-state.ts';

const dayMs = 86_400_000;

/** Start of the UTC day `days - 1` before the day of `now`: the first of so many days ending today. */
export function firstDayMs(now: Date, days: number): number {
  return Math.floor(now.getTime() / dayMs) * dayMs - (days - 1) * dayMs;
}

/**
 * One component's days, oldest first, up to `now`. Computed anew from the records each time, so that an incident written
 * afterwards (it began at 11:20, we knew at 13:00) is in the bars as if it had been known.
 */
export function dayRecords(
  spans: readonly Span[],
  said: readonly Said[],
  now: Date,
  days: number,
): (DayRecord | null)[] {
  const fromMs = firstDayMs(now, days);
  const toMs = now.getTime();
  const totals = Array.from({ length: days }, (): DayTotals => ({ ...noTotals }));
  for (const { startMs, endMs, state } of slices(spans, said, fromMs, toMs)) {
    if (state !== 'unknown') addTo(totals, fromMs, startMs, endMs, state);
  }
  return totals.map((total) => (total.recordedMs === 0 ? null : toRecord(total)));
}

type Recorded = Exclude<ComponentState, 'unknown'>;
interface DayTotals extends Record<Recorded, number> {
  recordedMs: number;
}
const noTotals: DayTotals = {
  recordedMs: 0,
  operational: 0,
  degraded: 0,
  partial_outage: 0,
  major_outage: 0,
  under_maintenance: 0,
};

interface Slice {
  startMs: number;
  endMs: number;
  state: ComponentState;
}

/** The time cut at every moment when anything began or ended; within a slice the state is one. */
function* slices(spans: readonly Span[], said: readonly Said[], fromMs: number, toMs: number): Generator<Slice> {
  const saidTo = (one: Said) => one.toMs ?? toMs;
  const cuts = new Set<number>([fromMs, toMs]);
  for (const { fromMs: start, toMs: end } of [...spans, ...said.map((one) => ({ ...one, toMs: saidTo(one) }))]) {
    for (const at of [start, end]) if (at > fromMs && at < toMs) cuts.add(at);
  }
  const moments = [...cuts].sort((a, b) => a - b);
  // Both walk forward with the slices, so that a quarter of records costs one pass.
  let at = 0;
  const ordered = [...spans].sort((a, b) => a.fromMs - b.fromMs);
  for (const [index, endMs] of moments.entries()) {
    if (index === 0) continue;
    const startMs = moments[index - 1]!;
    while (at < ordered.length && ordered[at]!.toMs <= startMs) at++;
    const span = ordered[at];
    const seen: Severity | null = span && span.fromMs <= startMs ? span.level : null;
    const covering = said.filter((one) => one.fromMs <= startMs && saidTo(one) >= endMs);
    yield { startMs, endMs, state: componentState(seen, covering) };
  }
}

/** Adds a slice to the days it lies in. */
function addTo(totals: DayTotals[], fromMs: number, startMs: number, endMs: number, state: Recorded): void {
  for (let startOfPart = startMs; startOfPart < endMs; ) {
    const day = Math.floor((startOfPart - fromMs) / dayMs);
    const endOfPart = Math.min(endMs, fromMs + (day + 1) * dayMs);
    const total = totals[day]!;
    total.recordedMs += endOfPart - startOfPart;
    total[state] += endOfPart - startOfPart;
    startOfPart = endOfPart;
  }
}

/** Whole seconds, rounded down, so that the parts never exceed the whole. */
function toRecord(total: DayTotals): DayRecord {
  const { recordedMs, under_maintenance, degraded, partial_outage, major_outage } = total;
  const seconds = (ms: number) => Math.floor(ms / 1000);
  return [
    seconds(recordedMs),
    seconds(under_maintenance),
    seconds(degraded),
    seconds(partial_outage),
    seconds(major_outage),
  ];
}
