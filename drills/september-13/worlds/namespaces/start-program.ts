import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Machine, Network } from './network.ts';

const LAST_WORDS = 2_000;

/** A program of the drill's world on a machine of it, until `close`. */
export interface RunningProgram {
  readonly process: ChildProcess;
  /** What it said last on its error output. */
  words(): string;
  close(): Promise<void>;
}

export function startProgram(network: Network, machine: Machine, command: readonly string[]): RunningProgram {
  const [program, ...args] = [...network.on(machine), ...command];
  const child = spawn(program!, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let words = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-LAST_WORDS);
  });
  return {
    process: child,
    words: () => words,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Asks again until it is so; throws with what was said last when it is not after that time. */
export async function untilIs(what: string, isSo: () => Promise<boolean>, words: () => string): Promise<void> {
  const end = performance.now() + 30_000;
  let last: unknown = null;
  while (performance.now() < end) {
    try {
      if (await isSo()) return;
    } catch (error) {
      last = error instanceof Error ? (error.cause ?? error) : error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come up within 30 s: ${String(last)} ${words()}`);
}
