/** When the phases of a run began and ended, milliseconds since its start. */
export interface Phases {
  readonly grayFrom: number;
  readonly grayTo: number;
  readonly end: number;
}

export interface Quantiles {
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly worst: number | null;
}

export function quantiles(values: readonly number[]): Quantiles {
  const sorted = [...values].sort((a, b) => a - b);
  const of = (share: number) =>
    sorted.length === 0 ? null : Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!);
  return { count: sorted.length, p50: of(0.5), p95: of(0.95), p99: of(0.99), worst: of(1) };
}
