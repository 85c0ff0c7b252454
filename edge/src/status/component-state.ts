import type { ComponentState, DayRecord } from '@roundsman/api-contract';
import type { Said } from '../incidents/index.ts';
import type { Severity } from '../probes/index.ts';

/** What a component is, from what the probes saw and what people said: the worse of both, and never quietly green. */

export const stateOfLevel: Record<Severity, ComponentState> = {
  0: 'operational',
  1: 'degraded',
  2: 'partial_outage',
  3: 'major_outage',
};
export const levelOfImpact: Record<Exclude<Said['impact'], 'maintenance'>, Severity> = {
  degraded: 1,
  partial_outage: 2,
  major_outage: 3,
};

/**
 * `seen` is null when there is no fresh record. An open incident outranks maintenance, maintenance outranks what the
 * probes see (that is what it is for), and without any of them there is nothing to say.
 */
export function componentState(seen: Severity | null, said: readonly Said[]): ComponentState {
  const impacts = said.flatMap((one) => (one.impact === 'maintenance' ? [] : [levelOfImpact[one.impact]]));
  const underMaintenance = said.some((one) => one.impact === 'maintenance');
  if (impacts.length > 0) {
    const level = Math.max(...impacts, underMaintenance ? 0 : (seen ?? 0)) as Severity;
    return stateOfLevel[level];
  }
  if (underMaintenance) return 'under_maintenance';
  return seen === null ? 'unknown' : stateOfLevel[seen];
}

/** Share of the recorded time outside maintenance without partial or major outage; null without any. */
export function uptimeShare(days: readonly (DayRecord | null)[]): number | null {
  let counted = 0;
  let down = 0;
  for (const day of days) {
    if (!day) continue;
    const [recorded, maintenance, , partial, major] = day;
    counted += recorded - maintenance;
    down += partial + major;
  }
  return counted === 0 ? null : (counted - down) / counted;
}
