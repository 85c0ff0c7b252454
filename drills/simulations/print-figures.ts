import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface FleetYear {
  readonly requestsPerSecond: number;
  readonly badSpells: { readonly count: number; readonly seconds: number; readonly share: number };
  readonly falseAlarms: number;
}

interface AllIll {
  /** Of each share and rate. */
  readonly spellsEach: number;
  readonly spells: readonly {
    readonly share: number;
    readonly perSecond: number;
    readonly drains: number;
    readonly pages: number;
  }[];
}

interface OneIll {
  readonly requestsPerSecond: number;
  readonly spells: number;
  /** Null where it was not named in time. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
}

interface TrafficYear {
  readonly requestsInABusyStep: number;
  readonly falseAlarms: number;
}

/** A run of the simulations that is left out says so in the page. */
const NOT_MADE = 'Still to be simulated.';

/** Mark in `docs/redundancy.md` → what is to stand there. */
export function printSimulations(folder: string): Readonly<Record<string, string>> {
  const read = <T>(name: string): T | null => {
    const file = join(folder, `${name}.json`);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
  };
  const all = <T>(names: readonly string[]): T[] => names.flatMap((name) => read<T>(name) ?? []);
  const rules = read<{ commit: string | null }>('rules');
  const from = rules?.commit ? ` (rules of ${rules.commit})` : '';
  return {
    'simulated fleet': fleetYears(all(['fleet-year-20', 'fleet-year-1']), from),
    'simulated troubles': troubles(read('fleet-all-ill'), all(['fleet-one-ill-20', 'fleet-one-ill-1']), from),
    'simulated traffic': trafficYears(all(['traffic-year-2000', 'traffic-year-40']), from),
  };
}

function fleetYears(years: readonly FleetYear[], from: string): string {
  const [first] = years;
  if (!first) return NOT_MADE;
  const { count, seconds, share } = first.badSpells;
  const had = years.map((year) => `${year.falseAlarms} false alarms at ${rate(year.requestsPerSecond)}`).join(' and ');
  return `A simulated year without an ill edge, in which ${thousands(count)} times one client network loses ${percent(share)} of its requests for ${seconds} s, had ${had}${from}.`;
}

function troubles(allIll: AllIll | null, oneIll: readonly OneIll[], from: string): string {
  if (!allIll) return NOT_MADE;
  const { spellsEach, spells } = allIll;
  const drains = spells.reduce((sum, one) => sum + one.drains, 0);
  const shares = spells.map(({ share }) => share);
  const rates = [...new Set(spells.map(({ perSecond }) => perSecond))].map(rate).join(' and ');
  const uncalled = spells.filter(({ pages }) => pages < spellsEach);
  const called =
    uncalled.length === 0
      ? 'in each of them a person is called'
      : `a person is called in all but ${uncalled.map(({ share, perSecond, pages }) => `${spellsEach - pages} at ${percent(share)} and ${rate(perSecond)}`).join(', ')}`;
  const named = oneIll.map(
    (one) =>
      `after ${seconds(one.medianSeconds)} at ${rate(one.requestsPerSecond)} (95 %: ${seconds(one.p95Seconds)}; ${one.spells} spells)`,
  );
  return `In simulation${from} an edge is drained in ${drains} of ${thousands(spellsEach * spells.length)} spells of two minutes in which all three edges are ill alike (${percent(Math.min(...shares))} to ${percent(Math.max(...shares))} of requests bad, ${rates}); ${called}. One edge that loses every third request is named ${named.join(' and ')}, two places of probes looking.`;
}

function trafficYears(years: readonly TrafficYear[], from: string): string {
  if (years.length === 0) return NOT_MADE;
  const had = years.map(
    (year) =>
      `${year.falseAlarms} false alarms at ${thousands(year.requestsInABusyStep)} requests in a busy five minutes`,
  );
  return `A simulated year with noise beyond chance, livelier and quieter days, growth of half and both changes of the clock had ${had.join(' and ')}${from}.`;
}

const rate = (perSecond: number) => `${perSecond} request${perSecond === 1 ? '' : 's'}/s`;
const percent = (share: number) => `${Math.round(100 * share)} %`;
const seconds = (value: number | null) => (value === null ? 'more than two minutes' : `${value} s`);
const thousands = (value: number) => value.toLocaleString('en');
