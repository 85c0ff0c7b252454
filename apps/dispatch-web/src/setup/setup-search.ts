import { known, readId, readWord } from '../selection/screen-search.ts';

export const SETUP_TABS = [
  'organisation',
  'policies',
  'calendars',
  'branding',
  'rules',
  'words',
  'wishes',
  'sending',
  'members',
  'security',
  'api-keys',
  'audit',
  'data',
  'webhooks',
  'incidents',
  'edges',
  'service-levels',
] as const;

export interface SetupSearch {
  tab?: (typeof SETUP_TABS)[number];
  /** The branch or vehicle whose hours are shown. */
  of?: string;
}

export function readSetupSearch(search: Record<string, unknown>): SetupSearch {
  return known(search, { tab: readWord(search.tab, SETUP_TABS), of: readId(search.of) });
}
