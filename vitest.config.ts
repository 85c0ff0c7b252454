import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**', 'data/**'];

/** On a database of somebody's own, what has no question to it or starts its own was asked already, and so was what plays long with questions that others ask. */
const askedAlready = process.env.TEST_DATABASE_URL
  ? [
      ...['server/src/platform/http/**', '**/open-platform.test.ts', '**/embedded-cluster.test.ts'],
      ...['server/src/sample/**', '**/sample-morning.test.ts', '**/replan-day.test.ts', '**/apply-replan.test.ts'],
      ...['**/once-only.test.ts', '**/killed-in-between.test.ts'],
    ]
  : [];

/** `unit`: what needs nothing but itself. `real-peers`: what speaks to programs of Debian. `integration`: the server's, on a real PostgreSQL that the run starts. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    // Files of a worker share what they import: reading it anew for each was a third of the run. No module keeps state of its own.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.{ts,tsx}',
            'apps/**/*.test.{ts,tsx}',
            'edge/**/*.test.ts',
            'sample/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'deploy/**/*.test.ts',
          ],
          exclude: never,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['server/**/*.test.ts', 'e2e/api/**/*.test.ts'],
          exclude: [...never, ...askedAlready],
          // One more than elsewhere: each waits for the database half of its time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          globalSetup: ['server/src/platform/testing/vitest-database.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'drills',
          include: ['drills/**/*.test.ts'],
          exclude: never,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'real-peers',
          include: ['packages/**/*.peer.ts'],
          exclude: never,
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['e2e/**/*.test.ts'],
          // Two at a time: each plays a day and mostly waits for its clock.
          exclude: [...never, 'e2e/api/**'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
