import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcome, runTool } from './run-part.mjs';

/** Runs vitest and counts what it says of every test; a run that dies without a report is one failure. */
export async function runVitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-report-'));
  const counts = join(folder, 'counts.json');
  try {
    const reporters = ['--reporter=default', '--reporter=./scripts/testing/count-tests.mjs'];
    const code = await runTool('node_modules/vitest/vitest.mjs', ['run', ...args, ...reporters], {
      ...env,
      ROUNDSMAN_TEST_COUNTS: counts,
    });
    return count(counts, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(counts, code) {
  let told;
  try {
    told = JSON.parse(readFileSync(counts, 'utf8'));
  } catch {
    return outcome(0, 1, [], [`the run ended with ${code} and without a report`]);
  }
  const { passed, left, failures } = told;
  const skipped = left === 0 ? [] : [`${left} tests say of themselves that this machine cannot have them`];
  // What fails a run and is no test (a threshold, say) has no name here; the run's own words say it.
  if (failures.length === 0 && code !== 0) return outcome(passed, 1, skipped, [`the run ended with ${code}`]);
  return outcome(passed, failures.length, skipped, failures);
}
