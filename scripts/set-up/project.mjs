import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The project's own Node 24, which npm installed; whatever Node started us only had to come this far. */
export function projectNode() {
  const folder = join(project, 'node_modules', 'node', 'bin');
  const path = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(path)) throw new SetUpError('The project’s own Node is missing from node_modules.', 'Run npm ci.');
  return path;
}

/** How npm is called: by the script that runs us, or else by its name. */
export function npmCommand() {
  const viaScript = process.env.npm_execpath;
  return viaScript?.endsWith('.js') ? { command: process.execPath, first: [viaScript] } : { command: 'npm', first: [] };
}

/** Something the person has to put right: one paragraph, exit code 1. */
export class SetUpError extends Error {
  constructor(what, remedy) {
    super(`${what} ${remedy}`);
  }
}

/** Runs the entry of a program; what it cannot go on from is one paragraph. */
export async function runEntry(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetUpError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

export function refuseOldNode() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 20)
    throw new SetUpError(`This is Node ${process.versions.node}.`, 'Node 20 or newer is needed to start.');
}
