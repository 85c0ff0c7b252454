import type { BranchCalendar } from '@roundsman/api-contract';
import { weekdayOf } from '@roundsman/delivery-rules';
import { and, asc, eq } from 'drizzle-orm';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import { getBranch } from './manage-branches.ts';
import { branchCalendarDays, branches, branchHours } from './schema.ts';

/** Whether the branch is shut on a date: by its calendar, else by its week. One that names no hours is open every day. */
export async function isClosedDay(work: ReadWork, branchId: string, date: string): Promise<boolean> {
  const [day] = await work.db
    .select({ kind: branchCalendarDays.kind })
    .from(branchCalendarDays)
    .where(and(eq(branchCalendarDays.branchId, branchId), eq(branchCalendarDays.date, date)));
  if (day) return day.kind === 'closed';
  const week = await work.db
    .select({ weekday: branchHours.weekday })
    .from(branchHours)
    .where(eq(branchHours.branchId, branchId));
  return week.length > 0 && !week.some(({ weekday }) => weekday === weekdayOf(date));
}

/** Problem 404 `branch_unknown`. */
export async function readBranchCalendar(work: ReadWork, branchId: string): Promise<BranchCalendar> {
  const branch = await getBranch(work, branchId);
  const week = await work.db
    .select()
    .from(branchHours)
    .where(eq(branchHours.branchId, branchId))
    .orderBy(asc(branchHours.weekday), asc(branchHours.opensAt));
  const days = await work.db
    .select()
    .from(branchCalendarDays)
    .where(eq(branchCalendarDays.branchId, branchId))
    .orderBy(asc(branchCalendarDays.date));
  const { orderIntakeUntil, planLockAt, customerChangeUntil } = branch;
  return {
    orderIntakeUntil,
    planLockAt,
    customerChangeUntil,
    week: week.map(({ weekday, opensAt, closesAt }) => ({ weekday, from: opensAt, to: closesAt })),
    days: days.map(({ date, kind, opensAt, closesAt, note }) => ({ date, kind, from: opensAt, to: closesAt, note })),
  };
}

/** As a whole. Problem 404 `branch_unknown`. */
export async function setBranchCalendar(work: Work, branchId: string, wish: BranchCalendar): Promise<BranchCalendar> {
  await readBranchCalendar(work, branchId);
  const { week, days, ...cutOffs } = wish;
  const own = { organisationId: work.organisationId, branchId };
  await work.db.update(branches).set(cutOffs).where(eq(branches.id, branchId));
  await work.db.delete(branchHours).where(eq(branchHours.branchId, branchId));
  await work.db.delete(branchCalendarDays).where(eq(branchCalendarDays.branchId, branchId));
  if (week.length > 0)
    await work.db
      .insert(branchHours)
      .values(week.map(({ weekday, from, to }) => ({ ...own, id: newId(), weekday, opensAt: from, closesAt: to })));
  if (days.length > 0)
    await work.db
      .insert(branchCalendarDays)
      .values(
        days.map(({ date, kind, from, to, note }) => ({ ...own, date, kind, opensAt: from, closesAt: to, note })),
      );
  work.emit({ type: 'branch.changed', subject: { kind: 'branch', id: branchId }, data: { fields: ['calendar'] } });
  return readBranchCalendar(work, branchId);
}
