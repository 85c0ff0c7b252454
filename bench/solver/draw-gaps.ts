import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peersOf, type Result } from './table.ts';

const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 56;
const RIGHT = 150;
const TOP = 36;
const BOTTOM = 44;
const OURS = '#0b6e4f';
const PEERS = '#b3541e';
const LABEL_WIDTH = 100;
const LINE_HEIGHT = 12;
/** Below this gap everything is drawn on the bottom line: the axis is logarithmic. */
const LEAST_GAP = 0.05;
const GAP_LINES = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50];
const SECOND_LINES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300];

/**
 * Writes one picture a set, `gap-<set>.svg`: mean gap over CPU seconds, a line for each length of the runs (a long run cools down later), and peers'
 * results on the same instances as dots. Runs for another objective than the set's are left out.
 */
export function drawGaps(results: readonly Result[], folder: string, peersFile?: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [set, members] of Map.groupBy(results, (result) => result.set)) {
    const known = members.filter(({ best, objective }) => best !== null && !objective);
    if (known.length > 0)
      writeFileSync(join(folder, `gap-${set}.svg`), picture(set, known, peerDots(known, peersFile)));
  }
}

interface Dot {
  readonly seconds: number;
  readonly gap: number;
  readonly label: string;
}

function peerDots(results: readonly Result[], peersFile?: string): Dot[] {
  if (!peersFile) return [];
  return [...peersOf(results, peersFile)].map(([solver, shared]) => ({
    seconds: mean(shared.map(({ theirs }) => theirs.cpu_s)),
    gap: mean(shared.map(({ theirs }) => theirs.gap)),
    label: `${solver} (${shared.length})`,
  }));
}

/** Mean over all runs at the moments at which any of them was looked at, from when all had a plan. */
function meanGapOverTime(results: readonly Result[]): [number, number][] {
  const runs = results.flatMap(({ best, runs: each }) =>
    each.map(({ trace }) => trace.map(([at, cost]) => [at, 100 * (cost / best!.cost - 1)] as const)),
  );
  const begins = Math.max(...runs.map((trace) => trace[0]![0]));
  const moments = [...new Set(runs.flatMap((trace) => trace.map(([at]) => at)))].sort((a, b) => a - b);
  return moments
    .filter((moment) => moment >= begins)
    .map((moment) => [moment, mean(runs.map((trace) => trace.findLast(([at]) => at <= moment)![1]))]);
}

function picture(set: string, results: readonly Result[], dots: readonly Dot[]): string {
  const lines = [...Map.groupBy(results, (result) => result.seconds)]
    .sort(([a], [b]) => a - b)
    .map(([allowed, members]) => ({ allowed, members, points: meanGapOverTime(members) }));
  const points = lines.flatMap((line) => line.points);
  const seconds = [...points.map(([at]) => at), ...dots.map((dot) => dot.seconds)];
  const gaps = [...points.map(([, gap]) => gap), ...dots.map(({ gap }) => gap)];
  const x = logScale(Math.min(...seconds), Math.max(...seconds), LEFT, WIDTH - RIGHT);
  const y = logScale(LEAST_GAP, Math.max(2 * LEAST_GAP, ...gaps), HEIGHT - BOTTOM, TOP);
  const within = (values: readonly number[], all: readonly number[]) =>
    values.filter((value) => value >= Math.min(...all) && value <= Math.max(...all));
  const drawn = (gap: number) => y(Math.max(LEAST_GAP, gap));
  const label = ([at, gap]: [number, number], text: string, color: string): Label => ({
    x: x(at) + 7,
    y: drawn(gap) + 4,
    text,
    color,
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="20" font-size="13">${set}: mean gap to the best known (instances × seeds)</text>`,
    ...within(GAP_LINES, [LEAST_GAP, ...gaps]).map(
      (gap) =>
        `<path d="M${LEFT} ${y(gap)}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 6}" y="${y(gap) + 4}" text-anchor="end">${gap} %</text>`,
    ),
    ...within(SECOND_LINES, seconds).map(
      (at) =>
        `<path d="M${x(at)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#eee"/><text x="${x(at)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${at}</text>`,
    ),
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">CPU seconds of one thread</text>`,
    ...lines.map(
      ({ points: path }) =>
        `<polyline points="${path.map(([at, gap]) => `${x(at)},${drawn(gap)}`).join(' ')}" fill="none" stroke="${OURS}" stroke-width="2"/>`,
    ),
    ...dots.map(({ seconds: at, gap }) => `<circle cx="${x(at)}" cy="${drawn(gap)}" r="4" fill="${PEERS}"/>`),
    ...apart([
      ...lines.map(({ allowed, members, points: path }) =>
        label(path.at(-1)!, `${allowed} s (${members.length} × ${mostSeeds(members)})`, OURS),
      ),
      ...dots.map(({ seconds: at, gap, label: text }) => label([at, gap], text, PEERS)),
    ]).map(
      ({ x: left, y: base, text, color }) =>
        // A white edge, so that a line behind it leaves it readable.
        `<text x="${left}" y="${base}" fill="${color}" stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${text}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly color: string;
}

/** The same labels from top to bottom, each moved down as far as it would lie on one above it. */
function apart(labels: readonly Label[]): Label[] {
  const placed: Label[] = [];
  for (const each of labels.toSorted((a, b) => a.y - b.y)) {
    const above = placed.filter(({ x, y }) => Math.abs(x - each.x) < LABEL_WIDTH && y > each.y - LINE_HEIGHT);
    placed.push({ ...each, y: Math.max(each.y, ...above.map(({ y }) => y + LINE_HEIGHT)) });
  }
  return placed;
}

function mostSeeds(members: readonly Result[]): number {
  return Math.max(...members.map(({ runs }) => runs.length));
}

function logScale(least: number, most: number, from: number, to: number): (value: number) => number {
  const span = Math.log(Math.max(most, 1.01 * least) / least);
  return (value) => Math.round(10 * (from + ((to - from) * Math.log(value / least)) / span)) / 10;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
