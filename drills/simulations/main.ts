import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeJson } from '../september-13/kept-runs.ts';
import { lastChangeOf } from '../september-13/versions.ts';
import { writeBetween } from '../write-between.ts';
import { printSimulations } from './print-figures.ts';

/**
 * `npm run drill -- simulations`: the tests of the edge program that simulate years and spells of trouble, with more seeds than a test needs; what they
 * showed is kept in `drills/simulations/results` and written into `docs/redundancy.md`. `--only-report` writes what is kept. Ends with 1 where a test failed.
 */
const SIMULATIONS = ['edge/src/fleet/evidence/sibling-test.test.ts', 'edge/src/traffic/seasonal-baseline.test.ts'];
/** What is simulated. */
const RULES = ['edge/src/fleet', 'edge/src/traffic'];
const SEEDS = '200';
const project = join(import.meta.dirname, '..', '..');
const results = join(import.meta.dirname, 'results');

const { values } = parseArgs({ options: { 'only-report': { type: 'boolean', default: false } } });
if (!values['only-report']) {
  mkdirSync(results, { recursive: true });
  const vitest = join(project, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--project', 'unit', '--testTimeout', '1200000', ...SIMULATIONS],
    { cwd: project, stdio: 'inherit', env: { ...process.env, KEEP_FIGURES: results, TROUBLE_SEEDS: SEEDS } },
  );
  if (status !== 0) process.exitCode = 1;
  writeJson(join(results, 'rules.json'), { commit: lastChangeOf(RULES) });
}
for (const [name, text] of Object.entries(printSimulations(results)))
  writeBetween(join(project, 'docs', 'redundancy.md'), name, text);
