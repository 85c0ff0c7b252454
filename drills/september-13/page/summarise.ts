import type { App } from '../clients/browse.ts';
import type { Figures, WayFigures } from '../figures/figures.ts';
import { CLIENTS } from '../forms.ts';
import type { RunResult } from '../run-profile.ts';
import { percent, pooledP99, range, total, weighted } from './pool.ts';
import { spread } from './spread.ts';

/** A table in words. */
export interface Summary {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Runs = readonly RunResult[];

/** A head and what stands under it for the runs of one profile at one rate, over their seeds. */
type Column = readonly [head: string, cell: (runs: Runs) => string];

const spreadOf = (pick: (one: Figures) => number | null) => (runs: Runs) =>
  spread(runs.map(({ figures }) => pick(figures)));

const felt: readonly Column[] = [
  ['edge named, s', spreadOf((one) => one.detectSeconds)],
  ['client away, ms', spreadOf((one) => one.clientMovesAwayMilliseconds.p95)],
  ['all away, s', spreadOf((one) => one.allClientsAwaySeconds)],
  [
    'failed',
    (runs) => `${total(runs, (one) => one.failedClientRequests)} of ${total(runs, (one) => one.clientRequests)}`,
  ],
  ['p99 gray, ms', (runs) => String(pooledP99(runs, 'ours') ?? '–')],
  [
    'lost / doubled',
    (runs) =>
      `${total(runs, (one) => one.operatorWritesLost + one.apiWritesLost)} / ${total(runs, (one) => one.operatorWritesDoubled + one.apiWritesDoubled)}`,
  ],
  ['false ejections', (runs) => String(total(runs, (one) => one.falseEjections))],
  ['drafted, s', spreadOf((one) => one.incidentDraftedSeconds)],
  [
    'told, s',
    spreadOf(({ subscriberToldSeconds: { email, sms, webhook } }) =>
      email === null || sms === null || webhook === null ? null : Math.max(email, sms, webhook),
    ),
  ],
  ['back, s', spreadOf((one) => one.backToNormalSeconds)],
  ['plain client', (runs) => way(runs, 'plain')],
  ['HAProxy’s checks', (runs) => way(runs, 'haproxy')],
  [
    'first visits failed',
    (runs) =>
      runs.every(({ figures }) => figures.firstVisits === null)
        ? '–'
        : `${total(runs, (one) => one.firstVisitsFailed ?? 0)} of ${total(runs, (one) => one.firstVisits ?? 0)}`,
  ],
];

const taken: readonly Column[] = [
  ['extra requests, of all', share({ share: (one) => one.extraRequestsShare, of: (one) => one.clientRequests })],
  [
    'while gray',
    share({ share: (one) => one.extraRequestsShareWhileGray, of: (one) => one.ways.ours?.gray.count ?? 0 }),
  ],
  [
    'in peace',
    share({ share: (one) => one.extraRequestsShareInPeace, of: (one) => one.ways.ours?.healthy.count ?? 0 }),
  ],
  ['reports and lists', share({ share: (one) => one.reportsAndListsShare, of: (one) => one.clientRequests })],
  ['of one client in a minute', reportsOfAClient],
  ['edge program, processor s', spreadOf((one) => one.edgeProgramCpuSeconds)],
  ['its memory, MB', spreadOf((one) => one.edgeProgramPeakMegabytes)],
  ['machine busy', busy],
];

const started: readonly Column[] = [
  ['Customer Tracker started', (runs) => starts(runs, 'customer_tracker', 'shell')],
  ['with its content', (runs) => starts(runs, 'customer_tracker', 'content')],
  ['Operator App started', (runs) => starts(runs, 'operator_app', 'shell')],
  ['with its content', (runs) => starts(runs, 'operator_app', 'content')],
];

/** What users felt. Median / p95 / worst over the runs where a cell has three figures, the figure alone of a single run; sums of counts; latencies pooled over all requests of all runs. */
export const summarise = (results: Runs): Summary => table(results, felt);

/** What it took: further requests, reports, the edge program, the machine. */
export const summariseCosts = (results: Runs): Summary => table(results, taken);

/** Starts of apps that were opened once, while an edge was gray; of the runs that have a browser. */
export const summariseApps = (results: Runs): Summary =>
  table(
    results.filter(({ figures }) => figures.apps !== null),
    started,
  );

/** The same as Markdown. */
export function inMarkdown({ heads, rows }: Summary): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

function table(results: Runs, columns: readonly Column[]): Summary {
  const groups = Map.groupBy(
    results,
    ({ profile, rate, http }) => `${profile}, ${rate}${http === 2 ? ', HTTP/2' : ''}`,
  );
  return {
    heads: ['profile, requests/s', 'runs', ...columns.map(([head]) => head)],
    rows: [...groups].map(([name, runs]) => [name, String(runs.length), ...columns.map(([, cell]) => cell(runs))]),
  };
}

function share(pick: Parameters<typeof weighted>[1]) {
  return (runs: Runs) => {
    const found = weighted(runs, pick);
    return found === null ? '–' : percent(found);
  };
}

/** However much it is asked for: a client reports by the clock, and more often while something is wrong. */
function reportsOfAClient(runs: Runs): string {
  const minutes = runs.reduce((sum, { phases }) => sum + phases.end / 60_000, 0);
  const reports = total(runs, (one) => one.reportsAndListsShare * one.clientRequests);
  return (reports / CLIENTS / minutes).toFixed(1);
}

/** The least and the most busy run. */
function busy(runs: Runs): string {
  return range(
    runs.flatMap(({ machine }) => machine.busyShare ?? []),
    (one) => `${Math.round(100 * one)} %`,
  );
}

function way(runs: Runs, name: 'plain' | 'haproxy'): string {
  const rows: WayFigures[] = runs.flatMap(({ figures }) => figures.ways[name] ?? []);
  if (rows.length === 0) return '–';
  const failed = rows.reduce((sum, one) => sum + one.failed, 0);
  const requests = rows.reduce((sum, one) => sum + one.requests, 0);
  return `${failed} of ${requests} failed, p99 ${pooledP99(runs, name) ?? '–'} ms`;
}

function starts(runs: Runs, app: App, what: 'shell' | 'content'): string {
  const all = runs.flatMap(({ figures }) => figures.apps?.[app] ?? []);
  const sum = (pick: (one: (typeof all)[number]) => number) => all.reduce((count, one) => count + pick(one), 0);
  const asked = sum((one) => one.starts);
  const failed = sum((one) => (what === 'shell' ? one.shellFailed : one.contentFailed));
  const times = all.map((one) => (what === 'shell' ? one.shellMilliseconds : one.contentMilliseconds));
  const worst = Math.max(0, ...times.flatMap((one) => one.worst ?? []));
  return `${asked - failed} of ${asked}${asked > failed ? `, slowest ${(worst / 1_000).toFixed(1)} s` : ''}`;
}
