import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { printPython } from './print-python.ts';

const file = join(import.meta.dirname, '..', '..', 'client', 'python', 'roundsman.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;

it('the Python client is the contract’s (`npm run python-client` writes it anew)', () => {
  expect(readFileSync(file, 'utf8')).toBe(printPython());
});

it.runIf(hasPython)('the Python client is Python', () => {
  const { status, stderr } = spawnSync('python3', ['-c', `compile(open(${JSON.stringify(file)}).read(), "c", "exec")`]);
  expect([status, stderr.toString()]).toEqual([0, '']);
});
