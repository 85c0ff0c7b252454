import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Work } from '../database/work.ts';
import { Problem } from '../problem.ts';

/** What moves by itself: an answer that differs in nothing else is the same to whoever would change it. */
const restless = new Set([
  'serverNow',
  'businessNow',
  'nextDeviceSeq',
  'progress',
  'position',
  'eta',
  'risk',
  'visits',
  'health',
  'lastSeenAt',
  'lastUsedAt',
  'otherState',
]);

/** A strong tag of what an answer says: live values left out, whatever the order of its fields. */
export function entityTag(answer: unknown): string {
  const text = JSON.stringify(answer, (_name, value: unknown) => (isRecord(value) ? settled(value) : value));
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const settled = (record: Record<string, unknown>) =>
  Object.fromEntries(
    Object.keys(record)
      .filter((name) => !restless.has(name))
      .sort()
      .map((name) => [name, record[name]]),
  );

/**
 * Several documents may stand for the same thing: a part and the whole. Holds a write back until nobody else writes the same thing, then compares it with what the client read.
 * Problem 412 `changed_meanwhile`.
 */
export async function requireUnchanged(
  work: Work,
  ifMatch: readonly string[] | null,
  id: string,
  ...reads: readonly (() => Promise<unknown>)[]
): Promise<void> {
  if (ifMatch === null) return;
  await work.db.execute(
    sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${work.organisationId} ${id}`}, 20230913))`,
  );
  const present: string[] = [];
  for (const read of reads) present.push(entityTag(await read()));
  if (present.some((tag) => ifMatch.includes(tag))) return;
  throw new Problem({
    status: 412,
    code: 'changed_meanwhile',
    title: 'Somebody changed it since you read it',
    remedy: 'Read it again, put your change on top of what it says now, and send that with the new ETag.',
    extra: { etag: present[0]! },
  });
}

/**
 * For rows that are read as a list: the tag of the list counts, and that of the row as the last change answered it. Without
 * the row there is nothing to hold on to: its change will say so. Problem 412 `changed_meanwhile`.
 */
export async function requireRowUnchanged<Row extends object>(
  work: Work,
  ifMatch: readonly string[] | null,
  list: () => Promise<{ readonly rows: readonly Row[] }>,
  isMeant: (row: Row) => boolean,
): Promise<void> {
  if (ifMatch === null) return;
  const row = (await list()).rows.find(isMeant);
  if (row === undefined) return;
  const id = JSON.stringify('id' in row ? row.id : row);
  await requireUnchanged(work, ifMatch, id, list, async () => (await list()).rows.find(isMeant));
}
