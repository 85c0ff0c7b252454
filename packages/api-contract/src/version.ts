/** Versions of the contract, oldest first: the dates on which something changed that a client could notice. */
export const API_VERSIONS = ['2026-11-01'] as const;
export const VERSION_HEADER = 'Roundsman-Version';

/** The newest version that is not younger than the date a client was written for; null for one before the first. */
export function versionFor(date: string): (typeof API_VERSIONS)[number] | null {
  return /^\d{4}-\d\d-\d\d$/.test(date) ? (API_VERSIONS.findLast((version) => version <= date) ?? null) : null;
}
