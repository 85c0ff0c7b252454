/**
 * Which client networks have been telling how the edges do for a while, in good times as well. Anybody can report, and addresses are had by the
 * thousand: what a network says that was never heard of before the trouble is worth less. Pure, and bounded: strangers displace strangers alone.
 */
export interface KnownNetworks {
  /** It reported, and had answers. */
  heard(network: string, atMs: number): void;
  isKnown(network: string): boolean;
}

/** Good news in so many different quarters of an hour make a network known; one that was silent for a week is a stranger again. */
const QUARTERS = 4;
const QUARTER_MS = 15 * 60_000;
const KEPT_MS = 7 * 86_400_000;
const MOST_KNOWN = 20_000;
const MOST_STRANGERS = 5_000;

export function openKnownNetworks(): KnownNetworks {
  /** The one that was heard of longest ago comes first. */
  const known = new Map<string, number>();
  const strangers = new Map<string, { quarters: number; lastQuarter: number }>();

  /** A tenth at a time: each look for the oldest entry passes over the places of those that were removed. */
  function bound(networks: Map<string, unknown>, most: number): void {
    if (networks.size <= most) return;
    for (const oldest of [...networks.keys()].slice(0, most / 10)) networks.delete(oldest);
  }

  return {
    heard(network, atMs) {
      const lastMs = known.get(network);
      if (lastMs !== undefined) {
        known.delete(network);
        if (atMs - lastMs < KEPT_MS) {
          known.set(network, atMs);
          return;
        }
      }
      const quarter = Math.floor(atMs / QUARTER_MS);
      const { quarters, lastQuarter } = strangers.get(network) ?? { quarters: 0, lastQuarter: -1 };
      strangers.delete(network);
      const next = { quarters: quarter === lastQuarter ? quarters : quarters + 1, lastQuarter: quarter };
      if (next.quarters < QUARTERS) strangers.set(network, next);
      else known.set(network, atMs);
      bound(strangers, MOST_STRANGERS);
      bound(known, MOST_KNOWN);
    },
    isKnown: (network) => known.has(network),
  };
}

/** Networks of one hand are often neighbours: the /16 of an IPv4 network, the /32 of an IPv6 one. */
export function neighbourhoodOf(network: string): string {
  const separator = network.includes(':') ? ':' : '.';
  return network.split(separator).slice(0, 2).join(separator);
}
