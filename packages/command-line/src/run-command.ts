import { readFileSync, writeFileSync } from 'node:fs';
import { evaluatePlan, type Plan } from '@roundsman/routing-solver';
import { checkPlan } from '@roundsman/routing-solver/checker';
import { solveInWorker } from '@roundsman/routing-solver/worker';
import { type GivenPlan, type Input, parse, readInput } from './read-input.ts';
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
  const text = readFile(wish.file);
  if (typeof text !== 'string') return refuse([text.refusal]);
  const input = readInput(text, wish);
  if ('faults' in input) return refuse(listed(input.faults));
  for (const note of input.notes) say(`Note: ${note}`);
  const given = wish.plan === null ? null : readGivenPlan(input, wish.plan);
  if (given && 'refusal' in given) return refuse([given.refusal]);
  if (given && given.faults.length > 0) return refuse(listed(given.faults));
  if (wish.command === 'check') return check(input, given!, wish);
  const problem = given ? { ...input.problem, givenPlan: { routes: given.routes } } : input.problem;
  return solve({ ...input, problem }, wish);
}

function readFile(file: string): string | { readonly refusal: string } {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    return { refusal: `${file} cannot be read: ${(error as Error).message}` };
  }
}

function readGivenPlan(input: Input, file: string): GivenPlan | { readonly refusal: string } {
  const text = readFile(file);
  if (typeof text !== 'string') return text;
  const json = parse(text);
  if ('faults' in json) return { refusal: `${file} is not JSON.` };
  return input.readPlan(json.value);
}

function listed(faults: GivenPlan['faults']): string[] {
  const shown = faults.slice(0, SHOWN_FAULTS).map(({ field, message }) => `${field}: ${message}`);
  const more = faults.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}

/** What the orders of a plan come to when they are driven as early as they can be, by the rules and prices of the problem. */
async function check({ problem }: Input, { routes, saidCost }: GivenPlan, wish: SolveWish): Promise<number> {
  const { plan, broken } = evaluatePlan(problem, { routes });
  const report = {
    cost: plan.cost.total,
    saidCost,
    routes: plan.routes.length,
    unassigned: plan.unassigned.map(({ jobId }) => jobId),
    broken,
  };
  await put(report, wish);
  return broken.length === 0 ? DONE : FAILED;
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
  await put(present(plan), wish);
  return DONE;
}

async function put(value: unknown, { out }: SolveWish): Promise<void> {
  const json = `${JSON.stringify(value, null, 1)}\n`;
  if (out === null) await write(json);
  else writeFileSync(out, json);
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
