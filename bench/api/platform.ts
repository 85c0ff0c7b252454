import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCompany } from '../../e2e/api/company.ts';
import { openDoors } from '../../e2e/api/open-doors.ts';
import { startEmbeddedCluster } from '../../server/src/platform/database/index.ts';

// The platform whose answers are timed, alone in this process: all roles but the pages, on its own durable PostgreSQL.
const folder = await mkdtemp(join(tmpdir(), 'bench-api-'));
await chmod(folder, 0o711);
const cluster = await startEmbeddedCluster({ dataFolder: folder });
const doors = await openDoors({ target: cluster.connection, environment: { CHECK_ANSWERS: '0' } });
const company = await makeCompany(doors, 'Benchmark');
const ids = await company.ids();
process.send?.({
  url: doors.url,
  key: company.credentials.api_key,
  administrator: company.credentials.administrator,
  device: company.credentials.device,
  jobIds: ids.get('jobs'),
});

process.on('message', (message) => void answer(message));

async function answer(message: unknown): Promise<void> {
  if (message === 'usage') {
    const { user, system } = process.cpuUsage();
    process.send?.({ platform: (user + system) / 1e6, database: await databaseSeconds(cluster.pid) });
    return;
  }
  await doors.close();
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

/** CPU seconds of the server and of all that it has forked and waited for, from /proc; 0 where there is none. */
async function databaseSeconds(postmaster: number): Promise<number> {
  const TICKS_A_SECOND = 100;
  let ticks = 0;
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, own] = [Number(fields[1]), Number(fields[11]) + Number(fields[12])];
    if (Number(entry) === postmaster) ticks += own + Number(fields[13]) + Number(fields[14]);
    else if (parent === postmaster) ticks += own;
  }
  return ticks / TICKS_A_SECOND;
}
