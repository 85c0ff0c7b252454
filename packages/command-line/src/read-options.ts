import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export const FORMATS = ['problem', 'vroom', 'solomon', 'li-lim', 'vrplib'] as const;
export type Format = (typeof FORMATS)[number];

export interface SolveWish {
  readonly command: 'solve' | 'check';
  /** '-' = standard input. */
  readonly file: string;
  readonly format: Format;
  readonly seconds: number;
  readonly seed: number;
  readonly threads: number;
  /** Kilometers an hour, for VROOM files without matrices. */
  readonly straightLine: number | null;
  readonly vehiclesFirst: boolean;
  /** A plan to improve, or to check. */
  readonly plan: string | null;
  /** Null = standard output. */
  readonly out: string | null;
  readonly quiet: boolean;
}

export const USAGE = `roundsman solve FILE [options]     FILE: JSON or a benchmark's text, - for standard input
roundsman check FILE PLAN [options]   what a plan costs and which rules it breaks

  --format FORMAT      problem (default), vroom, solomon, li-lim, vrplib
  --start PLAN         solve: begin with this plan and improve it, a plan of Roundsman's, or for vroom VROOM's output
  --seconds S          real seconds to search (default 10)
  --seed N             same input, seed, threads and speed of machine: same plan (default 1)
  --threads N          searches side by side, the best plan wins (default: the machine's cores, at most 8)
  --straight-line KMH  vroom without matrices: travel by straight line × 1.3 at this speed
  --vehicles-first     benchmark formats: as few vehicles as can be, then distance
  --out FILE           write the plan there instead of to standard output
  --quiet              no progress on standard error

The plan is written as JSON: Roundsman's for "problem" and the benchmarks, VROOM's for "vroom". Ctrl-C ends the search with the best plan so far.
Exit: 0 a plan was written, or the one that was checked breaks no rule; 1 it failed, or it breaks some; 2 the input or an option was refused.`;

/** What was asked for, or a sentence about what is wrong with it. */
export function readOptions(args: readonly string[]): SolveWish | { readonly refusal: string } {
  try {
    return read(args);
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  }
}

function read(args: readonly string[]): SolveWish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'problem' },
      seconds: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      threads: { type: 'string', default: String(Math.min(8, availableParallelism())) },
      'straight-line': { type: 'string' },
      'vehicles-first': { type: 'boolean', default: false },
      start: { type: 'string' },
      out: { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const [command, file, plan, ...more] = positionals;
  if (command !== 'solve' && command !== 'check')
    throw new Error(`There is no command "${command ?? ''}"; there are: solve, check.`);
  if (command === 'solve' && (file === undefined || plan !== undefined))
    throw new Error('solve takes one file, or - for standard input.');
  if (
    command === 'check' &&
    (file === undefined || plan === undefined || more.length > 0 || values.start !== undefined)
  )
    throw new Error('check takes two files: the problem and the plan.');
  const format = FORMATS.find((each) => each === values.format);
  if (!format) throw new Error(`There is no format "${values.format}"; there are: ${FORMATS.join(', ')}.`);
  return {
    command,
    file: file!,
    plan: plan ?? values.start ?? null,
    format,
    seconds: numberIn('seconds', values.seconds, 0.1, 86_400),
    seed: numberIn('seed', values.seed, 0, 2 ** 31 - 1, true),
    threads: numberIn('threads', values.threads, 1, 64, true),
    straightLine:
      values['straight-line'] === undefined ? null : numberIn('straight-line', values['straight-line'], 1, 200),
    vehiclesFirst: values['vehicles-first'],
    out: values.out ?? null,
    quiet: values.quiet,
  };
}

function numberIn(name: string, text: string, least: number, most: number, whole = false): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
  throw new Error(`--${name} is "${text}"; it must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`);
}
