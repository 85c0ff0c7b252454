import { eq, isNull, sql } from 'drizzle-orm';
import { type Database, newId } from '../../platform/index.ts';
import { burningRule, type Severity, windowMinutes } from './burn-rates.ts';
import { type Contact, readContacts } from './contacts.ts';
import { countWithin } from './keep-minutes.ts';
import type { Objective } from './objectives.ts';
import { installationAlerts } from './schema.ts';

export const TELL_TASK = 'service-levels.tell';
const MOST_TRIES = 12;
const severities: readonly Severity[] = ['page', 'ticket'];

export type AlertRow = typeof installationAlerts.$inferSelect;

/** Looks at every objective: opens an alert where the budget is spent too fast, closes it where that is over, and has people told of both. */
export async function watchObjectives(database: Database, at: Date, objectives: readonly Objective[]): Promise<void> {
  const within = await countWithin(database, at, windowMinutes);
  const open = await database.asInstallation((db) =>
    db.select().from(installationAlerts).where(isNull(installationAlerts.closedAt)),
  );
  for (const { component, target } of objectives) {
    for (const severity of severities) {
      const burning = burningRule(severity, target, (minutes) => within(component, minutes));
      const alert = open.find((one) => one.component === component && one.severity === severity);
      if (burning && !alert) {
        const { rule, burnRate } = burning;
        const opened = { id: newId(), component, severity, burnRate, windowMinutes: rule.longMinutes, openedAt: at };
        await inOneUnit(database, opened.id, 'opened', (db) => db.insert(installationAlerts).values(opened));
      } else if (!burning && alert) {
        await inOneUnit(database, alert.id, 'closed', (db) =>
          db.update(installationAlerts).set({ closedAt: at }).where(eq(installationAlerts.id, alert.id)),
        );
      }
    }
  }
}

type Tx = Parameters<Parameters<Database['asInstallation']>[0]>[0];

/** The change and the duty to tell of it, or neither. */
async function inOneUnit(
  database: Database,
  alertId: string,
  what: 'opened' | 'closed',
  change: (db: Tx) => Promise<unknown>,
): Promise<void> {
  const contacts = await readContacts(database);
  await database.asInstallation(async (db) => {
    await change(db);
    for (const contact of contacts) await addTelling(db, contact, { alertId, what });
  });
}

export async function addTelling(
  db: Tx,
  contact: Contact,
  news: { readonly alertId: string | null; readonly what: 'opened' | 'closed' | 'test' },
): Promise<void> {
  const payload = JSON.stringify({ ...contact, ...news });
  await db.execute(sql`SELECT add_task(
    ${TELL_TASK}, ${payload}::json, NULL::text, NULL::timestamptz, ${MOST_TRIES}::int, NULL::text, -10::int)`);
}
