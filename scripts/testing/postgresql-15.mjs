import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binaryFolders = ['/usr/lib/postgresql/15/bin', '/usr/local/pgsql/bin', ...(process.env.PATH ?? '').split(':')];

/** The machine's own PostgreSQL 15, the oldest that DATABASE_URL may name: `{ folder }` or `{ why }` there is none. */
export function findPostgresql15() {
  for (const folder of binaryFolders) {
    const postgres = join(folder, 'postgres');
    if (!existsSync(postgres) || !existsSync(join(folder, 'initdb'))) continue;
    const said = spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout ?? '';
    if (/\s15\./.test(said)) return { folder };
  }
  return { why: 'this machine has no PostgreSQL 15 (Debian: apt-get install postgresql-15)' };
}

/** Starts one for the run and hands its URL over; it is gone afterwards. */
export async function withPostgresql15({ folder }, run) {
  const home = mkdtempSync(join(tmpdir(), 'roundsman-pg15-'));
  const account = databaseAccount(home);
  const cluster = join(home, 'cluster');
  const made = spawnSync(
    join(folder, 'initdb'),
    ['-D', cluster, '-U', 'roundsman', '-A', 'trust', '-E', 'UTF8', '--locale=C'],
    { ...account, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL 15 failed: ${made.stderr}`);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: home,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const args = ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const server = spawn(join(folder, 'postgres'), args, { ...account, stdio: 'ignore' });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  try {
    await untilReady(home);
    return await run(`postgresql://roundsman@localhost/postgres?host=${encodeURIComponent(home)}`);
  } finally {
    server.kill('SIGINT');
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

/** PostgreSQL refuses root, so root's run uses the account that Debian's package made. */
export function databaseAccount(home) {
  const common = { cwd: '/', env: { PATH: process.env.PATH, TZ: 'UTC' } };
  if (process.getuid?.() !== 0) return common;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'));
  if (!line) throw new Error('root’s run needs an account named postgres');
  const [uid, gid] = line.split(':').slice(2, 4).map(Number);
  chownSync(home, uid, gid);
  chmodSync(home, 0o755);
  return { ...common, uid, gid };
}

async function untilReady(home) {
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (existsSync(join(home, '.s.PGSQL.5432'))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('PostgreSQL 15 did not start within 30 s');
}
