import { dotsOf } from '../figures/dots.ts';
import type { RunResult } from '../run-profile.ts';

const WIDTH = 1000;
const HEIGHT = 220;
const LEFT = 54;
const TOP = 24;
const SLOWEST = 15_000;

/** The latency of every request that is known of a run over its three phases, as SVG; colours are custom properties, `--ours` and so on. */
export function drawPhases({ phases, dots }: RunResult): string {
  const x = (ms: number) => (LEFT + (ms / phases.end) * (WIDTH - LEFT - 8)).toFixed(1);
  const y = (ms: number) =>
    (TOP + (1 - Math.log10(Math.max(1, ms)) / Math.log10(SLOWEST)) * (HEIGHT - TOP - 20)).toFixed(1);
  const marks = (['plain', 'haproxy', 'navigation', 'ours'] as const).map((way) => {
    const all = dotsOf(dots, way);
    const path = (failed: boolean, mark: string) =>
      all
        .filter(({ isFailed }) => isFailed === failed)
        .map(({ atMs, milliseconds }) => `M${x(atMs)} ${y(milliseconds)}${mark}`)
        .join('');
    return `<path d="${path(false, 'h0')}" stroke="var(--${way})" stroke-width="3" stroke-linecap="round" stroke-opacity=".7"/><path d="${path(true, 'm-3-3l6 6m0-6l-6 6')}" stroke="var(--${way})" stroke-width="1.5" fill="none"/>`;
  });
  const lines = [1, 10, 100, 1_000, 10_000].map(
    (ms) =>
      `<path d="M${LEFT} ${y(ms)}H${WIDTH - 8}" stroke="var(--line)"/><text x="0" y="${Number(y(ms)) + 4}">${ms < 1000 ? `${ms} ms` : `${ms / 1000} s`}</text>`,
  );
  const legend = (['ours', 'plain', 'haproxy', 'navigation'] as const)
    .filter((way) => dots[way] !== undefined)
    .map(
      (way, at) =>
        `<circle cx="${LEFT + 8 + at * 150}" cy="8" r="4" fill="var(--${way})"/><text x="${LEFT + 18 + at * 150}" y="12">${{ ours: 'client library', plain: 'plain client', haproxy: 'HAProxy’s checks', navigation: 'first visits' }[way]}</text>`,
    )
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Latency of every request over the three phases">
<rect x="${x(phases.grayFrom)}" y="${TOP}" width="${Number(x(phases.grayTo)) - Number(x(phases.grayFrom))}" height="${HEIGHT - TOP - 20}" fill="var(--gray)"/>
<text x="${Number(x(phases.grayFrom)) + 4}" y="${HEIGHT - 6}">gray</text><text x="${Number(x(phases.grayTo)) + 4}" y="${HEIGHT - 6}">recovered</text>
${lines.join('')}${marks.join('')}${legend}</svg>`;
}

/** The same as a file of its own. */
export function drawPhasesAlone(result: RunResult): string {
  return drawPhases(result).replace('>', `><style>${alone}</style>`);
}

export const colours = `:root { --line: #8b939c55; --ours: #1c56c9; --plain: #b3541e; --haproxy: #3f7d3a; --navigation: #8a4fb0; --gray: #8b939c22 }
@media (prefers-color-scheme: dark) { :root { --ours: #86b0ff; --plain: #f0a070; --haproxy: #8fd088; --navigation: #cfa0ea } }`;
const alone = `${colours}
svg { color-scheme: light dark } text { fill: #6b7580; font: 12px system-ui }`;
