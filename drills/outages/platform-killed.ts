import { PlatformProcess } from '../../e2e/harness/platform.ts';
import { QUIET, workThrough } from './work-through.ts';

/** `npm run drill -- platform-killed`: one of two platform processes is killed (`kill -9`) and started again 15 s later. */
const first = await PlatformProcess.open(QUIET);
const second = await PlatformProcess.open({ ...QUIET, DATABASE_URL: first.databaseUrl });
try {
  await workThrough({
    name: 'platform-killed',
    title: 'One of two platform processes is killed',
    platformUrls: [second.url, first.url],
    deskUrl: first.url,
    databaseUrl: first.databaseUrl,
    seconds: { well: 10, ill: 15, after: 15 },
    promised: { failsNobody: true, wellAgainWithinSeconds: 0 },
    begin: () => second.kill(),
    end: () => second.start(),
  });
} finally {
  await second.close();
  await first.close();
}
