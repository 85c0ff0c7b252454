// Real peers of tests that Debian packages: found, or installed when we are root on a machine that has apt. Runs on Node 20.
import { spawnSync } from 'node:child_process';

/** Path of the program, or why there is none. `package` is what apt calls it. */
export function findPeer(program, packageName) {
  const found = locate(program);
  if (found) return { path: found };
  if (process.getuid?.() !== 0 || !locate('apt-get')) return { why: `${program} is not installed` };
  const installed = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', packageName], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
  const path = locate(program);
  return path
    ? { path }
    : { why: `${packageName} could not be installed: ${installed.stderr?.trim().split('\n').at(-1)}` };
}

function locate(program) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  const asked = spawnSync('which', [program], { encoding: 'utf8', env: { ...process.env, PATH: folders.join(':') } });
  return asked.status === 0 ? asked.stdout.trim() : null;
}
