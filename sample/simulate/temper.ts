/** How one crew's day goes: drawn once from the seed, so that the same seed plays the same day. */
export interface Temper {
  /** Factors on planned driving and service. */
  readonly driving: number;
  readonly service: number;
  /** The share of its stops, from the first, after which its phone has no network, and for how long in business seconds. */
  readonly offline: { readonly afterShare: number; readonly seconds: number } | null;
  /** The share of its stops after which its vehicle breaks down. */
  readonly breakdownAfterShare: number | null;
}

export function drawTempers(crews: number, random: () => number): Temper[] {
  const late = new Set([pick(crews, random), pick(crews, random)]);
  const offline = new Set([pick(crews, random), pick(crews, random), pick(crews, random)]);
  const broken = pick(crews, random);
  return Array.from({ length: crews }, (_, index) => ({
    driving: 0.95 + random() * 0.15 + (late.has(index) ? 0.15 : 0),
    service: 0.85 + random() * 0.3 + (late.has(index) ? 0.35 : 0),
    offline: offline.has(index)
      ? { afterShare: 0.2 + random() * 0.5, seconds: 1800 + Math.round(random() * 2700) }
      : null,
    breakdownAfterShare: index === broken ? 0.5 + random() * 0.3 : null,
  }));
}

const pick = (count: number, random: () => number) => Math.floor(random() * count);
