import { CHANNELS, type Channel, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { ReadWork } from '../../../platform/index.ts';
import { notificationRules } from '../schema.ts';
import { defaultRule, type NotificationRule } from './default-rules.ts';

/** The rule that holds for a merchant: its own, else the organisation's, else the default. */
export type RuleOf = (trigger: NotificationTrigger, channel: Channel, merchantId: string) => NotificationRule;

/** All rules of the organisation at once; there are at most a few dozen. */
export async function readRules(work: ReadWork): Promise<RuleOf> {
  const rows = await work.db.select().from(notificationRules);
  const key = (merchantId: string | null, trigger: string, channel: string) =>
    `${merchantId ?? ''}/${trigger}/${channel}`;
  const byKey = new Map(rows.map((row) => [key(row.merchantId, row.trigger, row.channel), row]));
  return (trigger, channel, merchantId) =>
    byKey.get(key(merchantId, trigger, channel)) ??
    byKey.get(key(null, trigger, channel)) ??
    defaultRule(trigger, channel);
}

export const isWanted = (ruleOf: RuleOf, trigger: NotificationTrigger, merchantId: string): boolean =>
  CHANNELS.some((channel) => ruleOf(trigger, channel, merchantId).enabled);
