import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { project, projectNode } from './project.mjs';

/**
 * One of the programs of an installation, run on the project's Node. `ready` resolves with its first message of that
 * kind, or rejects when it refuses or ends before; `ended` resolves with its exit code.
 */
export function startProgram(entry, { args = [], env = {}, onProgress = () => {} } = {}) {
  const child = spawn(projectNode(), [entry, ...args], {
    cwd: project,
    // What Node made of our files last time: a second start does not strip and compile them again.
    env: { NODE_COMPILE_CACHE: join(project, 'node_modules', '.cache', 'compiled'), ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)));
    child.on('error', () => resolve(1));
  });
  const ready = new Promise((resolve) => {
    child.on('message', (message) => {
      if (message.kind === 'progress') onProgress(message.text);
      else resolve(message);
    });
    void ended.then((code) => resolve({ kind: 'ended', code }));
  });
  return {
    ready,
    ended,
    /** Asks for a clean stop and waits for it. */
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      return ended;
    },
    kill: () => child.kill('SIGKILL'),
  };
}
