import { and, eq, isNotNull } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { jobActions } from './schema.ts';

/** Lines that are collected only if another one is delivered → that other one. */
export async function onlyIfDelivered(work: ReadWork, jobIds: readonly string[]): Promise<Map<string, string>> {
  if (jobIds.length === 0) return new Map();
  const rows = await work.db
    .select({ id: jobActions.id, exchangeWithId: jobActions.exchangeWithId })
    .from(jobActions)
    .where(
      and(
        isAmong(jobActions.jobId, jobIds),
        eq(jobActions.collectOnlyIfDelivered, true),
        isNotNull(jobActions.exchangeWithId),
      ),
    );
  return new Map(rows.map(({ id, exchangeWithId }) => [id, exchangeWithId!]));
}
