/** Millionths of one unit of a currency: an e-mail costs less than the smallest coin. */
export type Micros = number;

/** `0.0645` → 64,500; undefined for what is no amount of up to six decimals. */
export function microsOf(amount: string): Micros | undefined {
  const [, whole, decimals = ''] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(amount) ?? [];
  return whole === undefined ? undefined : Number(whole) * 1_000_000 + Number(decimals.padEnd(6, '0'));
}
