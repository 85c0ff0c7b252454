import { readFileSync, writeFileSync } from 'node:fs';
import type { Plan } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { solveInWorker } from '@roundsman/routing-solver/worker';
import { type Input, readInput } from './read-input.ts';
import { readOptions, type SolveWish, USAGE } from './read-options.ts';

const DONE = 0;
const FAILED = 1;
const REFUSED = 2;
const SHOWN_FAULTS = 20;

/** @returns the exit code. Progress and refusals go to standard error, only the plan to standard output. */
export async function runCommand(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    say(USAGE);
    return args.length === 0 ? REFUSED : DONE;
  }
  const wish = readOptions(args);
  if ('refusal' in wish) return refuse([wish.refusal, '', USAGE]);
  let text: string;
  try {
    text = readFileSync(wish.file === '-' ? 0 : wish.file, 'utf8');
  } catch (error) {
    return refuse([`${wish.file} cannot be read: ${(error as Error).message}`]);
  }
  const input = readInput(text, wish);
  if ('faults' in input) {
    const shown = input.faults.slice(0, SHOWN_FAULTS).map(({ field, message }) => `${field}: ${message}`);
    const more = input.faults.length - shown.length;
    return refuse([...shown, ...(more > 0 ? [`and ${more} more`] : [])]);
  }
  for (const note of input.notes) say(`Note: ${note}`);
  return solve(input, wish);
}

async function solve({ problem, present }: Input, wish: SolveWish): Promise<number> {
  const handle = solveInWorker(problem, {
    limitSeconds: wish.seconds,
    seed: wish.seed,
    threads: wish.threads,
    onProgress: ({ elapsedSeconds, cost, unplacedJobs, routes, iterations }) => {
      if (wish.quiet) return;
      const figures = `cost ${cost.toFixed(2)}, ${unplacedJobs} unplaced, ${routes} routes, ${iterations} iterations`;
      say(`${elapsedSeconds.toFixed(0).padStart(4)} s  ${figures}`);
    },
  });
  const stop = () => handle.stop();
  process.once('SIGINT', stop);
  let plan: Plan;
  try {
    plan = await handle.plan;
  } catch (error) {
    say(`The search failed: ${(error as Error).message}`);
    return FAILED;
  } finally {
    process.removeListener('SIGINT', stop);
  }
  const violations = checkPlan(problem, plan);
  if (violations.length > 0) {
    say(`The independent checker found fault with the plan, so it is not written: ${violations[0]!.detail}`);
    return FAILED;
  }
  const json = `${JSON.stringify(present(plan), null, 1)}\n`;
  if (wish.out === null) await write(json);
  else writeFileSync(wish.out, json);
  return DONE;
}

/** A pipe takes its time; the process must not end before. */
function write(json: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(json, (error) => (error ? reject(error) : resolve())));
}

function refuse(lines: readonly string[]): number {
  for (const line of lines) say(line);
  return REFUSED;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
