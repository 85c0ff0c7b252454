import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PICTURED } from '../kept-runs.ts';
import { profiles } from '../profiles.ts';
import type { RunResult } from '../run-profile.ts';
import { aims, type Held, missInWords } from './aims.ts';
import { drawPhasesAlone } from './draw-phases.ts';
import { splitRuns } from './split-runs.ts';
import { inMarkdown, summarise, summariseApps, summariseCosts } from './summarise.ts';
import { changedSince, versionsOf } from './versions.ts';

const PICTURED_RATE = 20;

/** Writes the runs as a page of Markdown with its pictures in `pictures/` beside it. Every figure comes from the runs: the page is never edited by hand. */
export function writePage(file: string, results: readonly RunResult[], planned: number): void {
  const { requests, apps } = splitRuns(results);
  const pictures = requests.filter(({ seed, rate, http }) => seed === PICTURED && rate === PICTURED_RATE && http === 1);
  const name = ({ profile }: RunResult) => `${basename(file, '.md')}-${profile}.svg`;
  mkdirSync(join(dirname(file), 'pictures'), { recursive: true });
  for (const run of pictures) writeFileSync(join(dirname(file), 'pictures', name(run)), `${drawPhasesAlone(run)}\n`);
  writeFileSync(
    file,
    `# September 13, the drill: what was measured

Written by the drill from the runs that it keeps (\`--page\`); nothing here is typed by hand. What the drill is and how it is run: [redundancy](redundancy.md).

${conditions(results, planned)}

Where a cell has three figures they are median / 95 % / worst over the runs.

## Held against September 13

“The report” is what happened on that day, “others” what the best of others do, where it says *plain* or *HAProxy’s checks* in the same runs. Each profile is held against each aim by itself, at both rates; of several runs the figure counts that 95 % of them do not pass. Requests/s are those of all clients together.

${aims(results).map(held).join('\n')}
## Each profile

${profileTitles(results)}

### What users felt

Latencies are pooled over all requests of all runs. ${writesCounted(requests)}

${inMarkdown(summarise(requests))}
${appStarts(apps)}### What it took

“Extra requests” are hedges, repeats and canaries, as a share of what users asked for. “Reports and lists” travel beside them: what clients tell the edge program, and the signed list of edges; they are counted, not weighed, as a share of the requests too and by the clock. The edge program’s processor time is that of a whole run.

${inMarkdown(summariseCosts(requests))}
${statusPages(requests)}## Which sources

${inMarkdown(versionsOf(results))}
${changedSince(results)}

${inPictures(pictures, name)}`,
  );
}

function held({ rate, table, misses }: Held): string {
  const why = misses.map((miss) => `- ${missInWords(miss, (text) => `**${text}**`)}`);
  const missing = why.length === 0 ? '' : `\nWhat misses, and why:\n\n${why.join('\n')}\n`;
  return `### At ${rate} request${rate === 1 ? '' : 's'}/s\n\n${inMarkdown(table)}${missing}`;
}

/** Older runs could not tell a loss with a double from neither. */
function writesCounted(results: readonly RunResult[]): string {
  const byId = results.filter(({ figures }) => figures.operatorWritesCountedBy === 'command_id').length;
  if (byId === results.length) return 'Writes are counted one by one, by the id that the device gave them.';
  return `Crews’ writes are counted one by one, by the id that the device gave them, in ${byId} of the runs; in the others by how far the numbers of the device’s commands went, where a lost and a doubled one would cancel out.`;
}

function appStarts(results: readonly RunResult[]): string {
  const table = summariseApps(results);
  if (table.rows.length === 0) return '';
  const apart = results.some(({ isForApps }) => isForApps)
    ? ' These runs are counted for this alone: what the browser takes of two processors the edges and the platform need.'
    : '';
  return `### Apps that were opened once

Started in a Chromium every ten seconds while it was gray, with 15 s of patience: the app itself (its shell), and what its user came for.${apart}

${inMarkdown(table)}
`;
}

function statusPages(results: readonly RunResult[]): string {
  const rows = results.flatMap(({ profile, rate, seed, figures: { statusPage: page } }) =>
    page === null
      ? []
      : [
          [
            `${profile}, ${rate}, seed ${seed}`,
            `${page.firstPlaceFailed} of ${page.looks}`,
            `${page.secondPlaceFailed} of ${page.looks}`,
            `${page.secondPlaceMilliseconds.p95 ?? '–'}`,
            `${page.secondPlaceOldestSeconds ?? '–'}`,
            `${page.incidentShownSeconds ?? '–'}`,
          ],
        ],
  );
  if (rows.length === 0) return '';
  const heads = [
    'run',
    'looks failed at the first host',
    'at the second',
    '95 % answered there within, ms',
    'its page at most so old, s',
    'told of the incident after, s',
  ];
  return `### The status page at two hosts\n\n${inMarkdown({ heads, rows })}\n`;
}

function inPictures(runs: readonly RunResult[], name: (run: RunResult) => string): string {
  // Other runs are kept without the requests before and after the gray phase.
  if (runs.length === 0) return `Pictures come with the runs of seed ${PICTURED}, which are still to be made.\n`;
  const each = runs.map(
    (run) => `\n**${run.profile}**: ${run.title}\n\n![${run.title}: latency of every request](pictures/${name(run)})\n`,
  );
  return `## The three phases

Each request of the first run of a profile at ${PICTURED_RATE} requests/s, on a logarithmic scale; a cross is a request that failed.
${each.join('')}`;
}

function conditions(results: readonly RunResult[], planned: number): string {
  const list = (values: readonly (string | null)[]) =>
    [...new Set(values.filter((value) => value !== null))].join(', ');
  const days = results.map(({ startedAt }) => startedAt.slice(0, 10)).toSorted();
  const busy = results.flatMap(({ machine }) => machine.busyShare ?? []);
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  const phases = results[0]?.phaseSeconds;
  return `**${results.length} of ${planned} runs**${phases ? `, ${phases.healthy} s healthy, ${phases.gray} s gray, ${phases.recovered} s recovered each` : ''}, ${[...new Set([days[0], days.at(-1)])].join(' to ')}, over ${list(results.map(({ means }) => means))}, on ${list(results.map(({ machine }) => String(machine.cores)))} cores that were ${percent(Math.min(...busy))} to ${percent(Math.max(...busy))} busy (with whatever else the machine did). Node ${list(results.map(({ versions }) => versions.node))}; [which sources](#which-sources).`;
}

function profileTitles(results: readonly RunResult[]): string {
  const there = new Set(results.map(({ profile }) => profile));
  return Object.entries(profiles)
    .filter(([profile]) => there.has(profile as RunResult['profile']))
    .map(([profile, { title }]) => `**${profile}** ${title}`)
    .join(' · ');
}
