import type { RunResult } from '../run-profile.ts';
import { dotsOf } from './dots.ts';
import type { WayFigures } from './figures.ts';
import { quantiles } from './quantiles.ts';
import { spread } from './spread.ts';

/** Runs of one profile at one rate, over their seeds, in words for a table. */
export interface Summary {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const heads = [
  'profile, requests/s',
  'runs',
  'edge named, s',
  'client away, ms',
  'all away, s',
  'failed',
  'p99 gray, ms',
  'extra: all, in peace',
  'lost / doubled',
  'false ejections',
  'drafted, s',
  'told, s',
  'back, s',
  'plain client',
  'HAProxy’s checks',
  'first visits failed',
  'edge program',
  'machine busy',
];

/** Median / p95 / worst over the runs where a cell has three figures, the figure alone of a single run; sums of counts; latencies pooled over all requests of all runs. */
export function summarise(results: readonly RunResult[]): Summary {
  const groups = Map.groupBy(
    results,
    ({ profile, rate, http }) => `${profile}, ${rate}${http === 2 ? ', HTTP/2' : ''}`,
  );
  return { heads, rows: [...groups].map(([name, runs]) => row(name, runs)) };
}

/** The same as Markdown. */
export function inMarkdown({ heads, rows }: Summary): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}

function row(name: string, runs: readonly RunResult[]): string[] {
  const figures = runs.map((run) => run.figures);
  const spreadOf = (pick: (one: (typeof figures)[number]) => number | null) => spread(figures.map(pick));
  const sum = (pick: (one: (typeof figures)[number]) => number | null) =>
    figures.reduce((total, one) => total + (pick(one) ?? 0), 0);
  const mean = (pick: (one: (typeof figures)[number]) => number) => sum(pick) / figures.length;
  const sent = sum((one) => one.clientRequests * (1 + one.extraRequestsShare));
  const asked = sum((one) => one.clientRequests);
  return [
    name,
    String(runs.length),
    spreadOf((one) => one.detectSeconds),
    spreadOf((one) => one.clientMovesAwayMilliseconds.p95),
    spreadOf((one) => one.allClientsAwaySeconds),
    `${sum((one) => one.failedClientRequests)} of ${asked}`,
    String(pooledP99(runs, 'ours') ?? '–'),
    `${((sent / Math.max(1, asked) - 1) * 100).toFixed(1)} %, ${(mean((one) => one.extraRequestsShareInPeace) * 100).toFixed(1)} %`,
    `${sum((one) => one.operatorWritesLost + one.apiWritesLost)} / ${sum((one) => one.operatorWritesDoubled + one.apiWritesDoubled)}`,
    String(sum((one) => one.falseEjections)),
    spreadOf((one) => one.incidentDraftedSeconds),
    spreadOf(({ subscriberToldSeconds: { email, sms, webhook } }) =>
      email === null || sms === null || webhook === null ? null : Math.max(email, sms, webhook),
    ),
    spreadOf((one) => one.backToNormalSeconds),
    way(runs, 'plain'),
    way(runs, 'haproxy'),
    figures[0]!.firstVisits === null
      ? '–'
      : `${sum((one) => one.firstVisitsFailed)} of ${sum((one) => one.firstVisits)}`,
    `${spreadOf((one) => one.edgeProgramCpuSeconds)} s, ${spreadOf((one) => one.edgeProgramPeakMegabytes)} MB`,
    busy(runs),
  ];
}

/** The least and the most busy run. */
function busy(runs: readonly RunResult[]): string {
  const shares = runs.flatMap(({ machine }) =>
    machine.busyShare === null ? [] : [Math.round(100 * machine.busyShare)],
  );
  if (shares.length === 0) return '–';
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  return least === most ? `${least} %` : `${least} to ${most} %`;
}

function way(runs: readonly RunResult[], name: 'plain' | 'haproxy'): string {
  const rows: WayFigures[] = runs.flatMap(({ figures }) => figures.ways[name] ?? []);
  if (rows.length === 0) return '–';
  const failed = rows.reduce((total, one) => total + one.failed, 0);
  const requests = rows.reduce((total, one) => total + one.requests, 0);
  return `${failed} of ${requests} failed, p99 ${pooledP99(runs, name) ?? '–'} ms`;
}

/** Of all requests that were begun while an edge was gray, in all of these runs. */
export function pooledP99(runs: readonly RunResult[], name: 'ours' | 'plain' | 'haproxy'): number | null {
  const latencies = runs.flatMap(({ dots, phases }) =>
    dotsOf(dots, name)
      .filter(({ atMs }) => atMs >= phases.grayFrom && atMs < phases.grayTo)
      .map(({ milliseconds }) => milliseconds),
  );
  return quantiles(latencies).p99;
}
