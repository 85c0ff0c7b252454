export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** Of milliseconds, rounded to tenths; zeros of nothing. */
export function percentilesOf(milliseconds: readonly number[]): Percentiles {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}

export const wordsOf = ({ count, p50, p99, most }: Percentiles): string =>
  `${count}, p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms`;
