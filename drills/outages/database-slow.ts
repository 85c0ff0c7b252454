import { PlatformProcess } from '../../e2e/harness/platform.ts';
import { seeded } from '../september-13/seeded.ts';
import { openFaultProxy } from '../september-13/worlds/proxy/fault-proxy.ts';
import { openPostgres } from './postgres-pair.ts';
import { QUIET, workThrough } from './work-through.ts';

const SLOW_SECONDS = 20;
const SILENT_SECONDS = 15;

/** `npm run drill -- database-slow`: every word to and from the database takes 40 to 120 ms for 20 s, then nothing comes through at all for 15 s. */
const server = await openPostgres();
let illness: 'none' | 'slow' | 'silent' = 'none';
const way = await openFaultProxy({
  port: 0,
  upstream: { host: '127.0.0.1', port: server.port },
  random: seeded(13),
  fault: () => (illness === 'none' ? null : illness === 'slow' ? { queue: [40, 120] } : { largestPacketBytes: 0 }),
});
try {
  const url = new URL(server.url);
  url.port = new URL(way.url).port;
  const platform = await PlatformProcess.open({ ...QUIET, DATABASE_URL: url.href });
  try {
    await workThrough({
      name: 'database-slow',
      title: `The database is slow for ${SLOW_SECONDS} s and silent for ${SILENT_SECONDS} s`,
      platformUrls: [platform.url],
      databaseUrl: server.url,
      seconds: { well: 10, ill: SLOW_SECONDS + SILENT_SECONDS, after: 60 },
      // A call has 15 s: who asked while nothing came through may wait so long afterwards.
      promised: { failsNobody: false, wellAgainWithinSeconds: 20 },
      begin: async () => {
        illness = 'slow';
        setTimeout(() => {
          illness = 'silent';
        }, SLOW_SECONDS * 1_000);
      },
      end: async () => {
        illness = 'none';
      },
    });
  } finally {
    await platform.close();
  }
} finally {
  await way.close();
  await server.close();
}
