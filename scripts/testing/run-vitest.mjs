import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { project } from '../set-up/project.mjs';
import { outcome, runTool } from './run-part.mjs';

/** Runs vitest and counts what it says of every test; a run that dies without a report is one failure. */
export async function runVitest(args, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-report-'));
  const report = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await runTool('node_modules/vitest/vitest.mjs', ['run', ...args, ...reporters], env);
    return count(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, code) {
  let told;
  try {
    told = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return outcome(0, 1);
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = told;
  // A file that could not even be loaded has no tests to count, and an error outside any test fails the run alone.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const failed = numFailedTests + broken;
  const left = numPendingTests + numTodoTests;
  const failures = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(project, name);
    if (assertionResults.length === 0) return status === 'failed' ? [`${file} could not be run`] : [];
    return assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${file}: ${fullName}`);
  });
  const skipped = left === 0 ? [] : [`${left} tests say of themselves that this machine cannot have them`];
  return outcome(numPassedTests, failed === 0 && code !== 0 ? 1 : failed, skipped, failures);
}
