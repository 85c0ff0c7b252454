import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, project, SetUpError } from './project.mjs';

const lockFile = join(project, 'package-lock.json');

/**
 * Installs what package-lock.json says, when node_modules is missing or says otherwise. Not by `npm ci`, which would
 * take everything away first; the lock is left as it was.
 */
export async function installWhenStale(progress) {
  const fault = staleness();
  if (fault === null) return;
  progress(`Installing the dependencies (${fault})`);
  const lock = readFileSync(lockFile);
  await npm(['install', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!readFileSync(lockFile).equals(lock)) writeFileSync(lockFile, lock);
  const left = staleness();
  if (left !== null) throw new SetUpError(`After installing, ${left}.`, 'Remove node_modules and start again.');
}

/** Compares the lock file with npm's own record of what it installed; null when they agree. */
function staleness() {
  const installedFile = join(project, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'first start';
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  for (const [path, { version, optional, devOptional, link }] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || link) continue;
    const found = installed[path];
    if (found === undefined && (optional || devOptional)) continue;
    if (found?.version !== version) return `${path.replace(/^.*node_modules\//, '')} is not at ${version}`;
  }
  return null;
}

function npm(args) {
  const { command, first } = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: project,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => reject(new SetUpError(`npm could not be run: ${error.message}.`, 'Install npm.')));
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new SetUpError(
            'npm could not install the dependencies (its words are above).',
            'Check the connection to the registry and start again.',
          ),
        );
    });
  });
}
