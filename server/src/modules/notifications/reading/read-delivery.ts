import type { AnswerOf, messageDeliveryEndpoints } from '@roundsman/api-contract';
import { and, asc, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';

import type { Database, ReadWork } from '../../../platform/index.ts';
import { messageAttempts, messageLimits, messageMonths, messageProviders, messages, optOuts } from '../schema.ts';
import { IN_DOUBT } from '../sending/in-doubt/unknown-end.ts';
import { monthOf } from '../sending/message-limits.ts';

/** How well each provider of the installation is, as last seen by the process that hands over to it. */
export async function readProviders(
  database: Database,
): Promise<AnswerOf<(typeof messageDeliveryEndpoints)['providers']>> {
  const rows = await database.asInstallation((db) =>
    db.select().from(messageProviders).orderBy(asc(messageProviders.channel), asc(messageProviders.name)),
  );
  return {
    rows: rows.flatMap(({ channel, since, updatedAt, ...row }) =>
      channel === 'push' ? [] : [{ ...row, channel, since: since.toISOString(), updatedAt: updatedAt.toISOString() }],
    ),
  };
}

/** What the organisation sent in a calendar month (UTC), by channel. */
export async function readUsage(
  work: ReadWork,
  month = monthOf(work.now),
): Promise<AnswerOf<(typeof messageDeliveryEndpoints)['usage']>> {
  const from = new Date(`${month}-01T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const sums = await work.db.select().from(messageMonths).where(eq(messageMonths.month, month));
  const limits = await work.db.select().from(messageLimits);
  const seconds = sql`extract(epoch from ${messages.sentAt} - greatest(${messages.queuedAt}, ${messages.notBefore}))`;
  const states = await work.db
    .select({
      channel: messages.channel,
      delivered: sql<number>`count(*) filter (where ${messages.state} = 'delivered')::int`,
      bounced: sql<number>`count(*) filter (where ${messages.state} = 'bounced')::int`,
      failed: sql<number>`count(*) filter (where ${messages.state} = 'failed')::int`,
      suppressed: sql<number>`count(*) filter (where ${messages.state} = 'suppressed')::int`,
      medianSeconds: sql<number | null>`percentile_cont(0.5) within group (order by ${seconds})::float8`,
      p95Seconds: sql<number | null>`percentile_cont(0.95) within group (order by ${seconds})::float8`,
    })
    .from(messages)
    .where(and(gte(messages.queuedAt, from), lt(messages.queuedAt, to)))
    .groupBy(messages.channel);
  const costs = await work.db
    .select({
      channel: messages.channel,
      currency: sql<string>`${messages.costCurrency}`,
      costMicros: sql<number>`sum(${messages.costMicros})::float8`,
    })
    .from(messages)
    .where(and(isNotNull(messages.costCurrency), gte(messages.queuedAt, from), lt(messages.queuedAt, to)))
    .groupBy(messages.channel, messages.costCurrency)
    .orderBy(asc(messages.costCurrency));
  const wishes = await work.db
    .select({ channel: optOuts.channel, count: sql<number>`count(distinct ${optOuts.address})::int` })
    .from(optOuts)
    .where(and(gte(optOuts.optedOutAt, from), lt(optOuts.optedOutAt, to)))
    .groupBy(optOuts.channel);
  const inDoubt = await work.db
    .select({ channel: messages.channel, count: sql<number>`count(*)::int` })
    .from(messageAttempts)
    .innerJoin(messages, eq(messages.id, messageAttempts.messageId))
    .where(and(eq(messageAttempts.code, IN_DOUBT), gte(messages.queuedAt, from), lt(messages.queuedAt, to)))
    .groupBy(messages.channel);
  const rows = (['email', 'sms'] as const).map((channel) => {
    const sum = sums.find((each) => each.channel === channel);
    const state = states.find((each) => each.channel === channel);
    const limit = limits.find((each) => each.channel === channel);
    return {
      channel,
      messages: sum?.messages ?? 0,
      segments: sum?.segments ?? 0,
      costs: costs
        .filter((each) => each.channel === channel)
        .map(({ currency, costMicros }) => ({ costMicros, currency })),
      delivered: state?.delivered ?? 0,
      bounced: state?.bounced ?? 0,
      failed: state?.failed ?? 0,
      suppressed: state?.suppressed ?? 0,
      optedOut: wishes.find((each) => each.channel === channel)?.count ?? 0,
      sentAgainInDoubt: inDoubt.find((each) => each.channel === channel)?.count ?? 0,
      medianSeconds: state?.medianSeconds ?? null,
      p95Seconds: state?.p95Seconds ?? null,
      limit: limit === undefined ? null : { monthlyMost: limit.monthlyMost, warnAtPercent: limit.warnAtPercent },
    };
  });
  return { month, rows };
}
