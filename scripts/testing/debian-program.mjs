import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const moreFolders = ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/bin', '/usr/lib/kannel/test'];

/** A program of Debian for tests with a real far side: `{ path }`, installed when root may, or `{ why }` there is none. */
export function findDebianProgram({ program, debianPackage }, progress = () => {}) {
  const found = onMachine(program) ?? ofDebian(program, debianPackage, progress);
  return found ? { path: found } : { why: `this machine has no ${program} (Debian: apt-get install ${debianPackage})` };
}

function onMachine(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...moreFolders];
  return folders.map((folder) => join(folder, program)).find(existsSync);
}

function ofDebian(program, debianPackage, progress) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  progress(`Installing Debian’s ${debianPackage}`);
  // A service that the package would start is not wanted: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: 'ignore' }).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', debianPackage);
  return install() || (apt('update') && install()) ? onMachine(program) : undefined;
}
