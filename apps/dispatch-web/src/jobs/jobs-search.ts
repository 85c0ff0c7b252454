export type JobsSearch = Record<never, never>;

export function readJobsSearch(_search: Record<string, unknown>): JobsSearch {
  return {};
}
