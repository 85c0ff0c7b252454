import { PlatformProcess } from '../../e2e/harness/platform.ts';
import { QUIET, workThrough } from './work-through.ts';

/** `npm run drill -- database-stopped`: the only database server is killed (`kill -9`); the platform starts it again on the same data. */
const platform = await PlatformProcess.open(QUIET);
try {
  await workThrough({
    name: 'database-stopped',
    title: 'The only database server is killed',
    platformUrls: [platform.url],
    databaseUrl: platform.databaseUrl,
    seconds: { well: 10, ill: 10, after: 20 },
    promised: { failsNobody: true, wellAgainWithinSeconds: 0 },
    begin: async () => {
      process.kill(platform.databasePid(), 'SIGKILL');
    },
    // Nobody does anything: what was killed is brought back by the platform itself.
    end: async () => {},
  });
} finally {
  await platform.close();
}
