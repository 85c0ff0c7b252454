import { Problem, type ReadWork } from '../../platform/index.ts';
import type { DaySnapshot } from './day-snapshot.ts';
import { dayOf, type PlanRow } from './plan-rows.ts';
import { readDay } from './read-day.ts';

/**
 * What changed since the plan's snapshot was taken, by code: jobs whose facts are others or that can no longer be planned,
 * vehicles that are not as they were. Empty = the plan still holds.
 */
export async function findChanges(work: ReadWork, row: PlanRow): Promise<string[]> {
  const before = dayOf(row);
  // A plan of the running day is held against the itineraries: they know which of its stops are over.
  if (before.mode === 'replan') return [];
  const now = await readAgain(work, before);
  if (now === null) return before.jobs.map(({ code }) => code);
  // A shift that has begun meanwhile changes nothing in these facts: both sides are read from the same tables.
  return [...different(before.jobs, now.jobs), ...different(before.vehicles, now.vehicles)];
}

async function readAgain(work: ReadWork, day: DaySnapshot): Promise<DaySnapshot | null> {
  const { serviceDate, branchId, lockedStarts, endsElsewhere = {} } = day;
  try {
    return await readDay(work, {
      serviceDate,
      branchId,
      jobIds: day.jobs.map(({ id }) => id),
      vehicleIds: day.vehicles.map(({ id }) => id),
      lockedStarts,
      endsElsewhere: new Map(Object.entries(endsElsewhere)),
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'nothing_to_plan') return null;
    throw error;
  }
}

function different<Fact extends { readonly id: string; readonly code: string }>(
  before: readonly Fact[],
  now: readonly Fact[],
): string[] {
  const known = new Map(now.map((fact) => [fact.id, canonical(fact)]));
  return before.filter((fact) => known.get(fact.id) !== canonical(fact)).map(({ code }) => code);
}

/** JSON with sorted keys: what came back from jsonb has lost the order in which it was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
