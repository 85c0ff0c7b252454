import { type ComponentType, lazy } from 'react';

/** Every screen is a file of its own. Once somebody is signed in they are all fetched, so that going from one to the other needs no network. */
// React's own `lazy`, not the router's: that one reloads the page when a file does not come, and offline nothing would be left of it.
type Screen = 'day' | 'staging' | 'plans' | 'jobs' | 'fleet' | 'messages' | 'reports' | 'setup';
type File = () => Promise<{ default: ComponentType }>;

// Said, not inferred: the screens know the router's types, and the router these.
const files: Record<Screen, File> = {
  day: () => import('./day/day-gate.tsx').then((file) => ({ default: file.DayGate })),
  staging: () => import('./staging/staging-screen.tsx').then((file) => ({ default: file.StagingScreen })),
  plans: () => import('./plans/plans-screen.tsx').then((file) => ({ default: file.PlansScreen })),
  jobs: () => import('./jobs/jobs-screen.tsx').then((file) => ({ default: file.JobsScreen })),
  fleet: () => import('./fleet/fleet-screen.tsx').then((file) => ({ default: file.FleetScreen })),
  messages: () => import('./messages/messages-screen.tsx').then((file) => ({ default: file.MessagesScreen })),
  reports: () => import('./reports/reports-screen.tsx').then((file) => ({ default: file.ReportsScreen })),
  setup: () => import('./setup/setup-screen.tsx').then((file) => ({ default: file.SetupScreen })),
};

export const screens = {
  day: lazy(files.day),
  staging: lazy(files.staging),
  plans: lazy(files.plans),
  jobs: lazy(files.jobs),
  fleet: lazy(files.fleet),
  messages: lazy(files.messages),
  reports: lazy(files.reports),
  setup: lazy(files.setup),
};

const beside = [
  () => import('./route-map/dispatch-map.tsx'),
  () => import('./job/job-sheet.tsx'),
  () => import('./new-job/new-job-sheet.tsx'),
  () => import('./staging/staging-map.tsx'),
  () => import('./pin-map/pin-map.tsx'),
  () => import('./pin-map/point-map.tsx'),
  () => import('./shell/search-dialog.tsx'),
];

/** A page that is never idle fetches them all the same. */
const IDLE_MILLISECONDS = 500;

/**
 * One after the other while nothing else is to be done. What fails is fetched when it is wanted, and so is everything where
 * the browser is told to save data: the map alone is a megabyte.
 */
export async function fetchScreens(): Promise<void> {
  if (savesData()) return;
  for (const fetchScreen of [...Object.values(files), ...beside]) {
    await idle();
    await fetchScreen().catch(() => undefined);
  }
}

/** Not every browser says it, and TypeScript's page knows none that does. */
const savesData = (): boolean =>
  (navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true;

const idle = () =>
  new Promise<void>((resolve) => {
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: IDLE_MILLISECONDS });
    else setTimeout(resolve, IDLE_MILLISECONDS);
  });
