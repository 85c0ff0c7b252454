import type { Figures } from '../figures/figures.ts';
import { type Profile, profiles } from '../profiles.ts';
import type { RunResult } from '../run-profile.ts';
import { type Aim, type Judged, shareAim, timeAim } from './judge.ts';
import { failedShares, pooledP99, range, slowest, total, weighted } from './pool.ts';
import { reasonFor } from './reasons.ts';
import { splitRuns } from './split-runs.ts';
import type { Summary } from './summarise.ts';

const heads = ['figure', 'the report', 'others', 'to reach', 'ours', 'reached'];
const NONE = '–';
/** From so many requests a second of all clients on the table asks for more. */
const BUSY = 20;

/** What is held against September 13 at one rate, and what is to be said of profiles that miss something. */
export interface Held {
  readonly rate: number;
  readonly table: Summary;
  readonly misses: readonly Miss[];
}

/** What is missed for one reason. */
export interface Miss {
  readonly aims: readonly { readonly figure: string; readonly profiles: readonly (readonly [Profile, string])[] }[];
  /** Null where nobody has found out yet. */
  readonly reason: string | null;
}

/** All runs against the figures that September 13 asks for, rate by rate and in it profile by profile: an aim is reached where each of them reaches it. */
export function aims(results: readonly RunResult[]): Held[] {
  const { requests, apps } = splitRuns(results);
  return [...Map.groupBy(requests, ({ rate }) => rate)]
    .toSorted(([a], [b]) => b - a)
    .map(([rate, all]) => {
      const ofApps = apps.filter((run) => run.rate === rate);
      const lines = aimsAt(rate).map((aim) => {
        const runs = aim.isOfApps ? ofApps : all;
        return { aim, runs, judged: judge(aim, runs), unmade: profilesOf(all).filter(isMissingFrom(runs)) };
      });
      return {
        rate,
        table: { heads, rows: lines.map(({ aim, judged, runs, unmade }) => row(aim, judged, runs, unmade)) },
        misses: missesOf(lines, rate),
      };
    });
}

const profilesOf = (runs: readonly RunResult[]) => [...new Set(runs.map(({ profile }) => profile))];
const isMissingFrom = (runs: readonly RunResult[]) => (profile: Profile) =>
  !runs.some((run) => run.profile === profile);

type ByProfile = readonly (readonly [Profile, Judged | null])[];

function judge(aim: Aim, runs: readonly RunResult[]): ByProfile {
  return [...Map.groupBy(runs.filter(aim.concerns), ({ profile }) => profile)].map(
    ([profile, of]) => [profile, aim.of(of)] as const,
  );
}

/** @param unmade profiles whose runs for this aim are still to be made. */
function row(aim: Aim, judged: ByProfile, runs: readonly RunResult[], unmade: readonly Profile[]): string[] {
  const concerned = runs.filter(aim.concerns);
  const ours = judged.some(([, one]) => one !== null) ? aim.ours(concerned) : NONE;
  return [aim.figure, aim.report, aim.others(runs), aim.toReach, ours, inWords(judged, unmade)];
}

function inWords(judged: ByProfile, unmade: readonly Profile[]): string {
  const missed = judged.flatMap(([profile, one]) => (one && !one.isReached ? [`${profile} (${one.figure})`] : []));
  const silent = judged.flatMap(([profile, one]) => (one === null ? [profile] : []));
  const measured = judged.length - silent.length;
  const made = unmade.length === 0 ? '' : `; ${unmade.join(', ')} not made yet`;
  const none = `${silent.length === 0 ? '' : `; nothing to measure in ${silent.join(', ')}`}${made}`;
  if (measured === 0) return 'not measured';
  if (missed.length === 0) return `yes${none}`;
  return `${missed.length === measured ? 'no:' : 'not by'} ${missed.join(', ')}${none}`;
}

function missesOf(lines: readonly { aim: Aim; judged: ByProfile }[], rate: number): Miss[] {
  const missed = lines.flatMap(({ aim: { figure }, judged }) =>
    judged.flatMap(([profile, one]) =>
      one && !one.isReached ? [{ figure, profile, said: one.figure, reason: reasonFor(figure, profile, rate) }] : [],
    ),
  );
  return [...Map.groupBy(missed, ({ reason }) => reason)].map(([reason, of]) => ({
    reason,
    aims: [...Map.groupBy(of, ({ figure }) => figure)].map(([figure, rows]) => ({
      figure,
      profiles: rows.map(({ profile, said }) => [profile, said] as const),
    })),
  }));
}

/** The misses of one reason, and the reason. */
export function missInWords({ aims: missed, reason }: Miss, strong: (text: string) => string): string {
  const what = missed.map(
    ({ figure, profiles: of }) => `${strong(figure)} ${of.map(([profile, said]) => `${profile} ${said}`).join(', ')}`,
  );
  return `${what.join('; ')}. ${reason ?? 'Why was not found out yet'}.`;
}

const hasIllEdge = ({ profile }: RunResult) => profiles[profile].illEdge !== null;
const always = () => true;
const hasWellEdge = ({ profile }: RunResult) => profile !== 'F';

function aimsAt(rate: number): Aim[] {
  const isBusy = rate >= BUSY;
  const least = isBusy ? 10_000 : 0;
  const asked = (runs: readonly RunResult[]) => total(runs, (one) => one.clientRequests);
  const failed = (runs: readonly RunResult[]) => total(runs, (one) => one.failedClientRequests);
  const byProfile = (runs: readonly RunResult[]) => [...Map.groupBy(runs, ({ profile }) => profile).values()];
  const p99 = (runs: readonly RunResult[]) => pooledP99(runs, 'ours');
  const told = ({ subscriberToldSeconds: { email, sms, webhook } }: Figures) =>
    email === null || sms === null || webhook === null ? null : Math.max(email, sms, webhook);
  const writes = {
    lost: (runs: readonly RunResult[]) => total(runs, (one) => one.operatorWritesLost + one.apiWritesLost),
    doubled: (runs: readonly RunResult[]) => total(runs, (one) => one.operatorWritesDoubled + one.apiWritesDoubled),
    asked: (runs: readonly RunResult[]) => total(runs, (one) => one.operatorWritesRecorded + one.apiWrites),
  };
  const lostAndDoubled = (runs: readonly RunResult[]) => `${writes.lost(runs)} / ${writes.doubled(runs)}`;
  const extra = (figure: string, pick: Parameters<typeof weighted>[1]) =>
    shareAim({ figure, most: 0.05, of: (runs) => weighted(runs, pick) });

  return [
    {
      ...timeAim({ figure: 'the edge is named', most: isBusy ? 10 : 45, unit: 's', pick: (one) => one.detectSeconds }),
      report: '100 min',
      others: () =>
        isBusy
          ? 'HAProxy, tuned: not within 20 s; health checks of DNS: 30 s + TTL, or never'
          : '1 to 5 min, if at all',
      concerns: hasIllEdge,
    },
    {
      ...timeAim({
        figure: 'a client moves away, 95 % of a run’s',
        most: 1_000,
        unit: 'ms',
        // Nobody met the fault: there was nothing to move away from.
        pick: (one) => one.clientMovesAwayMilliseconds.p95 ?? 'nothing',
      }),
      report: '6 h 10 min',
      others: () => '3 s',
      concerns: hasIllEdge,
    },
    {
      ...timeAim({
        figure: 'all clients are away',
        most: 15,
        unit: 's',
        pick: (one) => one.allClientsAwaySeconds ?? (one.clientMovesAwayMilliseconds.count === 0 ? 'nothing' : null),
      }),
      report: '6 h 10 min',
      others: () => NONE,
      concerns: hasIllEdge,
    },
    {
      figure: 'failed requests, of each profile',
      report: 'hours of them',
      others: (runs) => `plain ${failedShares(runs, 'plain')}; HAProxy’s checks ${failedShares(runs, 'haproxy')}`,
      toReach: least > 0 ? '0 of ≥ 10,000' : '0',
      concerns: always,
      ours: (runs) => {
        const counts = byProfile(runs).map(asked);
        const well = runs.filter(hasWellEdge);
        return `${failed(well)} where an edge is well, of ${range(counts, String)} of a profile`;
      },
      of: (runs) => ({
        figure: `${failed(runs)} of ${asked(runs)}`,
        isReached: failed(runs) === 0 && asked(runs) >= least,
      }),
    },
    {
      figure: 'p99 while gray',
      report: NONE,
      others: (runs) =>
        `plain ${slowest(runs.filter(hasWellEdge), 'plain')}; HAProxy’s checks ${slowest(runs.filter(hasWellEdge), 'haproxy')}`,
      toReach: '≤ 300 ms',
      concerns: always,
      ours: (runs) =>
        range(
          byProfile(runs).flatMap((of) => p99(of) ?? []),
          (ms) => `${ms} ms`,
        ),
      of: (runs) => {
        const slow = p99(runs);
        return slow === null ? null : { figure: `${slow} ms`, isReached: slow <= 300 };
      },
    },
    extra('extra requests, of all', { share: (one) => one.extraRequestsShare, of: (one) => one.clientRequests }),
    extra('extra requests, while gray', {
      share: (one) => one.extraRequestsShareWhileGray,
      of: (one) => one.ways.ours?.gray.count ?? 0,
    }),
    extra('extra requests, in peace', {
      share: (one) => one.extraRequestsShareInPeace,
      of: (one) => one.ways.ours?.healthy.count ?? 0,
    }),
    appsAim('Customer Tracker, opened once, starts', 'customer_tracker'),
    appsAim('Operator App, opened once, starts', 'operator_app'),
    {
      figure: 'writes lost / doubled, with apps killed',
      report: NONE,
      others: () => '0 / 0 with stored keys',
      toReach: '0 / 0',
      concerns: always,
      ours: (runs) => `${lostAndDoubled(runs)} of ${writes.asked(runs)}`,
      of: (runs) => ({ figure: lostAndDoubled(runs), isReached: writes.lost(runs) + writes.doubled(runs) === 0 }),
    },
    {
      figure: 'false ejections, F, H and healthy phases included',
      report: NONE,
      others: () => NONE,
      toReach: '0',
      concerns: always,
      ours: (runs) => `${total(runs, (one) => one.falseEjections)} in ${runs.length} runs`,
      of: (runs) => {
        const count = total(runs, (one) => one.falseEjections);
        return { figure: String(count), isReached: count === 0 };
      },
    },
    {
      ...timeAim({ figure: 'incident drafted', most: 30, unit: 's', pick: (one) => one.incidentDraftedSeconds }),
      report: '3 h 39 min',
      others: () => '10 to 30 min by hand',
      concerns: hasIllEdge,
    },
    {
      ...timeAim({ figure: 'subscribers told', most: 60, unit: 's', pick: told }),
      concerns: hasIllEdge,
    },
    {
      ...timeAim({
        figure: 'back to normal after the fault',
        most: 60,
        unit: 's',
        pick: (one) => one.backToNormalSeconds,
      }),
      others: () => '30 s × n',
      concerns: hasIllEdge,
    },
  ];
}

const APP_STARTS_WITHIN_MS = 5_000;

/** Each start while it was gray, of an app that keeps itself on the device; runs with a browser have them. */
function appsAim(figure: string, app: keyof NonNullable<Figures['apps']>): Aim {
  const of = (runs: readonly RunResult[]) => {
    const all = runs.flatMap(({ figures }) => figures.apps?.[app] ?? []);
    const starts = all.reduce((sum, one) => sum + one.starts, 0);
    if (starts === 0) return null;
    const failedStarts = all.reduce((sum, one) => sum + one.shellFailed, 0);
    const worst = Math.max(0, ...all.map(({ shellMilliseconds }) => shellMilliseconds.worst ?? 0));
    const shown = failedStarts === starts ? '' : `, slowest ${(worst / 1_000).toFixed(1)} s`;
    return {
      figure: `${starts - failedStarts} of ${starts} starts${shown}`,
      isReached: failedStarts === 0 && worst <= APP_STARTS_WITHIN_MS,
    };
  };
  return {
    figure,
    report: NONE,
    others: () => NONE,
    toReach: `all, ≤ ${APP_STARTS_WITHIN_MS / 1_000} s`,
    concerns: always,
    isOfApps: true,
    ours: (runs) => of(runs)?.figure ?? NONE,
    of,
  };
}
