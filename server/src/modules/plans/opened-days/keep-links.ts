import {
  evaluatePlan,
  type Insertion,
  type NewPlace,
  type Problem,
  type RouteOrder,
  type Job as SolverJob,
} from '@roundsman/routing-solver';
import { partOfProblem } from './part-of-problem.ts';

/** More routes that hang together are not looked at: what would touch them is left alone. */
const MOST_ROUTES = 12;

interface Laid {
  readonly problem: Problem;
  readonly orders: readonly RouteOrder[];
  readonly linked: LinkedJobs;
}

/** The jobs that each job follows or is followed by. */
export type LinkedJobs = ReadonlyMap<string, readonly string[]>;

export interface Inserted {
  readonly job: SolverJob;
  readonly place: Insertion;
  /** Null: the job is at a place of the problem. */
  readonly travel: NewPlace | null;
}

export function linkedJobs({ jobs }: Problem): LinkedJobs {
  const linked = new Map<string, string[]>();
  const add = (id: string, other: string) => linked.set(id, [...(linked.get(id) ?? []), other]);
  for (const { id, follows } of jobs) {
    if (!follows) continue;
    add(id, follows.jobId);
    add(follows.jobId, id);
  }
  return linked;
}

/**
 * Whether a job put there leaves every link between jobs as whole as it is: it may put off one that another follows, on whatever route.
 * `openRunningDay` looks at the job's own route alone.
 */
export function keepsLinks({ problem, orders, linked }: Laid, { job, place, travel }: Inserted): boolean {
  if (linked.size === 0) return true;
  const touched = orders.find(isAt(place));
  const jobsOf = ({ stops }: RouteOrder) => stops.flatMap(({ jobId }) => jobId ?? []);
  if (!linked.has(job.id) && !touched?.stops.some(({ jobId }) => jobId !== undefined && linked.has(jobId))) return true;
  const orderOf = new Map(orders.flatMap((order) => jobsOf(order).map((id) => [id, order] as const)));
  const routes = new Set(touched ? [touched] : []);
  const open = [...(touched ? jobsOf(touched) : []), job.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of linked.get(id) ?? []) {
      const order = orderOf.get(other);
      if (!order || routes.has(order)) continue;
      routes.add(order);
      open.push(...jobsOf(order));
    }
  }
  if (routes.size > MOST_ROUTES) return false;
  const vehicleIds = new Set([place.vehicleId, ...[...routes].map(({ vehicleId }) => vehicleId)]);
  const jobIds = new Set([...routes].flatMap(jobsOf));
  const part = partOfProblem(problem, { vehicleIds, jobIds, added: { job, travel } });
  if (!part) return false;
  const before = brokenLinks(part, [...routes]);
  const after = brokenLinks(part, withInserted([...routes], job, place));
  return [...after].every(([id, by]) => by <= (before.get(id) ?? 0));
}

function brokenLinks(problem: Problem, routes: readonly RouteOrder[]): Map<string, number> {
  const { broken } = evaluatePlan(problem, { routes });
  return new Map(broken.filter(({ rule }) => rule === 'follows').map(({ jobId, by }) => [jobId!, Math.max(1, by)]));
}

const isAt =
  ({ vehicleId, shiftIndex }: Insertion) =>
  (order: RouteOrder) =>
    order.vehicleId === vehicleId && (order.shiftIndex ?? 0) === shiftIndex;

/** The orders with the job at its place. */
export function withInserted(orders: readonly RouteOrder[], job: SolverJob, place: Insertion): RouteOrder[] {
  const { vehicleId, shiftIndex, position, pickupPosition } = place;
  const isThere = isAt(place);
  const stops = [...(orders.find(isThere)?.stops ?? [])];
  const own = { kind: job.kind === 'shipment' ? ('shipment_delivery' as const) : job.kind, jobId: job.id };
  stops.splice(position, 0, own);
  if (pickupPosition !== undefined) stops.splice(pickupPosition, 0, { kind: 'shipment_pickup', jobId: job.id });
  return [...orders.filter((order) => !isThere(order)), { vehicleId, shiftIndex, stops }];
}
