import { type Model, NodeKind } from '../model/model.ts';
import { createPeakLoad } from './peak-load.ts';
import type { ScheduleEvents } from './schedule.ts';

/** What a timed route costs for being beyond soft limits, in units of the objective. */
export function createLimitPricing(model: Model, { node }: ScheduleEvents) {
  const { softLimits, dimensions, kind, job, place, arcs, slot } = model;
  const { jobs, driving, meters, capacity, perJob, perSecond, perMeter, perUnit } = softLimits;
  const peakLoad = createPeakLoad(model);

  /** @param last event at the end of the route; those after the start and before it are stops and breaks. */
  function priceOf(route: number, last: number, drivingSeconds: number): number {
    let price = perSecond[route]! * Math.max(0, drivingSeconds - driving[route]!);
    if (perJob[route]! > 0) price += perJob[route]! * Math.max(0, countJobs(last) - jobs[route]!);
    if (perMeter[route]! > 0) price += perMeter[route]! * Math.max(0, sumMeters(last) - meters[route]!);
    for (let d = 0; d < dimensions; d++) {
      const at = route * dimensions + d;
      if (perUnit[at]! > 0) price += perUnit[at]! * Math.max(0, peakLoad(node, 1, last, d) - capacity[at]!);
    }
    return price;
  }

  function countJobs(last: number): number {
    let count = 0;
    for (let event = 1; event < last; event++) {
      const at = node[event]!;
      if (at >= 0 && job[at]! >= 0 && kind[at] !== NodeKind.shipmentPickup) count++;
    }
    return count;
  }

  function sumMeters(last: number): number {
    let sum = 0;
    let from = node[0]!;
    for (let event = 1; event <= last; event++) {
      const to = node[event]!;
      if (to < 0) continue;
      sum += arcs[slot(place[from]!, place[to]!)]!;
      from = to;
    }
    return sum;
  }

  return { priceOf };
}
