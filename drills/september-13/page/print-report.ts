import type { RunResult } from '../run-profile.ts';
import { aims, type Held, missInWords } from './aims.ts';
import { colours, drawPhases } from './draw-phases.ts';
import { splitRuns } from './split-runs.ts';
import { type Summary, summarise, summariseApps, summariseCosts } from './summarise.ts';
import { versionsOf } from './versions.ts';

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
<h2>Held against September 13</h2>
${aims(results).map(held).join('\n')}
<h2>Each profile</h2>
${summaryTable(summarise(splitRuns(results).requests))}
${summaryTable(summariseApps(splitRuns(results).apps))}
${summaryTable(summariseCosts(splitRuns(results).requests))}
<h2>Which sources</h2>
${summaryTable(versionsOf(results))}
<h2>Each run</h2>
${table(results)}
${pictured(results).map(section).join('\n')}
</html>
`;
}

/** A picture has a mark for every request: of many runs the first of each profile and rate, and the one with the slowest answers. */
function pictured(results: readonly RunResult[]): RunResult[] {
  const groups = [...Map.groupBy(results, ({ profile, rate, http }) => `${profile} ${rate} ${http}`).values()];
  const slowness = ({ figures }: RunResult) => figures.p99WhileGrayMilliseconds ?? 0;
  return groups.flatMap((runs) => {
    const slowest = runs.reduce((worst, run) => (slowness(run) > slowness(worst) ? run : worst));
    return [...new Set([runs[0]!, slowest])];
  });
}

const style = `
:root { color-scheme: light dark; --muted: #6b7580 }
${colours}
body { margin: 0 auto; padding: 24px 16px; max-width: 1280px; font: 16px/24px system-ui, sans-serif }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px }
.wide { overflow-x: auto } td { white-space: nowrap } th { vertical-align: bottom; font-weight: 600 }
td, th { padding: 4px 8px; text-align: right; border-bottom: 1px solid var(--line) } td:first-child, th:first-child { text-align: left }
.words td, .words th { white-space: normal; text-align: left; vertical-align: top } .words td:first-child { min-width: 12em }
h2 { margin: 40px 0 4px } .muted { color: var(--muted) } svg { width: 100%; height: auto } text { fill: currentColor; font: 12px system-ui }
ul { padding-left: 20px }
`;

function table(results: readonly RunResult[]): string {
  const rows = results.map(({ profile, rate, seed, http, isForApps, figures: f }) => [
    `${profile}, ${rate}/s, seed ${seed}${http === 2 ? ', HTTP/2' : ''}${isForApps ? ', apps' : ''}`,
    show(f.detectSeconds, 's'),
    show(f.clientMovesAwayMilliseconds.p95, 'ms'),
    show(f.allClientsAwaySeconds, 's'),
    `${f.failedClientRequests} of ${f.clientRequests}`,
    show(f.p99WhileGrayMilliseconds, 'ms'),
    `${(f.extraRequestsShare * 100).toFixed(1)} %`,
    `${f.operatorWritesLost + f.apiWritesLost} / ${f.operatorWritesDoubled + f.apiWritesDoubled}`,
    String(f.falseEjections),
    show(f.incidentDraftedSeconds, 's'),
    (['email', 'sms', 'webhook'] as const).map((way) => show(f.subscriberToldSeconds[way], 's')).join(', '),
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
    'told by e-mail, SMS, webhook',
    'back',
    'plain client',
    'HAProxy’s checks',
    'first visits failed',
    'own checks of edge 1 failed',
  ];
  return htmlTable(heads, rows);
}

function held({ rate, table: { heads, rows }, misses }: Held): string {
  const why = misses.map((miss) => `<li>${missInWords(miss, (text) => `<b>${text}</b>`)}</li>`);
  return `<h3>At ${rate} request${rate === 1 ? '' : 's'}/s</h3><div class="words">${htmlTable(heads, rows)}</div><ul>${why.join('')}</ul>`;
}

function summaryTable({ heads, rows }: Summary): string {
  if (rows.length === 0) return '';
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
<p class="muted">${rate} requests/s, seed ${seed}, ${result.startedAt}. Load of the machine ${machine.loadBefore.toFixed(1)} before and ${machine.loadAfter.toFixed(1)} after on ${machine.cores} cores, ${percent(machine.busyShare)} busy, ${percent(machine.waitingShare)} of the time with something waiting for a processor; timers were up to ${machine.timersLateP99Milliseconds} ms late (99 %). The drill's own clients took ${machine.cpuSeconds} s of processor time, everything together ${show(machine.wholeCpuSeconds, 's')}, the edge program ${show(figures.edgeProgramCpuSeconds, 's')} and ${show(figures.edgeProgramPeakMegabytes, 'MB')}.</p>
${drawPhases(result)}
${felt(figures)}
${slowest(result)}
${timeline(result)}`;
}

/** What a browser with the apps and readers of the status page met, where a run had them. */
function felt({ apps, statusPage }: RunResult['figures']): string {
  const names = { customer_tracker: 'Customer Tracker', operator_app: 'Operator App' };
  const ofApps = Object.entries(apps ?? {}).map(([app, one]) => {
    const { starts, shellFailed, contentFailed, shellMilliseconds: shell, contentMilliseconds: content } = one;
    return `<li>${names[app as keyof typeof names]}, opened once before: ${starts} starts while it was gray, ${shellFailed} without the app, ${contentFailed} without its content; app there after ${show(shell.p50, 'ms')} (slowest ${show(shell.worst, 'ms')}), content after ${show(content.p50, 'ms')} (slowest ${show(content.worst, 'ms')}), when healthy ${show(one.healthyContentMilliseconds.p50, 'ms')}</li>`;
  });
  const ofStatus = statusPage
    ? [
        `<li>Status page: of ${statusPage.looks} looks ${statusPage.firstPlaceFailed} failed at its first host and ${statusPage.secondPlaceFailed} at its second, 95 % answered within ${show(statusPage.firstPlaceMilliseconds.p95, 'ms')} and ${show(statusPage.secondPlaceMilliseconds.p95, 'ms')}; the second was at most ${show(statusPage.secondPlaceOldestSeconds, 's')} old and told of the incident ${show(statusPage.incidentShownSeconds, 's')} after it was drafted</li>`,
      ]
    : [];
  const items = [...ofApps, ...ofStatus];
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

const SHOWN_SLOWEST = 5;

function slowest({ slowest: rows, phases }: RunResult): string {
  if (rows.length === 0) return '';
  const items = rows.slice(0, SHOWN_SLOWEST).map(({ client, kind, atMs, milliseconds, fault, sent }) => {
    const way = sent.map(([edge, after]) => `edge ${edge} at ${after} ms`).join(', ');
    const since = ((atMs - phases.grayFrom) / 1000).toFixed(1);
    return `<li>${milliseconds} ms${fault === null ? '' : ', failed'}: client ${client}, ${kind}, ${since} s after the fault began; ${way}</li>`;
  });
  return `<details><summary>The slowest of the client library while it was gray</summary><ul>${items.join('')}</ul></details>`;
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
const percent = (share: number | null) => (share === null ? '–' : `${Math.round(100 * share)} %`);
