import { readWord, withoutAbsent } from '../selection/screen-search.ts';

export const SETUP_TABS = [
  'organisation',
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
}

export function readSetupSearch(search: Record<string, unknown>): SetupSearch {
  return withoutAbsent({ tab: readWord(search.tab, SETUP_TABS) });
}
