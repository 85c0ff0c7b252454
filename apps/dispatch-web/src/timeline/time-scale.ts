const HOUR_MS = 3_600_000;

/** Maps instants to pixels: `fromMs` stands at 0, `toMs` at `widthPx`. */
export interface TimeScale {
  fromMs: number;
  toMs: number;
  widthPx: number;
}

export function xOf(scale: TimeScale, ms: number): number {
  return ((ms - scale.fromMs) / (scale.toMs - scale.fromMs)) * scale.widthPx;
}

export function msAt(scale: TimeScale, xPx: number): number {
  return scale.fromMs + (xPx / scale.widthPx) * (scale.toMs - scale.fromMs);
}

/** The whole hours around everything that the rows do; the given span when they do nothing. */
export function spanOf(
  rows: readonly { loadingFromMs?: number | null; departureMs: number; endMs: number }[],
  otherwise: [number, number],
) {
  if (rows.length === 0) return { fromMs: otherwise[0], toMs: otherwise[1] };
  const from = rows.reduce(
    (least, row) => Math.min(least, row.loadingFromMs ?? row.departureMs),
    Number.POSITIVE_INFINITY,
  );
  const to = rows.reduce((most, row) => Math.max(most, row.endMs), Number.NEGATIVE_INFINITY);
  const fromMs = Math.floor(from / HOUR_MS) * HOUR_MS;
  return { fromMs, toMs: Math.max(Math.ceil(to / HOUR_MS) * HOUR_MS, fromMs + HOUR_MS) };
}

const STEPS_MS = [0.25, 0.5, 1, 2, 3, 6, 12, 24].map((hours) => hours * HOUR_MS);

/** Instants of the axis' ticks: the finest step of which labels of `leastPx` still stand apart. */
export function ticksOf(scale: TimeScale, leastPx: number): number[] {
  const pxPerMs = scale.widthPx / (scale.toMs - scale.fromMs);
  const step = STEPS_MS.find((candidate) => candidate * pxPerMs >= leastPx) ?? 24 * HOUR_MS;
  const first = Math.ceil(scale.fromMs / step) * step;
  const count = Math.max(0, Math.floor((scale.toMs - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}
