import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBetween } from '../write-between.ts';
import { STARVED } from './judge.ts';
import { OUTAGES, printOutages } from './print-table.ts';

/**
 * `npm run drill -- outages`: every single outage, one after the other, each kept in `drills/outages/results`, and their table written into
 * `docs/redundancy.md`. `--only NAME,NAME` makes some of them, `--only-report` none. Ends with 1 where a drill broke a promise, or where
 * the machine was too busy to judge one, which is not kept.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, 'only-report': { type: 'boolean', default: false } },
});
const asked = values.only?.split(',') ?? OUTAGES;
const unknown = asked.find((name) => !OUTAGES.some((one) => one === name));
if (unknown !== undefined) throw new Error(`There is no outage "${unknown}": ${OUTAGES.join(', ')}.`);

const results = join(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
const folder = mkdtempSync(join(results, 'made-'));
const made = (name: string) => join(folder, `${name}.json`);
for (const name of values['only-report'] ? [] : asked) {
  console.log(`\n${name}`);
  const code = await run(name);
  if (code !== 0) process.exitCode = 1;
  // On a starved machine its figures say nothing of the platform; what broke a promise is kept and stands in the table.
  if (code !== STARVED && existsSync(made(name))) renameSync(made(name), join(results, `${name}.json`));
}
rmSync(folder, { recursive: true });
const project = join(import.meta.dirname, '..', '..');
writeBetween(
  join(project, 'docs', 'redundancy.md'),
  'outages',
  printOutages(results, join(project, 'bench', 'messages', 'results')),
);

function run(name: string): Promise<number> {
  const options = [join(import.meta.dirname, `${name}.ts`), '--json', made(name)];
  const child = spawn(process.execPath, [...process.execArgv, ...options], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
