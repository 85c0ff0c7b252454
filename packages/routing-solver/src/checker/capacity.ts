import { type RouteClause, type Violation, workStops } from './violation.ts';

/** Replays the load: never over a capacity, never below nothing, and as the stops say. */
export const capacity: RouteClause = ({ problem, route, vehicle, jobs, lockedStops }) => {
  const violations: Violation[] = [];
  const stops = workStops(route);
  /** What was on board by the locked stops alone, up to where that is unloaded, is inherited: nothing else may ride on top of it. */
  const lockedPickups = new Set(
    stops.slice(0, lockedStops).flatMap(({ kind, jobId }) => (kind === 'shipment_pickup' ? [jobId] : [])),
  );
  const isInherited = (index: number) =>
    index < lockedStops || (stops[index]!.kind === 'shipment_delivery' && lockedPickups.has(stops[index]!.jobId));
  for (const [d, dimension] of (problem.capacityDimensions ?? []).entries()) {
    const isSoft = vehicle.limitPrices?.perUnit?.[dimension] !== undefined;
    const limit = isSoft ? Number.POSITIVE_INFINITY : (vehicle.capacities?.[d] ?? Number.POSITIVE_INFINITY);
    const loads = replay(d, () => true);
    const inherited = replay(d, isInherited);
    const said = [route.stops[0]?.load[d], ...stops.map(({ load }) => load[d])];
    for (const [index, load] of loads.entries()) {
      const jobId = index > 0 ? stops[index - 1]!.jobId : undefined;
      const at = { ...(jobId !== undefined && { jobId }) };
      if (said[index] !== load)
        violations.push({
          rule: 'load',
          ...at,
          detail: `${dimension} on board is ${load}, the plan says ${said[index]}.`,
        });
      if (load > Math.max(limit, inherited[index]!))
        violations.push({ rule: 'capacity', ...at, detail: `${load} ${dimension} on board, ${limit} allowed.` });
      if (load < 0) violations.push({ rule: 'capacity', ...at, detail: `${load} ${dimension} on board.` });
    }
  }
  const reloads = stops.filter(({ kind }) => kind === 'reload').length;
  const allowed = vehicle.reload?.maxReloads ?? 0;
  if (reloads > allowed) violations.push({ rule: 'reload', detail: `Reloads ${reloads} times, ${allowed} allowed.` });
  return violations;

  /** On board when leaving the start and every stop, of the goods of the stops that count. */
  function replay(d: number, counts: (index: number) => boolean): number[] {
    const amountOf = (index: number) => (counts(index) ? (jobs.get(stops[index]!.jobId ?? '')?.amounts?.[d] ?? 0) : 0);
    const collectedBy = (index: number) =>
      counts(index) ? (jobs.get(stops[index]!.jobId ?? '')?.collectedAmounts?.[d] ?? 0) : 0;
    const deliveriesFrom = (from: number) => {
      let sum = 0;
      for (let index = from; index < stops.length && stops[index]!.kind !== 'reload'; index++) {
        if (stops[index]!.kind === 'delivery') sum += amountOf(index);
      }
      return sum;
    };
    let shipments = 0;
    let others = deliveriesFrom(0);
    const loads = [others];
    for (const [index, { kind }] of stops.entries()) {
      const amount = amountOf(index);
      if (kind === 'delivery') others -= amount;
      else if (kind === 'pickup') others += amount;
      else if (kind === 'shipment_pickup') shipments += amount;
      else if (kind === 'shipment_delivery') shipments -= amount;
      else others = deliveriesFrom(index + 1);
      if (kind === 'delivery' || kind === 'shipment_delivery') others += collectedBy(index);
      loads.push(others + shipments);
    }
    return loads;
  }
};
