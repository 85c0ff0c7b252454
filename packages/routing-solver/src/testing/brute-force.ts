import type { Job, Problem, Vehicle } from '../problem.ts';

/**
 * The best objective of all plans, by trying them all: for deliveries with one window each on vehicles with one shift, capacity in one
 * dimension and costs per kilometer and fixed. Meant for at most half a dozen jobs.
 */
export function bestObjective(problem: Problem): [unplaced: number, cost: number] {
  const { jobs, vehicles } = problem;
  let best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const orders: Job[][] = vehicles.map(() => []);
  const consider = (left: number) => {
    let cost = 0;
    for (const [index, order] of orders.entries()) {
      const of = cheapestOrder(problem, vehicles[index]!, order);
      if (of === Number.POSITIVE_INFINITY) return;
      cost += of;
    }
    if (left < best[0] || (left === best[0] && cost < best[1])) best = [left, cost];
  };
  const assign = (index: number, left: number) => {
    if (index === jobs.length) return consider(left);
    for (const order of orders) {
      order.push(jobs[index]!);
      assign(index + 1, left);
      order.pop();
    }
    assign(index + 1, left + 1 + (jobs[index]!.priority ?? 0));
  };
  assign(0, 0);
  return best;
}

function cheapestOrder(problem: Problem, vehicle: Vehicle, jobs: readonly Job[]): number {
  if (jobs.length === 0) return 0;
  const load = jobs.reduce((sum, job) => sum + (job.amounts?.[0] ?? 0), 0);
  if (load > (vehicle.capacities?.[0] ?? Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  return (
    (vehicle.cost?.fixed ?? 0) +
    (fewestMeters(problem, vehicle, jobs, vehicle.startPlaceIndex, vehicle.shifts[0]!.startSeconds) / 1000) *
      (vehicle.cost?.perKilometer ?? 0)
  );
}

function fewestMeters(problem: Problem, vehicle: Vehicle, rest: readonly Job[], from: number, time: number): number {
  const { size, meters, seconds } = problem.matrix;
  if (rest.length === 0) {
    const home = from * size + vehicle.startPlaceIndex;
    return time + seconds[home]! <= vehicle.shifts[0]!.endSeconds ? meters[home]! : Number.POSITIVE_INFINITY;
  }
  let fewest = Number.POSITIVE_INFINITY;
  for (const job of rest) {
    const arc = from * size + job.placeIndex;
    const start = Math.max(time + seconds[arc]!, job.windows![0]!.startSeconds);
    if (start > job.windows![0]!.endSeconds) continue;
    const others = rest.filter((other) => other !== job);
    const onward = fewestMeters(problem, vehicle, others, job.placeIndex, start + job.serviceSeconds);
    fewest = Math.min(fewest, meters[arc]! + onward);
  }
  return fewest;
}
