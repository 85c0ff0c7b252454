import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, projectNode, SetUpError } from './project.mjs';

const stampFile = '.sources';
const scope = '@roundsman/';
const notSources = new Set(['node_modules', 'dist', 'coverage']);

/** Builds the web apps whose sources, or those of the packages they are made of, changed since the last build. */
export async function buildApps(progress) {
  const shared = hashFolders(['package-lock.json', 'tsconfig.base.json']);
  const stale = readdirSync(join(project, 'apps'))
    .filter((name) => existsSync(join(project, 'apps', name, 'vite.config.ts')))
    .map((name) => ({ name, stamp: hashFolders(sourcesOf(join('apps', name)), shared) }))
    .filter(({ name, stamp }) => readStamp(name) !== stamp);
  for (const { name, stamp } of stale) {
    progress(`Building ${name}`);
    await build(name);
    writeFileSync(join(project, 'apps', name, 'dist', stampFile), stamp);
  }
}

/** The app's own folder and every package of the project that it is made of, near and far. */
function sourcesOf(folder, found = new Set()) {
  found.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    const near = name.startsWith(scope) && join('packages', name.slice(scope.length));
    if (near && !found.has(near)) sourcesOf(near, found);
  }
  return [...found].sort();
}

function readStamp(name) {
  const file = join(project, 'apps', name, 'dist', stampFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function hashFolders(paths, seed = '') {
  const hash = createHash('sha256').update(seed);
  for (const path of paths) addToHash(hash, path);
  return hash.digest('hex');
}

function addToHash(hash, path) {
  const whole = join(project, path);
  if (!existsSync(whole)) return;
  const entries = listFolder(whole);
  if (entries === null) {
    hash.update(`${path}\0`).update(readFileSync(whole)).update('\0');
    return;
  }
  for (const { name } of entries)
    if (!notSources.has(name) && !name.includes('.test.')) addToHash(hash, join(path, name));
}

function listFolder(path) {
  try {
    return readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}

function build(name) {
  return new Promise((resolve, reject) => {
    const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(projectNode(), [vite, 'build', '--logLevel', 'warn'], {
      cwd: join(project, 'apps', name),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (words = (words + chunk).slice(-8_000)));
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new SetUpError(`${name} could not be built:\n${words.trim()}\n`, 'Its sources are not as they should be.'),
        );
    });
  });
}
