/** What several runs showed, in words of a table: median / 95 % / worst, the figure alone of a single run, and how many had none. */
export function spread(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '–';
  const shares = known.length === 1 ? [1] : [0.5, 0.95, 1];
  const shown = shares.map((share) => String(Math.round(shareOf(known, share) * 10) / 10));
  const missing = values.length - known.length;
  return `${shown.join(' / ')}${missing > 0 ? ` (${missing} not)` : ''}`;
}

/** The value that `share` of them do not pass; of at least one value. */
export function shareOf(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)]!;
}
