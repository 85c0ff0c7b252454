import { PlatformProcess } from '../../e2e/harness/platform.ts';
import { openPostgresPair } from './postgres-pair.ts';
import { QUIET, workThrough } from './work-through.ts';

/** What a program that watches databases takes to be sure (Patroni: up to 30 s; here a quick one). */
const PROMOTED_AFTER_SECONDS = 5;

/**
 * `npm run drill -- database-failover`: of two PostgreSQL 15 with streaming replication, whose every commit both have, the first is killed for good
 * and the second promoted. The platform knows both by `DATABASE_URL` and is told nothing.
 */
const pair = await openPostgresPair();
try {
  const platform = await PlatformProcess.open({ ...QUIET, DATABASE_URL: pair.url });
  try {
    await workThrough({
      name: 'database-failover',
      title: `The primary database server is killed for good; its standby is promoted ${PROMOTED_AFTER_SECONDS} s later`,
      platformUrls: [platform.url],
      databaseUrl: pair.standbyUrl,
      seconds: { well: 10, ill: PROMOTED_AFTER_SECONDS, after: 20 },
      promised: { failsNobody: true, wellAgainWithinSeconds: 0 },
      begin: pair.killPrimary,
      end: pair.promoteStandby,
    });
  } finally {
    await platform.close();
  }
} finally {
  await pair.close();
}
