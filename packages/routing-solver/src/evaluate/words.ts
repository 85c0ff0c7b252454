/** Seconds for people: "1 minute", "25 minutes", rounded up so that nothing broken reads as 0. */
export function minutes(seconds: number): string {
  const whole = Math.ceil(seconds / 60);
  return `${whole} minute${whole === 1 ? '' : 's'}`;
}
