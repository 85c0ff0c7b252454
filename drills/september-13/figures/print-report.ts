import type { RunResult } from '../run-profile.ts';
import { type Summary, summarise } from './summarise.ts';

/** The runs as one web page that needs nothing else: the table, the three phases in a picture, what the monitor did. Everything in it comes from the runs. */
export function printReport(results: readonly RunResult[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>September 13, the drill</title>
<style>${style}</style>
<h1>September 13, the drill</h1>
<p>${results.length} runs, healthy → gray → recovered, over ${[...new Set(results.map(({ means }) => means))].join(' and ')}. Latency is on a logarithmic scale; a cross is a request that failed.</p>
${summaryTable(summarise(results))}
<h2>Each run</h2>
${table(results)}
${results.map(section).join('\n')}
</html>
`;
}

const style = `
:root { color-scheme: light dark; --line: #8b939c55; --muted: #6b7580; --ours: #1c56c9; --plain: #b3541e; --haproxy: #3f7d3a; --navigation: #8a4fb0; --gray: #8b939c22 }
@media (prefers-color-scheme: dark) { :root { --ours: #86b0ff; --plain: #f0a070; --haproxy: #8fd088; --navigation: #cfa0ea } }
body { margin: 0 auto; padding: 24px 16px; max-width: 1280px; font: 16px/24px system-ui, sans-serif }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px }
.wide { overflow-x: auto } td { white-space: nowrap } th { vertical-align: bottom; font-weight: 600 }
td, th { padding: 4px 8px; text-align: right; border-bottom: 1px solid var(--line) } td:first-child, th:first-child { text-align: left }
h2 { margin: 40px 0 4px } .muted { color: var(--muted) } svg { width: 100%; height: auto } text { fill: currentColor; font: 12px system-ui }
ul { padding-left: 20px }
`;

function table(results: readonly RunResult[]): string {
  const rows = results.map(({ profile, rate, seed, http, figures: f }) => [
    `${profile}, ${rate}/s, seed ${seed}${http === 2 ? ', HTTP/2' : ''}`,
    show(f.detectSeconds, 's'),
    show(f.clientMovesAwayMilliseconds.p95, 'ms'),
    show(f.allClientsAwaySeconds, 's'),
    `${f.failedClientRequests} of ${f.clientRequests}`,
    show(f.p99WhileGrayMilliseconds, 'ms'),
    `${(f.extraRequestsShare * 100).toFixed(1)} %`,
    `${f.operatorWritesLost + f.apiWritesLost} / ${f.operatorWritesDoubled + f.apiWritesDoubled}`,
    String(f.falseEjections),
    show(f.incidentDraftedSeconds, 's'),
    `${show(f.subscriberToldSeconds.email, 's')}, ${show(f.subscriberToldSeconds.webhook, 's')}`,
    show(f.backToNormalSeconds, 's'),
    ...(['plain', 'haproxy'] as const).map((way) => {
      const one = f.ways[way];
      return one ? `${(one.failedShare * 100).toFixed(1)} %, ${show(one.gray.p99, 'ms')}` : '–';
    }),
    f.firstVisits === null
      ? '–'
      : `${f.firstVisitsFailed} of ${f.firstVisits}, last ${show(f.firstVisitsWellAgainSeconds, 's')}`,
    f.ownChecksAsked === null ? '–' : `${f.ownChecksFailed} of ${f.ownChecksAsked}`,
  ]);
  const heads = [
    'run',
    'named',
    'client away, p95',
    'all away',
    'failed',
    'p99 gray',
    'extra',
    'lost / doubled',
    'false',
    'drafted',
    'told by e-mail, webhook',
    'back',
    'plain client',
    'HAProxy’s checks',
    'first visits failed',
    'own checks of edge 1 failed',
  ];
  return htmlTable(heads, rows);
}

function summaryTable({ heads, rows }: Summary): string {
  return `<p class="muted">Three figures are median / 95 % / worst over the runs; latencies are pooled over all of their requests.</p>${htmlTable(heads, rows)}`;
}

function htmlTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<div class="wide"><table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</table></div>`;
}

function section(result: RunResult): string {
  const { profile, rate, seed, title, figures, machine } = result;
  return `<h2>${profile}: ${title}</h2>
<p class="muted">${rate} requests/s, seed ${seed}, ${result.startedAt}. Load of the machine ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after on ${machine.cores} cores; the drill's own clients and edges took ${machine.cpuSeconds} s of processor time, the edge program ${show(figures.edgeProgramCpuSeconds, 's')} and ${show(figures.edgeProgramPeakMegabytes, 'MB')}.</p>
${picture(result)}
${timeline(result)}`;
}

const WIDTH = 1000;
const HEIGHT = 220;
const LEFT = 44;
const TOP = 24;
const SLOWEST = 15_000;

function picture({ phases, dots }: RunResult): string {
  const x = (ms: number) => (LEFT + (ms / phases.end) * (WIDTH - LEFT - 8)).toFixed(1);
  const y = (ms: number) =>
    (TOP + (1 - Math.log10(Math.max(1, ms)) / Math.log10(SLOWEST)) * (HEIGHT - TOP - 20)).toFixed(1);
  const order = { plain: 0, haproxy: 1, navigation: 2, ours: 3 };
  const marks = [...dots]
    .sort((a, b) => order[a[0]] - order[b[0]])
    .map(([way, at, ms, failed]) =>
      failed
        ? `<path d="M${x(at)} ${y(ms)}m-3-3l6 6m0-6l-6 6" stroke="var(--${way})" stroke-width="1.5"/>`
        : `<circle cx="${x(at)}" cy="${y(ms)}" r="1.6" fill="var(--${way})" fill-opacity=".7"/>`,
    );
  const lines = [1, 10, 100, 1_000, 10_000].map(
    (ms) =>
      `<path d="M${LEFT} ${y(ms)}H${WIDTH - 8}" stroke="var(--line)"/><text x="0" y="${Number(y(ms)) + 4}">${ms < 1000 ? `${ms} ms` : `${ms / 1000} s`}</text>`,
  );
  const legend = (['ours', 'plain', 'haproxy', 'navigation'] as const)
    .filter((way) => dots.some(([one]) => one === way))
    .map(
      (way, at) =>
        `<circle cx="${LEFT + 8 + at * 150}" cy="8" r="4" fill="var(--${way})"/><text x="${LEFT + 18 + at * 150}" y="12">${{ ours: 'client library', plain: 'plain client', haproxy: 'HAProxy’s checks', navigation: 'first visits' }[way]}</text>`,
    )
    .join('');
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Latency of every request over the three phases">
<rect x="${x(phases.grayFrom)}" y="${TOP}" width="${Number(x(phases.grayTo)) - Number(x(phases.grayFrom))}" height="${HEIGHT - TOP - 20}" fill="var(--gray)"/>
<text x="${Number(x(phases.grayFrom)) + 4}" y="${HEIGHT - 6}">gray</text><text x="${Number(x(phases.grayTo)) + 4}" y="${HEIGHT - 6}">recovered</text>
${lines.join('')}${marks.join('')}${legend}</svg>`;
}

function timeline({ changes, phases }: RunResult): string {
  const rows = [...changes]
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, edge, kind, weight, why }) => {
      const since =
        atMs < phases.grayTo
          ? `${((atMs - phases.grayFrom) / 1000).toFixed(1)} s after the fault began`
          : `${((atMs - phases.grayTo) / 1000).toFixed(1)} s after it ended`;
      const what = { drain: 'drained', readmit: `readmitted at ${weight} %`, page: 'a person was called' }[kind];
      return `<li>${since}: ${edge} ${what}, ${why}</li>`;
    });
  return rows.length === 0 ? '<p>The monitor changed nothing.</p>' : `<ul>${rows.join('')}</ul>`;
}

const show = (value: number | null, unit: string) => (value === null ? '–' : `${value} ${unit}`);
