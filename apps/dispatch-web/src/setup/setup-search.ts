export type SetupSearch = Record<never, never>;

export function readSetupSearch(_search: Record<string, unknown>): SetupSearch {
  return {};
}
