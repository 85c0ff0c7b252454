export type PlansSearch = Record<never, never>;

export function readPlansSearch(_search: Record<string, unknown>): PlansSearch {
  return {};
}
