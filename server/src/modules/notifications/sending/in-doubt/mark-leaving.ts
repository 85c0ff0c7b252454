import { sql } from 'drizzle-orm';

import type { Work } from '../../../../platform/index.ts';
import { messageAttempts } from '../../schema.ts';

/** An attempt that is about to ask a provider. */
export interface Leaving {
  readonly messageId: string;
  readonly number: number;
  readonly provider: string;
}

/**
 * Writes down, before a provider is asked, that it will be: a process that dies leaves behind which messages may be with
 * which provider, and which cannot be. Answers the ids of those that may leave; the others were found left behind and
 * belong to somebody else by now. Real time.
 */
export async function markLeaving(work: Work, leavings: readonly Leaving[]): Promise<ReadonlySet<string>> {
  if (leavings.length === 0) return new Set();
  const given = leavings.map(({ messageId, number, provider }) => ({ message_id: messageId, number, provider }));
  const { rows } = await work.db.execute<{ message_id: string }>(sql`
    update ${messageAttempts} as target set leaving_at = ${work.recordedAt.toISOString()}, provider = given.provider
    from jsonb_populate_recordset(null::${messageAttempts}, ${JSON.stringify(given)}::jsonb) as given
    where target.organisation_id = ${work.organisationId} and target.message_id = given.message_id
      and target.number = given.number and target.ended_at is null
    returning target.message_id`);
  return new Set(rows.map((row) => row.message_id));
}
