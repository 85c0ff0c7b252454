import type { NotificationRule } from '@roundsman/api-contract';
import { asc } from 'drizzle-orm';

import type { ReadWork } from '../../../platform/index.ts';
import { notificationRules } from '../schema.ts';
import { SHIPPED_RULES } from './shipped-rules.ts';

/** All rules as they stand: the shipped ones with what the organisation changed of them, then its own. At most a few dozen. */
export async function readRules(work: ReadWork): Promise<NotificationRule[]> {
  const rows = await work.db.select().from(notificationRules).orderBy(asc(notificationRules.id));
  const changed = new Map(rows.filter((row) => row.defaultKey !== null).map((row) => [row.defaultKey, present(row)]));
  const own = rows.filter(({ defaultKey }) => defaultKey === null).map(present);
  return [...SHIPPED_RULES.map((rule) => changed.get(rule.key) ?? rule), ...own];
}

export function present(row: typeof notificationRules.$inferSelect): NotificationRule {
  return {
    key: row.defaultKey ?? row.id,
    shipped: row.defaultKey !== null,
    changed: row.defaultKey !== null,
    updatedAt: row.updatedAt.toISOString(),
    name: row.name,
    enabled: row.enabled,
    trigger: row.trigger,
    audience: row.audience,
    addresses: row.addresses,
    conditions: {
      jobKinds: row.jobKinds,
      merchantIds: row.merchantIds,
      locationIds: row.locationIds,
      tags: row.tags,
    },
    channels: row.channels,
    everyChannel: row.everyChannel,
    purpose: row.purpose,
    delaySeconds: row.delaySeconds,
    thresholdMinutes: row.thresholdMinutes,
    daysBefore: row.daysBefore,
    at: row.atTime,
    changeMinutes: row.changeMinutes,
    quietHours: { rule: row.quietRule, from: row.quietFrom, to: row.quietTo },
    language: row.language,
  };
}
