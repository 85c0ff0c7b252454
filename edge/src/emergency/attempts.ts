/** Counts wrong codes per address, so that who guesses is stopped and who knows the code elsewhere is not. */
export interface Attempts {
  blocked(address: string, nowMs: number): boolean;
  failed(address: string, nowMs: number): void;
}

export interface AttemptLimits {
  /** Wrong codes of one address within the window; with the last of them it is blocked until the oldest has left. */
  most: number;
  windowMs: number;
  /** Addresses remembered; beyond them the one that failed longest ago is forgotten. */
  addresses: number;
}

export function countAttempts({ most, windowMs, addresses }: AttemptLimits): Attempts {
  const failures = new Map<string, number[]>();
  const recent = (address: string, nowMs: number) =>
    (failures.get(address) ?? []).filter((at) => at > nowMs - windowMs);
  return {
    blocked: (address, nowMs) => recent(address, nowMs).length >= most,
    failed: (address, nowMs) => {
      const kept = [...recent(address, nowMs), nowMs].slice(-most);
      // Put last: the map's order is the order of the latest failures.
      failures.delete(address);
      failures.set(address, kept);
      const oldest = failures.keys().next().value;
      if (failures.size > addresses && oldest !== undefined) failures.delete(oldest);
    },
  };
}
