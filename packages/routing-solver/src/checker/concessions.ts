import type { Concession, Plan } from '../plan.ts';
import type { Job, Problem } from '../problem.ts';
import { limitsConceded } from './beyond-limits.ts';
import { docksConceded } from './docks.ts';
import type { PlanClause, Violation } from './violation.ts';

/** Soft rules not kept and things told otherwise are all listed, at their prices, and nothing else is. */
export const concessions: PlanClause = (problem, plan) => {
  const violations: Violation[] = [];
  const keyOf = ({ kind, jobId, otherJobId = '', price }: Omit<Concession, 'vehicleId'>) =>
    `${kind} at ${price.toFixed(6)}: ${[jobId, otherJobId].sort().join(' ')}`;
  // Two wishes may name the same pair, so they are counted.
  const counts = new Map<string, number>();
  const count = (key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by);
  for (const owed of conceded(problem, plan)) count(keyOf(owed), 1);
  for (const listed of plan.concessions) count(keyOf(listed), -1);
  for (const [key, missing] of counts) {
    if (missing > 0) violations.push({ rule: 'concession', detail: `Conceded and not listed: ${key}.` });
    if (missing < 0) violations.push({ rule: 'concession', detail: `Listed and not conceded: ${key}.` });
  }
  return violations;
};

/** What the plan concedes, from the problem's words. */
export function conceded(problem: Problem, plan: Plan): Omit<Concession, 'vehicleId'>[] {
  const prices = problem.changePrices ?? {};
  const rides = visitsByJob(plan);
  const owed = problem.jobs.flatMap((job) => {
    const ride = rides.get(job.id);
    if (!ride) return [];
    const vehicle = problem.vehicles.find(({ id }) => id === ride.vehicleId);
    const outside = job.area !== undefined && vehicle?.areas?.includes(job.area) === false;
    const unwelcome =
      (job.forbiddenVehicleIds?.includes(ride.vehicleId) ? (job.forbiddenVehiclePrice ?? 0) : 0) +
      (job.allowedVehicleIds?.includes(ride.vehicleId) === false ? (job.otherVehiclePrice ?? 0) : 0);
    const lacking = (job.skills ?? []).filter((skill) => !vehicle?.skills?.includes(skill)).length;
    const short = Math.max(0, (job.operators ?? 1) - (vehicle?.crewSize ?? 1));
    const { vehicleId, window } = job.told ?? {};
    const missed = window && (ride.start < window.startSeconds || ride.start > window.endSeconds);
    return [
      { kind: 'area' as const, jobId: job.id, price: outside ? (vehicle?.outsideAreasPrice ?? 0) : 0 },
      { kind: 'vehicle_not_allowed' as const, jobId: job.id, price: unwelcome },
      { kind: 'skill' as const, jobId: job.id, price: lacking * (job.missingSkillPrice ?? 0) },
      { kind: 'crew_size' as const, jobId: job.id, price: short * (job.missingOperatorPrice ?? 0) },
      {
        kind: 'vehicle_told' as const,
        jobId: job.id,
        price: vehicleId && vehicleId !== ride.vehicleId ? (prices.vehicle ?? 0) : 0,
      },
      { kind: 'window_told' as const, jobId: job.id, price: missed ? (prices.window ?? 0) : 0 },
    ];
  });
  const pairs = [
    ...(problem.together ?? []).map((group) => ({ ...group, kind: 'together' as const })),
    ...(problem.apart ?? []).map((group) => ({ ...group, kind: 'apart' as const })),
  ].flatMap(({ kind, jobIds, price = 0 }) =>
    jobIds.flatMap((jobId, at) =>
      jobIds.slice(at + 1).flatMap((otherJobId) => {
        const [one, other] = [rides.get(jobId), rides.get(otherJobId)];
        const asked = one?.route === other?.route ? 'together' : 'apart';
        return one && other && asked !== kind ? [{ kind, jobId, otherJobId, price }] : [];
      }),
    ),
  );
  return [
    ...owed,
    ...pairs,
    ...ordersTold(problem, plan),
    ...docksConceded(problem, plan),
    ...limitsConceded(problem, plan),
  ].filter(({ price }) => price > 0);
}

function ordersTold(problem: Problem, plan: Plan) {
  const jobs = new Map(problem.jobs.map((job): [string, Job] => [job.id, job]));
  return plan.routes.flatMap(({ vehicleId, stops }) => {
    const told = stops
      .filter(({ kind }) => kind !== 'shipment_pickup')
      .flatMap(({ jobId }) => jobs.get(jobId ?? '') ?? [])
      .filter((job) => job.told?.vehicleId === vehicleId && job.told.position !== undefined);
    return told
      .filter((job, at) => at > 0 && job.told!.position! < told[at - 1]!.told!.position!)
      .map((job) => ({ kind: 'order_told' as const, jobId: job.id, price: problem.changePrices?.order ?? 0 }));
  });
}

/** Where and when each job itself is served. */
export function visitsByJob(plan: Plan): Map<string, { route: number; vehicleId: string; start: number }> {
  const visits = new Map<string, { route: number; vehicleId: string; start: number }>();
  for (const [route, { vehicleId, stops }] of plan.routes.entries()) {
    for (const stop of stops) {
      if (stop.jobId !== undefined && stop.kind !== 'shipment_pickup')
        visits.set(stop.jobId, { route, vehicleId, start: stop.serviceStartSeconds });
    }
  }
  return visits;
}
