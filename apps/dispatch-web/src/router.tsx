import { createRootRoute, createRoute, createRouter, redirect, retainSearchParams } from '@tanstack/react-router';
import { readDaySearch } from './day/day-search.ts';
import { readFleetSearch } from './fleet/fleet-search.ts';
import { readJobsSearch } from './jobs/jobs-search.ts';
import { readMessagesSearch } from './messages/messages-search.ts';
import { readPlansSearch } from './plans/plans-search.ts';
import { screens } from './screens.ts';
import { readScreenSearch } from './selection/screen-search.ts';
import { SessionGate } from './session/session-gate.tsx';
import { readSetupSearch } from './setup/setup-search.ts';
import { NotFound } from './shell/not-found.tsx';
import { ScreenFailed } from './shell/screen-failed.tsx';
import { readStagingSearch } from './staging/staging-search.ts';

const root = createRootRoute({
  component: SessionGate,
  validateSearch: readScreenSearch,
  search: { middlewares: [retainSearchParams(['date', 'select'])] },
  notFoundComponent: NotFound,
  errorComponent: ScreenFailed,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/day', search });
  },
});

const day = createRoute({
  getParentRoute: () => root,
  path: '/day',
  validateSearch: readDaySearch,
  component: screens.day,
});

const staging = createRoute({
  getParentRoute: () => root,
  path: '/staging',
  validateSearch: readStagingSearch,
  component: screens.staging,
});

const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  validateSearch: readPlansSearch,
  component: screens.plans,
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  validateSearch: readJobsSearch,
  component: screens.jobs,
});

const fleet = createRoute({
  getParentRoute: () => root,
  path: '/fleet',
  validateSearch: readFleetSearch,
  component: screens.fleet,
});

const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  validateSearch: readMessagesSearch,
  component: screens.messages,
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: screens.reports,
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: readSetupSearch,
  component: screens.setup,
});

export const router = createRouter({
  routeTree: root.addChildren([home, day, staging, plans, jobs, fleet, messages, reports, setup]),
  defaultPreload: 'intent',
  defaultErrorComponent: ScreenFailed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
