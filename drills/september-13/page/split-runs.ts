import type { RunResult } from '../run-profile.ts';

/**
 * Runs that are counted for starts of the apps, and those that are counted for everything else. Where there are none of their own the apps are those of
 * whatever run had a browser.
 */
export function splitRuns(results: readonly RunResult[]): {
  readonly requests: readonly RunResult[];
  readonly apps: readonly RunResult[];
} {
  const apps = results.filter(({ isForApps }) => isForApps);
  const others = results.filter(({ isForApps }) => !isForApps);
  return { requests: others.length > 0 ? others : results, apps: apps.length > 0 ? apps : results };
}
