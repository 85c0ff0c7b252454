export type StagingSearch = Record<never, never>;

export function readStagingSearch(_search: Record<string, unknown>): StagingSearch {
  return {};
}
