/** Beyond what adding up in another order can do. */
export function differs(found: number, right: number): boolean {
  return !(Math.abs(found - right) <= 1e-6 * Math.max(1, Math.abs(right)));
}
