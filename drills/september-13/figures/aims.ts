import { type Profile, profiles } from '../profiles.ts';
import type { RunResult } from '../run-profile.ts';
import type { Figures } from './figures.ts';
import { shareOf, spread } from './spread.ts';
import { pooledP99, type Summary } from './summarise.ts';

/** One line of what is held against September 13: what the report said, what the best of others do, what is to be reached, and what the runs showed. */
interface Aim {
  readonly figure: string;
  readonly report: string;
  readonly others: string;
  readonly toReach: string;
  readonly ours: string;
  /** True or false of all runs together, or the profiles that miss it where others do not. */
  readonly reached: boolean | readonly Profile[];
}

const heads = ['figure', 'the report', 'others', 'to reach', 'ours', 'reached'];
const NONE = '–';

/** All runs against the figures that September 13 asks for. Of three figures the second, which 95 % of the runs do not pass, is the one that counts; a run that has none passes nothing. */
export function aims(results: readonly RunResult[]): Summary {
  const lines = [...at20(results), ...at1(results), ...everywhere(results)];
  return {
    heads,
    rows: lines.map(({ figure, report, others, toReach, ours, reached }) => [
      figure,
      report,
      others,
      toReach,
      ours,
      inWords(reached),
    ]),
  };
}

function inWords(reached: Aim['reached']): string {
  if (typeof reached === 'boolean') return reached ? 'yes' : 'no';
  return reached.length === 0 ? 'yes' : `yes, but for ${reached.join(' and ')}`;
}

const hasIllEdge = ({ profile }: RunResult) => profiles[profile].illEdge !== null;
const hasWellEdge = ({ profile }: RunResult) => profile !== 'F';

function at20(results: readonly RunResult[]): Aim[] {
  const runs = results.filter(({ rate }) => rate === 20);
  if (runs.length === 0) return [];
  const ill = runs.filter(hasIllEdge);
  const byProfile = [...Map.groupBy(runs, ({ profile }) => profile)];
  const asked = byProfile.map(([, of]) => total(of, (one) => one.clientRequests));
  const failed = (of: readonly RunResult[]) => total(of, (one) => one.failedClientRequests);
  const missedBy = (misses: (of: readonly RunResult[]) => boolean) => {
    const missed = byProfile.filter(([, of]) => misses(of)).map(([profile]) => profile);
    return missed.length === byProfile.length ? false : missed;
  };
  const withWellEdge = byProfile.filter(([, of]) => of.every(hasWellEdge)).map(([, of]) => of);
  const p99s = withWellEdge.map((of) => pooledP99(of, 'ours') ?? 0);
  const extraShare = (of: readonly RunResult[]) =>
    total(of, (one) => one.clientRequests * one.extraRequestsShare) / total(of, (one) => one.clientRequests);
  const extras = byProfile.map(([, of]) => extraShare(of));
  const allGray = runs.filter((run) => !hasWellEdge(run));
  const whereAllAreGray = (figure: unknown) => (allGray.length === 0 ? '' : `; all edges gray: ${figure}`);
  return [
    {
      figure: 'the edge is named, 20 requests/s',
      report: '100 min',
      others: 'HAProxy, tuned: not within 20 s; health checks of DNS: 30 s + TTL, or never',
      toReach: '≤ 10 s',
      ours: `${spread(ill.map(({ figures }) => figures.detectSeconds))} s`,
      reached: within(ill, (one) => one.detectSeconds, 10),
    },
    {
      figure: 'a client moves away; all clients',
      report: '6 h 10 min',
      others: '3 s',
      toReach: '≤ 1 s; ≤ 15 s',
      ours: `${spread(ill.map(({ figures }) => figures.clientMovesAwayMilliseconds.p50))} ms, ${spread(ill.map(({ figures }) => figures.clientMovesAwayMilliseconds.p95))} ms for 95 % of a run’s; ${spread(ill.map(({ figures }) => figures.allClientsAwaySeconds))} s`,
      reached:
        within(ill, (one) => one.clientMovesAwayMilliseconds.p95 ?? 0, 1_000) &&
        within(ill, (one) => one.allClientsAwaySeconds ?? 0, 15),
    },
    {
      figure: 'failed requests, of each profile',
      report: 'hours of them',
      others: `plain ${failedShares(byProfile, 'plain')}; HAProxy’s checks ${failedShares(byProfile, 'haproxy')}`,
      toReach: '0 of ≥ 10,000',
      ours: `${withWellEdge.reduce((sum, of) => sum + failed(of), 0)} of ${Math.min(...asked)} to ${Math.max(...asked)}${whereAllAreGray(`${failed(allGray)} of ${total(allGray, (one) => one.clientRequests)}`)}`,
      reached: missedBy((of) => failed(of) > 0 || total(of, (one) => one.clientRequests) < 10_000),
    },
    {
      figure: 'p99 while gray',
      report: NONE,
      others: `plain ${slowest(byProfile, 'plain')}; HAProxy’s checks ${slowest(byProfile, 'haproxy')}`,
      toReach: '≤ 300 ms',
      ours: `${p99s.length === 0 ? NONE : `${Math.min(...p99s)} to ${Math.max(...p99s)} ms`}${whereAllAreGray(`${pooledP99(allGray, 'ours')} ms`)}`,
      reached: missedBy((of) => (pooledP99(of, 'ours') ?? 0) > 300),
    },
    {
      figure: 'extra requests, of each profile',
      report: NONE,
      others: NONE,
      toReach: '≤ 5 %',
      ours: `${percent(Math.min(...extras))} to ${percent(Math.max(...extras))}`,
      reached: missedBy((of) => extraShare(of) > 0.05),
    },
  ];
}

function at1(results: readonly RunResult[]): Aim[] {
  const ill = results.filter((run) => run.rate === 1 && hasIllEdge(run));
  if (ill.length === 0) return [];
  return [
    {
      figure: 'the edge is named, 1 request/s',
      report: '100 min',
      others: '1 to 5 min, if at all',
      toReach: '≤ 45 s',
      ours: `${spread(ill.map(({ figures }) => figures.detectSeconds))} s`,
      reached: within(ill, (one) => one.detectSeconds, 45),
    },
  ];
}

function everywhere(results: readonly RunResult[]): Aim[] {
  if (results.length === 0) return [];
  const ill = results.filter(hasIllEdge);
  const lost = total(results, (one) => one.operatorWritesLost + one.apiWritesLost);
  const doubled = total(results, (one) => one.operatorWritesDoubled + one.apiWritesDoubled);
  const written = total(results, (one) => one.operatorWritesRecorded + one.apiWrites);
  const falseEjections = total(results, (one) => one.falseEjections);
  const told = (one: Figures) => {
    const { email, sms, webhook } = one.subscriberToldSeconds;
    return email === null || sms === null || webhook === null ? null : Math.max(email, sms, webhook);
  };
  return [
    {
      figure: 'writes lost / doubled, with apps killed',
      report: NONE,
      others: '0 / 0 with stored keys',
      toReach: '0 / 0',
      ours: `${lost} / ${doubled} of ${written}`,
      reached: lost + doubled === 0,
    },
    {
      figure: 'false ejections, F, H and healthy phases included',
      report: NONE,
      others: NONE,
      toReach: '0',
      ours: `${falseEjections} in ${results.length} runs`,
      reached: falseEjections === 0,
    },
    {
      figure: 'incident drafted; subscribers told',
      report: '3 h 39 min',
      others: '10 to 30 min by hand',
      toReach: '≤ 30 s; ≤ 60 s',
      ours: `${spread(ill.map(({ figures }) => figures.incidentDraftedSeconds))} s; ${spread(ill.map(({ figures }) => told(figures)))} s`,
      reached: within(ill, (one) => one.incidentDraftedSeconds, 30) && within(ill, told, 60),
    },
    {
      figure: 'back to normal after the fault',
      report: NONE,
      others: '30 s × n',
      toReach: '≤ 60 s',
      ours: `${spread(ill.map(({ figures }) => figures.backToNormalSeconds))} s`,
      reached: within(ill, (one) => one.backToNormalSeconds, 60),
    },
  ];
}

function within(runs: readonly RunResult[], pick: (one: Figures) => number | null, most: number): boolean {
  if (runs.length === 0) return false;
  return (
    shareOf(
      runs.map(({ figures }) => pick(figures) ?? Number.POSITIVE_INFINITY),
      0.95,
    ) <= most
  );
}

function total(runs: readonly RunResult[], pick: (one: Figures) => number): number {
  return runs.reduce((sum, { figures }) => sum + pick(figures), 0);
}

type Groups = readonly (readonly [string, readonly RunResult[]])[];

function failedShares(byProfile: Groups, way: 'plain' | 'haproxy'): string {
  const shares = byProfile.map(([, runs]) => {
    const rows = runs.flatMap(({ figures }) => figures.ways[way] ?? []);
    const requests = rows.reduce((sum, one) => sum + one.requests, 0);
    return rows.reduce((sum, one) => sum + one.failed, 0) / Math.max(1, requests);
  });
  return `${percent(Math.min(...shares))} to ${percent(Math.max(...shares))}`;
}

function slowest(byProfile: Groups, way: 'plain' | 'haproxy'): string {
  const seconds = byProfile
    .filter(([, runs]) => runs.every(hasWellEdge))
    .map(([, runs]) => (pooledP99(runs, way) ?? 0) / 1_000);
  if (seconds.length === 0) return NONE;
  return `${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s`;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
