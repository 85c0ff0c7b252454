import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { project, projectNode } from '../set-up/project.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** A Chromium for the browser tests: `{ path }`, or `{ why }` none could be had. */
export function findChromium(progress) {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return existsSync(asked) ? { path: asked } : { why: `CHROMIUM_PATH names ${asked}, which is not there` };
  return (
    ofSystem() ??
    ofDebian(progress) ??
    ofPlaywright(progress) ?? {
      why: 'no Chromium is installed, and neither Debian’s package nor Playwright’s own could be had',
    }
  );
}

function ofSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find(existsSync);
  return found && { path: found };
}

function ofDebian(progress) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  progress('Installing Debian’s chromium');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: 'ignore' }).status === 0;
  return apt('install', '-y', '--no-install-recommends', 'chromium') ||
    (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium'))
    ? ofSystem()
    : null;
}

function ofPlaywright(progress) {
  const command = join(project, 'node_modules', 'playwright-core', 'cli.js');
  if (!existsSync(command)) return null;
  progress('Fetching Playwright’s Chromium');
  if (spawnSync(projectNode(), [command, 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 }).status !== 0)
    return null;
  const ask = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  const path = spawnSync(projectNode(), ['-e', ask], { cwd: project, encoding: 'utf8' }).stdout;
  return path && existsSync(path) ? { path } : null;
}
