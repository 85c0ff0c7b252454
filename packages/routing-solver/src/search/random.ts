export interface Random {
  /** Uniform in [0, 1). */
  unit(): number;
  /** Uniform integer in [0, below). */
  below(limit: number): number;
}

/** xorshift128 (Marsaglia 2003), seeded by splitmix32 so that neighbouring seeds share nothing. */
export function createRandom(seed: number): Random {
  let mix = seed | 0;
  const split = () => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let x = split() | 1;
  let y = split();
  let z = split();
  let w = split();
  const next = () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return w >>> 0;
  };
  return {
    unit: () => next() * 2 ** -32,
    below: (limit) => Math.floor(next() * 2 ** -32 * limit),
  };
}
