import { readFileSync } from 'node:fs';
import type { Reference } from './read-folder.ts';

export interface Result {
  readonly set: string;
  readonly name: string;
  readonly stops: number;
  readonly best: { readonly cost: number; readonly vehicles?: number } | null;
  /** What `best` is, where it is no best known solution. */
  readonly reference?: Reference;
  /** CPU seconds allowed, and the objective where it is not the set's: results that differ in them are never averaged. */
  readonly seconds: number;
  readonly objective?: string;
  readonly runs: readonly {
    readonly seed: number;
    readonly cost: number;
    /** Percent over the best known solution. */
    readonly gap: number | null;
    readonly routes: number;
    readonly unplaced: number;
    readonly iterations: number;
    readonly cpuSeconds: number;
    readonly wallSeconds: number;
    readonly residentMegabytes: number;
    readonly trace: readonly (readonly [number, number])[];
  }[];
}

export interface Peer {
  readonly set: string;
  readonly name: string;
  readonly solver: string;
  readonly gap: number;
  readonly cpu_s: number;
}

const COLUMNS = ['set', 'instance', 'stops', 'best known', 'cost', 'gap %', 'routes', 'CPU s', 'kit/s', 'MB'];
const WIDTHS = [10, 12, 6, 11, 12, 8, 8, 7, 8, 6];

export function printTable(
  results: readonly Result[],
  { header = false, summary = false, peers }: { header?: boolean; summary?: boolean; peers?: string },
): void {
  if (header) console.log(row(COLUMNS));
  if (!summary) {
    for (const result of results) console.log(row(cells(result)));
    return;
  }
  for (const [column, members] of Map.groupBy(results, columnOf)) {
    printSummaryOfColumn(column, members);
    if (peers) printPeers(members, peers);
  }
  console.log(meanOf(results));
}

/** What is averaged. */
function columnOf({ set, seconds, objective, reference }: Result): string {
  const own = reference === 'own-longest-run' ? ['to our own longest runs'] : [];
  return [set, `${seconds} s`, ...(objective ? [objective] : []), ...own].join(', ');
}

/** Instances of which too many runs left stops out are told apart: they are in no mean. */
export function meanOf(results: readonly Result[]): string {
  const gaps = results.map(medianGap).filter((gap) => gap !== null);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const failed = results.filter(hasFailed).length;
  const apart = failed > 0 ? `${failed} failed, ` : '';
  return `${apart}mean gap ${gaps.length > 0 ? mean.toFixed(3) : '–'} % over ${gaps.length} instances`;
}

/** Half of its runs or more left stops out, so there is no median of whole plans. */
function hasFailed({ runs }: Result): boolean {
  return 2 * runs.filter(({ unplaced }) => unplaced > 0).length >= runs.length;
}

function printSummaryOfColumn(column: string, members: readonly Result[]): void {
  const gaps = members.map(medianGap).filter((gap) => gap !== null);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  const fleets = members.filter(({ best }) => best?.vehicles !== undefined);
  const met = fleets.filter((each) => !hasFailed(each) && median(each.runs.map(routesOf)) <= each.best!.vehicles!);
  const worst = Math.max(...gaps);
  const vehicles = fleets.length > 0 ? `, best known vehicles on ${met.length} of ${fleets.length}` : '';
  const short = members.flatMap(({ runs }) => runs).filter(({ unplaced }) => unplaced > 0).length;
  const left = short > 0 ? `, ${short} runs left stops out and count as failed` : '';
  const failed = members.filter(hasFailed).length;
  const apart = failed > 0 ? `, ${failed} of them failed` : '';
  const over = `${members.length} instances, ${fewestRuns(members)} seeds${apart}`;
  console.log(`${column}, ${over}: mean gap ${mean.toFixed(3)} %, worst ${worst.toFixed(3)} %${vehicles}${left}`);
  const bySize = Map.groupBy(members, ({ stops }) => 100 * Math.max(1, Math.round(stops / 100)));
  if (bySize.size === 1) return;
  const sizes = [...bySize].sort(([a], [b]) => a - b);
  for (const [size, ofSize] of sizes) console.log(`  about ${size} stops: ${meanOf(ofSize)}`);
}

function fewestRuns(members: readonly Result[]): number {
  return Math.min(...members.map(({ runs }) => runs.length));
}

/** A run that left stops out is worse than any that did not: fewer stops drive less and need fewer vehicles. */
function routesOf({ routes, unplaced }: Result['runs'][number]): number {
  return unplaced > 0 ? Number.POSITIVE_INFINITY : routes;
}

function gapOf({ gap, unplaced }: Result['runs'][number]): number | null {
  return gap !== null && unplaced > 0 ? Number.POSITIVE_INFINITY : gap;
}

function cells(result: Result): string[] {
  const { set, name, stops, best, runs } = result;
  const gap = medianGap(result);
  const rate = median(runs.map((run) => run.iterations / run.cpuSeconds / 1000));
  const bestRoutes = best?.vehicles === undefined ? '' : `/${best.vehicles}`;
  return [
    set,
    name,
    String(stops),
    best ? String(best.cost) : '–',
    String(median(runs.map(({ cost }) => cost))),
    hasFailed(result) ? 'failed' : gap === null ? '–' : gap.toFixed(3),
    `${median(runs.map(({ routes }) => routes))}${bestRoutes}`,
    median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1),
    rate.toFixed(1),
    String(Math.max(...runs.map(({ residentMegabytes }) => residentMegabytes))),
  ];
}

function row(texts: readonly string[]): string {
  return texts.map((text, at) => (at < 2 ? text.padEnd(WIDTHS[at]!) : text.padStart(WIDTHS[at]!))).join(' ');
}

/** null where there is none, or where too many runs left stops out. */
function medianGap({ runs }: Result): number | null {
  const gaps = runs.map(gapOf).filter((gap) => gap !== null);
  const middle = gaps.length > 0 ? median(gaps) : Number.POSITIVE_INFINITY;
  return Number.isFinite(middle) ? middle : null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

interface Shared {
  readonly theirs: Peer;
  readonly ours: number;
}

/** By solver, the peers' results on instances that were solved here too. */
export function peersOf(results: readonly Result[], file: string): Map<string, Shared[]> {
  const { results: peers } = JSON.parse(readFileSync(file, 'utf8')) as { results: Peer[] };
  const shared = peers.flatMap((theirs): Shared[] => {
    const same = ({ set, name }: Result) => name === theirs.name && (set === theirs.set || theirs.set.includes(set));
    const result = results.find(same);
    const ours = result ? medianGap(result) : null;
    return ours === null ? [] : [{ theirs, ours }];
  });
  return Map.groupBy(shared, ({ theirs }) => theirs.solver);
}

function printPeers(results: readonly Result[], file: string): void {
  for (const [solver, shared] of peersOf(results, file)) {
    const mean = (of: (each: Shared) => number) => shared.reduce((sum, each) => sum + of(each), 0) / shared.length;
    const [theirs, cpu, ours] = [
      mean((each) => each.theirs.gap),
      mean((each) => each.theirs.cpu_s),
      mean((each) => each.ours),
    ];
    console.log(
      `${solver}: mean gap ${theirs.toFixed(3)} % in ${cpu.toFixed(1)} CPU s, here ${ours.toFixed(3)} %, on ${shared.length} instances`,
    );
  }
}
