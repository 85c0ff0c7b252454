import { and, eq } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { branchCalendarDays } from './schema.ts';

/** Whether the branch has shut a date, on top of its ordinary week. */
export async function isClosedDay(work: ReadWork, branchId: string, date: string): Promise<boolean> {
  const [day] = await work.db
    .select({ kind: branchCalendarDays.kind })
    .from(branchCalendarDays)
    .where(and(eq(branchCalendarDays.branchId, branchId), eq(branchCalendarDays.date, date)));
  return day?.kind === 'closed';
}
