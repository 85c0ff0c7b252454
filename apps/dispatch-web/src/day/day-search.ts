import { known, readWord } from '../selection/screen-search.ts';

export const PANES = ['list', 'map', 'timeline'] as const;
export type DayPane = (typeof PANES)[number];

export interface DaySearch {
  /** A window that was popped out shows this pane and nothing else. */
  only?: DayPane;
}

export function readDaySearch(search: Record<string, unknown>): DaySearch {
  return known(search, { only: readWord(search.only, PANES) });
}
