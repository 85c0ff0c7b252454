import type { PostMortemRecords } from '@roundsman/api-contract';
import { escapeMarkup } from '../html.ts';

const WIDTH = 720;
const HEIGHT = 120;
const LEFT = 44;
const TOP = 24;
const GAP = 40;

const countedWords = {
  requests_and_looks: 'requests and looks a second, late or lost in red',
  requests: 'requests a second, failed in red',
  looks: 'looks of the probes a second, without an answer in red',
} as const;

/** One picture for each part of which anything was counted, what was late, lost or failed on top in red. Null without any count. */
export function printTrafficGraph(
  { traffic, timeline }: PostMortemRecords,
  nameOf: (componentId: string) => string,
): string | null {
  if (traffic.length === 0) return null;
  const height = traffic.length * (HEIGHT + TOP + GAP);
  const marks = timeline.filter(({ kind }) => kind === 'began' || kind === 'over' || kind === 'steered');
  const panels = traffic.map((series, at) => {
    const top = at * (HEIGHT + TOP + GAP) + TOP;
    const most = Math.max(1, ...series.good.map((good, point) => good + (series.bad[point] ?? 0)));
    const step = (WIDTH - LEFT) / series.good.length;
    const x = (atMs: number) => LEFT + ((atMs - Date.parse(series.from)) / 1000 / series.stretchSeconds) * step;
    const y = (count: number) => top + HEIGHT - (count / most) * HEIGHT;
    const bars = series.good.map((good, point) => {
      const bad = series.bad[point] ?? 0;
      const left = (LEFT + point * step).toFixed(1);
      const wide = Math.max(0.8, step - 0.4).toFixed(1);
      const rect = (from: number, to: number, kind: string) =>
        `<rect class="${kind}" x="${left}" width="${wide}" y="${y(to).toFixed(1)}" height="${(y(from) - y(to)).toFixed(1)}"/>`;
      return `${good > 0 ? rect(0, good, 'good') : ''}${bad > 0 ? rect(good, good + bad, 'bad') : ''}`;
    });
    const lines = marks
      .filter(({ componentId }) => componentId === null || componentId === series.componentId)
      .map(({ at: instant, words }) => {
        const left = x(Date.parse(instant)).toFixed(1);
        return `<line class="mark" x1="${left}" x2="${left}" y1="${top}" y2="${top + HEIGHT}"><title>${escapeMarkup(`${instant.slice(11, 19)} UTC ${words}`)}</title></line>`;
      });
    const endMs = Date.parse(series.from) + series.good.length * series.stretchSeconds * 1000;
    const clock = (ms: number) => new Date(ms).toISOString().slice(11, 19);
    return `<text class="name" x="${LEFT}" y="${top - 8}">${escapeMarkup(nameOf(series.componentId))}: ${countedWords[series.counted ?? 'requests_and_looks']}</text>
<text x="${LEFT - 6}" y="${top + 10}" text-anchor="end">${rateWords(most / series.stretchSeconds)}</text>
<text x="${LEFT - 6}" y="${top + HEIGHT}" text-anchor="end">0</text>
${bars.join('')}
<line class="axis" x1="${LEFT}" x2="${WIDTH}" y1="${top + HEIGHT}" y2="${top + HEIGHT}"/>
${lines.join('')}
<text x="${LEFT}" y="${top + HEIGHT + 16}">${clock(Date.parse(series.from))}</text>
<text x="${WIDTH}" y="${top + HEIGHT + 16}" text-anchor="end">${clock(endMs)} UTC</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Traffic during the incident">
<style>
text{font:11px system-ui,sans-serif;fill:#545d68}.name{font-weight:600}.good{fill:#5b9bd5}.bad{fill:#c62828}.axis{stroke:#838c98}.mark{stroke:#15191e;stroke-dasharray:3 3}
@media (prefers-color-scheme:dark){text{fill:#a3adb8}.good{fill:#3d6fa5}.bad{fill:#ef7070}.mark{stroke:#e9ecef}}
</style>
${panels.join('\n')}
</svg>
`;
}

/** Three figures at most: looks come every five seconds, requests by the hundred. */
const rateWords = (perSecond: number) => perSecond.toFixed(perSecond < 1 ? 2 : perSecond < 100 ? 1 : 0);
