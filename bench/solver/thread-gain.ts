/** One search of an instance: so many threads, the same seconds of wall clock. */
export interface ThreadRun {
  readonly set: string;
  readonly name: string;
  readonly seed: number;
  readonly threads: number;
  readonly cost: number;
  /** Percent over the set's reference; null without one or with stops left out. */
  readonly gap: number | null;
  readonly wallSeconds: number;
  /** Of the whole process: all threads of the search. */
  readonly cpuSeconds: number;
}

/**
 * A line an instance and one over all. Only seeds that both solved whole are compared; the gain is the mean of one thread's gap less the
 * mean of many threads', with twice its standard error over the pairs.
 */
export function compareThreads(runs: readonly ThreadRun[], threads: number): string[] {
  const byName = Map.groupBy(runs, ({ name }) => name);
  const lines = [...byName].map(([name, members]) => `${name}: ${lineOf(members, threads)}`);
  return byName.size === 1 ? lines : [...lines, `all ${byName.size} instances: ${lineOf(runs, threads)}`];
}

function lineOf(runs: readonly ThreadRun[], threads: number): string {
  const pairs = runs.flatMap((many) => {
    if (many.threads !== threads || many.gap === null) return [];
    const one = runs.find((run) => run.threads === 1 && run.name === many.name && run.seed === many.seed);
    return one && one.gap !== null ? [{ one: { ...one, gap: one.gap }, many: { ...many, gap: many.gap } }] : [];
  });
  if (pairs.length === 0) return 'no seed that both solved whole';
  const gains = pairs.map(({ one, many }) => one.gap - many.gap);
  const [gain, chance] = [mean(gains), 2 * standardError(gains)];
  const [single, several] = [mean(pairs.map(({ one }) => one.gap)), mean(pairs.map(({ many }) => many.gap))];
  const cores = ({ cpuSeconds, wallSeconds }: ThreadRun) => cpuSeconds / wallSeconds;
  const used = `${mean(pairs.map(({ one }) => cores(one))).toFixed(2)} and ${mean(pairs.map(({ many }) => cores(many))).toFixed(2)} cores`;
  return `one thread ${single.toFixed(3)} %, ${threads} threads ${several.toFixed(3)} %, gain ${gain.toFixed(3)} ± ${chance.toFixed(3)} over ${pairs.length} pairs, ${used}`;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** 0 of a single value: nothing is known of its chance. */
function standardError(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}
