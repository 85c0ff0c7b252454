import { and, asc, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { members } from './schema.ts';

/** What members are called, by id; unknown ones are left out. */
export async function memberNames(work: ReadWork, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await work.db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(isAmong(members.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Administrators who can sign in: whom the installation writes to. */
export async function administratorsOf(work: ReadWork): Promise<{ readonly name: string; readonly email: string }[]> {
  return work.db
    .select({ name: members.name, email: members.email })
    .from(members)
    .where(and(eq(members.role, 'administrator'), eq(members.state, 'active')))
    .orderBy(asc(members.id));
}
