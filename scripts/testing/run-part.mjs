import { spawn } from 'node:child_process';
import { project, projectNode } from '../set-up/project.mjs';

/** One part of the test run: how many of its tests passed and failed, what the machine could not have, with why, and which failed. */
export const outcome = (passed, failed, skipped = [], failures = []) => ({ passed, failed, skipped, failures });

/** Runs a tool of node_modules on the project's Node with its words shown; resolves with its exit code. */
export function runTool(file, args, env = {}) {
  return run(projectNode(), [file, ...args], env);
}

/** A tool whose exit code is its whole verdict: one test. */
export async function asOneTest(file, args, env) {
  const code = await runTool(file, args, env);
  return code === 0 ? outcome(1, 0) : outcome(0, 1);
}

function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: project,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('error', () => resolve(1));
    child.on('exit', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? 1);
    });
  });
}
