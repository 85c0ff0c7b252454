import type { Consequences } from '@roundsman/api-contract';
import { distanceDifference, durationDifference } from '@roundsman/ui';
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
  return `${targetWords(target)}: ${[costWords(consequences), ...consequences.broken.map(({ words }) => words)].join(', ')}`;
}

export const sameTarget = (first: MoveTarget | null, second: MoveTarget | null): boolean =>
  first === second ||
  (first?.kind === 'off' && second?.kind === 'off') ||
  (first?.kind === 'row' &&
    second?.kind === 'row' &&
    first.rowKey === second.rowKey &&
    first.afterStopId === second.afterStopId);
