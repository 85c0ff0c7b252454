import type { ServiceLevels } from '@roundsman/api-contract';
import { desc } from 'drizzle-orm';
import type { Database } from '../../platform/index.ts';
import { burnRateOf, windowMinutes } from './burn-rates.ts';
import { readContactLists } from './contacts.ts';
import { countWithin } from './keep-minutes.ts';
import type { Objective } from './objectives.ts';
import { installationAlerts } from './schema.ts';

const MONTH_MINUTES = 30 * 1_440;
const SHOWN_MINUTES = [5, 60, 360, 4_320] as const;
const MOST_ALERTS = 50;

/** Every objective with what is left of its month's budget and how fast it is spent, the latest alerts, and whom they go to. */
export async function readServiceLevels(
  database: Database,
  at: Date,
  objectives: readonly Objective[],
  webhookSecret: string,
): Promise<ServiceLevels> {
  const within = await countWithin(database, at, [...new Set([...windowMinutes, ...SHOWN_MINUTES, MONTH_MINUTES])]);
  const alerts = await database.asInstallation((db) =>
    db.select().from(installationAlerts).orderBy(desc(installationAlerts.openedAt)).limit(MOST_ALERTS),
  );
  return {
    objectives: objectives.map(({ component, label, target, withinSeconds, door }) => {
      const month = within(component, MONTH_MINUTES);
      const all = month.good + month.bad;
      return {
        component,
        label,
        target,
        withinSeconds,
        counts: door === null ? ('looks' as const) : ('requests' as const),
        month,
        goodShare: all === 0 ? null : month.good / all,
        budgetLeftShare: all === 0 ? 1 : 1 - burnRateOf(month, target),
        burnRates: SHOWN_MINUTES.map((minutes) => ({
          minutes,
          burnRate: burnRateOf(within(component, minutes), target),
        })),
        alert: alerts.find((one) => one.component === component && one.closedAt === null)?.severity ?? null,
      };
    }),
    alerts: alerts.map(({ id, component, severity, burnRate, windowMinutes: minutes, openedAt, closedAt }) => ({
      id,
      component,
      label: objectives.find((one) => one.component === component)?.label ?? component,
      severity,
      burnRate,
      windowMinutes: minutes,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
    })),
    contacts: await readContactLists(database).then(({ emails, phones, webhooks }) => ({
      emails: [...emails],
      phones: [...phones],
      webhooks: [...webhooks],
    })),
    webhookSecret,
  };
}
