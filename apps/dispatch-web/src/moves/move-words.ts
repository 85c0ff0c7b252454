import type { Consequences } from '@roundsman/api-contract';
import { distanceDifference, duration, durationDifference } from '@roundsman/ui';
import type { MoveTarget } from './moves-context.ts';

/** "V2 after Frick", "V2, first", "Taken off". */
export function targetWords(target: MoveTarget): string {
  if (target.kind === 'off') return 'Taken off';
  return target.afterLabel === null ? `${target.rowName}, first` : `${target.rowName} after ${target.afterLabel}`;
}

/** "+6 min, +3.1 km". */
export function costWords({ driveSeconds, driveMeters }: Pick<Consequences, 'driveSeconds' | 'driveMeters'>): string {
  return `${durationDifference(driveSeconds)}, ${distanceDifference(driveMeters)}`;
}

/** "V2 after Frick: +6 min, +3.1 km, Meier late by 4 min". */
export function consequenceWords(target: MoveTarget, consequences: Consequences): string {
  return `${targetWords(target)}: ${[costWords(consequences), ...brokenWords(consequences)].join(', ')}`;
}

/** Whom a broken rule concerns, and how: "Meier late by 4 min"; the server's words where there is no such short form. */
export function brokenWords({ broken, routes }: Pick<Consequences, 'broken' | 'routes'>): string[] {
  const labels = new Map(routes.flatMap(({ stops }) => stops.map(({ jobId, label }) => [jobId, label])));
  return broken.map(({ kind, jobId, words, bySeconds }) => {
    const label = jobId === null ? undefined : labels.get(jobId);
    if (label === undefined) return words;
    if (kind === 'window' && bySeconds !== null) return `${label} late by ${duration(bySeconds)}`;
    return words.includes(label) ? words : `${label}: ${words}`;
  });
}

export const sameTarget = (first: MoveTarget | null, second: MoveTarget | null): boolean =>
  first === second ||
  (first?.kind === 'off' && second?.kind === 'off') ||
  (first?.kind === 'row' &&
    second?.kind === 'row' &&
    first.rowKey === second.rowKey &&
    first.afterStopId === second.afterStopId);
