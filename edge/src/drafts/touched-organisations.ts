import type { DraftOrganisation, TrafficView } from '@roundsman/api-contract';
import { DOORS, type OrganisationCount, type RequestCounts } from '../traffic/index.ts';

const MOST = 20;
const HOUR_MS = 3_600_000;
const order = { failed: 0, fewer_requests: 1, was_using: 2 } as const;

/**
 * Whom trouble with these components touches, by the platform's own counts: whose requests failed, whose traffic left its pattern, and, where a
 * component does not work at all, who used it in the hour before. For the operator's desk alone.
 */
export function touchedOrganisations(
  counts: RequestCounts,
  views: readonly TrafficView[],
  trouble: {
    readonly componentIds: readonly string[];
    readonly fromMs: number;
    readonly nowMs: number;
    readonly isDown: boolean;
  },
): DraftOrganisation[] {
  const { componentIds, fromMs, nowMs } = trouble;
  const touched = new Map<string, DraftOrganisation>();
  const note = (one: DraftOrganisation) => {
    const known = touched.get(one.organisationId);
    if (!known || order[one.reason] < order[known.reason]) touched.set(one.organisationId, one);
  };
  const doors = componentIds.filter((id) => DOORS.includes(id));
  // What a service is asked came through a door, and counts there.
  const counting = doors.length > 0 ? doors : componentIds;
  const counted = (from: number, to: number) => counting.flatMap((id) => counts.byOrganisation(id, from, to));
  for (const one of sums(counted(fromMs, nowMs))) if (one.failed > 0) note({ ...one, reason: 'failed', usual: null });
  for (const { componentId, organisationId, state, requests, usual } of views)
    if (state === 'drop' && organisationId !== null && componentIds.includes(componentId))
      note({ organisationId, reason: 'fewer_requests', requests, failed: 0, usual });
  if (trouble.isDown)
    for (const one of sums(counted(fromMs - HOUR_MS, fromMs)))
      if (one.requests > 0) note({ ...one, reason: 'was_using', usual: null });
  return [...touched.values()]
    .sort((a, b) => order[a.reason] - order[b.reason] || b.failed - a.failed || b.requests - a.requests)
    .slice(0, MOST);
}

function sums(counts: readonly OrganisationCount[]): OrganisationCount[] {
  return [...Map.groupBy(counts, ({ organisationId }) => organisationId)].map(([organisationId, all]) => ({
    organisationId,
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  }));
}
