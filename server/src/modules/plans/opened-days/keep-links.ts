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

export interface Laid {
  readonly problem: Problem;
  /** The same without the job that comes, where others follow it. */
  readonly before?: Problem;
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
export function keepsLinks(
  { problem, before: without, orders, linked }: Laid,
  { job, place, travel }: Inserted,
): boolean {
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
  const wanted = { vehicleIds, jobIds, added: { job, travel } };
  const part = partOfProblem(problem, wanted);
  const partBefore = without ? partOfProblem(without, wanted) : part;
  if (!part || !partBefore) return false;
  const before = brokenBy(partBefore, [...routes]);
  const after = brokenBy(part, withInserted([...routes], job, place));
  return [...after].every(([what, by]) => by <= (before.get(what) ?? 0));
}

/** Who comes too soon after another waits, and may be late or come home late for it. */
const TIMES = new Set(['follows', 'time_window', 'shift']);

function brokenBy(problem: Problem, routes: readonly RouteOrder[]): Map<string, number> {
  const { broken } = evaluatePlan(problem, { routes });
  return new Map(
    broken
      .filter(({ rule }) => TIMES.has(rule))
      .map(({ rule, jobId, vehicleId, by }) => [`${rule} ${jobId ?? vehicleId}`, Math.max(1, by)]),
  );
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
