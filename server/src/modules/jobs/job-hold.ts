import type { jobs } from './schema.ts';

/** The reason a job is held back for at an instant; null when it is not, or not any longer. */
export function holdAt(
  { heldAt, holdReason, holdUntil }: Pick<typeof jobs.$inferSelect, 'heldAt' | 'holdReason' | 'holdUntil'>,
  now: Date,
): { reason: string; until: Date | null } | null {
  if (heldAt === null || (holdUntil !== null && holdUntil <= now)) return null;
  return { reason: holdReason ?? '', until: holdUntil };
}
