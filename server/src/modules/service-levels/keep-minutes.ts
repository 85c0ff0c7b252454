import { lt, sql } from 'drizzle-orm';
import type { Database } from '../../platform/index.ts';
import type { Counted } from './burn-rates.ts';
import { installationServiceMinutes } from './schema.ts';

const KEPT_DAYS = 31;
const MINUTE_MILLISECONDS = 60_000;

/** Adds what one process counted to its minute. */
export async function keepMinute(database: Database, at: Date, counted: ReadonlyMap<string, Counted>): Promise<void> {
  const minute = new Date(Math.floor(at.getTime() / MINUTE_MILLISECONDS) * MINUTE_MILLISECONDS);
  const rows = [...counted].flatMap(([component, { good, bad }]) =>
    good + bad > 0 ? [{ component, minute, good, bad }] : [],
  );
  if (rows.length === 0) return;
  const { good, bad } = installationServiceMinutes;
  await database.asInstallation((db) =>
    db
      .insert(installationServiceMinutes)
      .values(rows)
      .onConflictDoUpdate({
        target: [installationServiceMinutes.component, installationServiceMinutes.minute],
        set: { good: sql`${good} + excluded.good`, bad: sql`${bad} + excluded.bad` },
      }),
  );
}

export async function forgetOldMinutes(database: Database, at: Date): Promise<void> {
  const oldest = new Date(at.getTime() - KEPT_DAYS * 86_400_000);
  await database.asInstallation((db) =>
    db.delete(installationServiceMinutes).where(lt(installationServiceMinutes.minute, oldest)),
  );
}

/** What was counted of each component within each of the windows, all ending at `at`. */
export async function countWithin(
  database: Database,
  at: Date,
  windows: readonly number[],
): Promise<(component: string, minutes: number) => Counted> {
  const { component, minute, good, bad } = installationServiceMinutes;
  const since = (minutes: number) => new Date(at.getTime() - minutes * MINUTE_MILLISECONDS);
  const counted = new Map<string, Counted>();
  for (const minutes of windows) {
    const rows = await database.asInstallation((db) =>
      db
        .select({ component, good: sql<string>`sum(${good})`, bad: sql<string>`sum(${bad})` })
        .from(installationServiceMinutes)
        .where(
          sql`${minute} > ${since(minutes).toISOString()}::timestamptz AND ${minute} <= ${at.toISOString()}::timestamptz`,
        )
        .groupBy(component),
    );
    for (const row of rows)
      counted.set(`${row.component} ${minutes}`, { good: Number(row.good), bad: Number(row.bad) });
  }
  return (name, minutes) => counted.get(`${name} ${minutes}`) ?? { good: 0, bad: 0 };
}
