import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCompany } from '../../e2e/api/company.ts';
import { openDoors } from '../../e2e/api/open-doors.ts';
import { startEmbeddedCluster } from '../../server/src/platform/database/index.ts';
import { databaseSeconds } from '../database-seconds.ts';

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
