import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { project } from '../set-up/project.mjs';

/**
 * A reporter of vitest that counts: how many tests passed and failed, how many were left out, and the names of what failed.
 * A file that cannot be loaded or set up, and an error outside any test (a promise that nobody waits for, say), fail a run as a test does.
 */
export default class CountTests {
  onTestRunEnd(modules, strayErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    const failures = [
      ...inState('failed').map((test) => `${fileOf(test.module)}: ${test.fullName}`),
      ...modules.flatMap((module) => brokenParts(module)),
      ...strayErrors.map(strayError),
    ];
    const { ROUNDSMAN_TEST_COUNTS: file } = process.env;
    writeFileSync(
      file,
      JSON.stringify({ passed: inState('passed').length, left: inState('skipped').length, failures }),
    );
  }
}

const fileOf = (module) => relative(project, module.moduleId);

/** A file or a suite of it that failed by itself: its import, its set-up, its clearing away. */
function brokenParts(module) {
  const broken = [module, ...module.children.allSuites()].filter((part) => part.errors().length > 0);
  return broken.map((part) => `${fileOf(module)} could not be run: ${part.errors()[0].message}`);
}

function strayError(error) {
  const where = error.VITEST_TEST_PATH ? ` while ${relative(project, error.VITEST_TEST_PATH)} ran` : '';
  const line = (error.stack ?? '')
    .split('\n')
    .find((entry) => entry.includes(project) && !entry.includes('node_modules'));
  return `an error outside any test${where}: ${error.name ?? 'Error'}: ${error.message}${line ? ` (${line.trim()})` : ''}`;
}
