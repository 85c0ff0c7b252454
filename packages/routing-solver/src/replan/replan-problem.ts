import type { ChangePrices, Problem, RouteOrder, Told } from '../problem.ts';

/**
 * The problem of planning again after a change (a vehicle broke down, a job came in): every job of the plan has been told as it is there,
 * another plan costs `prices`, and the search starts from the plan as far as it still holds. Windows told before stay told.
 * @param problem the day as it is now; routes of vehicles and jobs that it no longer has are left out.
 */
export function replanProblem(
  problem: Problem,
  plan: { readonly routes: readonly RouteOrder[] },
  prices: ChangePrices,
): Problem {
  const told = new Map<string, Told>();
  for (const { vehicleId, stops } of plan.routes) {
    for (const [position, { kind, jobId }] of stops.entries()) {
      if (jobId !== undefined && kind !== 'shipment_pickup') told.set(jobId, { vehicleId, position });
    }
  }
  return {
    ...problem,
    jobs: problem.jobs.map((job) => (told.has(job.id) ? { ...job, told: { ...job.told, ...told.get(job.id) } } : job)),
    changePrices: prices,
    givenPlan: { routes: plan.routes },
  };
}
