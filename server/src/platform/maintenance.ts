import { sql } from 'drizzle-orm';

import type { RealClock } from './clock/index.ts';
import type { Database } from './database/index.ts';
import { forgetOldAnswers } from './idempotency/index.ts';
import type { TaskHandler } from './task-queue/index.ts';

const monthsAhead = 2;
const logMonthsKept = 24;

/** Makes the partitions of the months ahead; also run at every start. */
export async function preparePartitions(database: Database, clock: RealClock): Promise<void> {
  const today = clock.now().toISOString().slice(0, 10);
  await database.asInstallation((db) => db.execute(sql`SELECT ensure_partitions(${monthsAhead}, ${today}::date)`));
}

/** Once a night: partitions ahead, months of the log past their keeping, answers past theirs. */
export function maintenanceTask(database: Database, clock: RealClock): TaskHandler {
  return {
    name: 'maintain-platform',
    schedule: '17 2 * * *',
    async run(_payload, { log }) {
      await preparePartitions(database, clock);
      const oldest = clock.now();
      oldest.setUTCMonth(oldest.getUTCMonth() - logMonthsKept);
      const oldestDay = oldest.toISOString().slice(0, 10);
      await database.asInstallation((db) =>
        db.execute(sql`SELECT drop_partitions_before('events', ${oldestDay}::date)`),
      );
      const forgotten = await forgetOldAnswers(database, clock);
      log.info({ forgotten }, 'the nightly maintenance is done');
    },
  };
}
