import type { DaySnapshot } from './day-snapshot.ts';

/** The solver says "vehicle <id>" and "job <id>" and counts in grams; people know names, codes and kilograms. */
export function inDispatchersWords({ vehicles, jobs }: NamedThings, words: string): string {
  const names = new Map([
    ...vehicles.map(({ id, name }) => [id, name] as const),
    ...jobs.map(({ id, code }) => [id, code] as const),
  ]);
  const named = words.replace(/\b(?:vehicle|job) ([\w-]*\w)/gi, (said, id: string) => names.get(id) ?? said);
  return named.replace(/\b(\d+) g\b/g, (_, grams: string) => `${kilograms(Number(grams))} kg`);
}

interface NamedThings {
  readonly vehicles: readonly Pick<DaySnapshot['vehicles'][number], 'id' | 'name'>[];
  readonly jobs: readonly Pick<DaySnapshot['jobs'][number], 'id' | 'code'>[];
}

const kilograms = (grams: number) => (grams / 1000).toLocaleString('en-GB', { maximumFractionDigits: 1 });
