/** One edge of the list, with the share of clients it should have. */
export interface WeightedEdge {
  readonly url: string;
  /** 100 is full, 0 drained: used only when nothing else is left. */
  readonly weight: number;
}

/**
 * Edges in this client's own order of preference: weighted rendezvous hashing, so that each edge gets clients by its weight, and a
 * change of one weight moves only the clients it must. `seed` is the client's own, drawn once.
 */
export function spread(edges: readonly WeightedEdge[], seed: number): string[] {
  const rank = ({ url, weight }: WeightedEdge) =>
    weight <= 0 ? Number.POSITIVE_INFINITY : -Math.log(fraction(url, seed)) / weight;
  return [...edges].sort((a, b) => rank(a) - rank(b)).map(({ url }) => url);
}

/** FNV-1a with a final mix, as a number strictly between 0 and 1. */
function fraction(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32;
}
