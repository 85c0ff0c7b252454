import type { OutboxEntry } from './outbox-types.ts';

/** Answered commands kept for a platform that lost some (restored from a backup), and to draw the screen until it has caught up. */
const KEPT_ANSWERED = 500;

export const bySeq = (left: OutboxEntry, right: OutboxEntry) => left.command.deviceSeq - right.command.deviceSeq;

/** The platform takes them without gaps: give these entries, in their order, the numbers from `first` on. Answers only those that change. */
export function renumber(entries: readonly OutboxEntry[], first: number): OutboxEntry[] {
  return [...entries].sort(bySeq).flatMap((entry, index) => {
    const deviceSeq = first + index;
    return entry.command.deviceSeq === deviceSeq ? [] : [{ ...entry, command: { ...entry.command, deviceSeq } }];
  });
}

/**
 * After `expected_seq`: what to send again from the number the platform expects. When that lies behind what was answered, the platform has lost
 * commands and gets them once more; their ids keep it from doing anything twice.
 */
export function resumeFrom(entries: readonly OutboxEntry[], expected: number): OutboxEntry[] {
  const again = entries.filter(
    ({ state, command }) => state === 'waiting' || (state !== 'set_aside' && command.deviceSeq >= expected),
  );
  return again.sort(bySeq).map((entry, index) => ({
    ...entry,
    state: 'waiting' as const,
    command: { ...entry.command, deviceSeq: expected + index },
  }));
}

/** Answered entries that nothing needs any more, oldest first. */
export function forgettable(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const answered = entries
    .filter(({ state, acknowledged }) => state === 'applied' || (state !== 'waiting' && acknowledged))
    .sort(bySeq);
  return answered.slice(0, Math.max(0, answered.length - KEPT_ANSWERED));
}
