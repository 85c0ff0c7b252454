import { serveCalls } from './serve-calls.ts';

/** For the test of what happens when a worker thread dies. */
export type DyingCalls = {
  double: (number: number) => Promise<number>;
  refuse: (words: string) => Promise<never>;
  die: (_: null) => Promise<never>;
  exit: (_: null) => Promise<never>;
};

await serveCalls<DyingCalls>(async () => ({
  greeting: 'ready',
  calls: {
    double: async (number) => number * 2,
    refuse: async (words) => {
      throw new RangeError(words);
    },
    die: () =>
      new Promise(() => {
        setImmediate(() => {
          throw new Error('a fault nobody catches');
        });
      }),
    exit: async () => process.exit(3),
  },
}));
