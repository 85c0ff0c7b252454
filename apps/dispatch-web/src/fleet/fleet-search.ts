export type FleetSearch = Record<never, never>;

export function readFleetSearch(_search: Record<string, unknown>): FleetSearch {
  return {};
}
