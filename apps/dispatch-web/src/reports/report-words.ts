/** `91.7 %`. */
export function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** Nothing to count is a dash, not a nought. */
export function shareWords({ share: value }: { share: number | null }): string {
  return value === null ? '–' : share(value);
}
