import { known, readWord } from '../selection/screen-search.ts';

export const FLEET_TABS = ['vehicles', 'operators', 'locations', 'areas'] as const;

export interface FleetSearch {
  tab?: (typeof FLEET_TABS)[number];
}

export function readFleetSearch(search: Record<string, unknown>): FleetSearch {
  return known(search, { tab: readWord(search.tab, FLEET_TABS) });
}
