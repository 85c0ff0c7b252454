import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { auditEntries } from '../../platform/audit/index.ts';
import { idCursor, type ReadWork } from '../../platform/index.ts';
import { apiKeys, members } from './schema.ts';

export interface AuditQuery {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly actorId?: string | undefined;
  readonly act?: string | undefined;
}

export type AuditRow = typeof auditEntries.$inferSelect & { readonly actorName: string | null };

/** The newest first. Problem 422 `cursor_invalid`. */
export async function readAudit(
  work: ReadWork,
  { after, limit = 100, actorId, act }: AuditQuery,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  const rows = await work.db
    .select()
    .from(auditEntries)
    .where(
      and(
        after === undefined ? undefined : lt(auditEntries.id, idCursor(after)),
        actorId === undefined ? undefined : eq(auditEntries.actorId, actorId),
        act === undefined ? undefined : eq(auditEntries.act, act),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const names = await namesOf(work, page);
  return {
    rows: page.map((row) => ({ ...row, actorName: names.get(row.actorId ?? '') ?? null })),
    next: rows.length > limit ? page.at(-1)!.id : null,
  };
}

async function namesOf(work: ReadWork, rows: readonly { actorKind: string; actorId: string | null }[]) {
  const idsOf = (kind: string) => [...new Set(rows.filter((row) => row.actorKind === kind).map((row) => row.actorId!))];
  const people = await work.db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(inArray(members.id, idsOf('member')));
  const programs = await work.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(inArray(apiKeys.id, idsOf('api_key')));
  return new Map([...people, ...programs].map(({ id, name }) => [id, name]));
}
