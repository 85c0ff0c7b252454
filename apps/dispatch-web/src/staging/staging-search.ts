import { known, readId, readText } from '../selection/screen-search.ts';

export interface StagingSearch {
  /** The import whose file is looked at; absent = the sheet of all staged rows. */
  import?: string;
  /** Only rows with this fault; `ready` and `blocked` stand for all without and with one that blocks. */
  show?: string;
}

export function readStagingSearch(search: Record<string, unknown>): StagingSearch {
  return known(search, { import: readId(search.import), show: readText(search.show) });
}
