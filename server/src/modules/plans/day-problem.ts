import type { PlanGoal } from '@roundsman/delivery-rules';
import type { Dock, Job, Problem, RouteOrder, StopReference, Vehicle } from '@roundsman/routing-solver';
import type { LonLat } from '@roundsman/units';
import { companyOf } from './day-company.ts';
import type { DayTravel } from './day-roads.ts';
import { type DaySnapshot, jobOf, profileOf, type SnapshotJob, type SnapshotVehicle } from './day-snapshot.ts';
import { fetchingOn } from './fetching.ts';
import { latestInHand, objectiveOf } from './plan-goal.ts';
import { travelProfileOf } from './travel-profile.ts';

/** Order of the amounts in the solver's problem, as words that stand after an amount. */
export const DIMENSIONS = ['g', 'litres', 'pieces'] as const;
/** Large numbers make the solver's 32-bit times overflow, so a problem counts from a day before its own date. */
const LEAD_SECONDS = 86_400;

/** A day in the solver's words, with the way back from its seconds to instants. */
export interface DayProblem {
  readonly problem: Problem;
  readonly epochSeconds: number;
}

/** Every place of the day, once: locations first, then jobs. The index is the matrix's row and column. */
export function placesOf(day: DaySnapshot): { id: string; point: LonLat }[] {
  return [
    ...day.locations.map(({ id, point }) => ({ id, point })),
    ...day.jobs.map(({ id, point }) => ({ id, point })),
  ];
}

interface PlanAim {
  /** What it tries for; `cheapest` unless said: the prices of single moves and places are money. */
  readonly goal?: PlanGoal;
  /** Routes to start from. */
  readonly given?: readonly RouteOrder[] | undefined;
}

/** The solver's problem of a day. `travel` covers `placesOf(day)` in its order. */
export function buildDayProblem(
  day: DaySnapshot,
  travel: DayTravel,
  { goal = 'cheapest', given }: PlanAim = {},
): DayProblem {
  const places = placesOf(day);
  const indexOf = new Map(places.map(({ id }, index) => [id, index]));
  const epochSeconds = Date.parse(`${day.serviceDate}T00:00:00Z`) / 1000 - LEAD_SECONDS;
  const at = (seconds: number) => seconds - epochSeconds;
  const present = new Set(day.vehicles.map(({ id }) => id));
  const { matrix, rows } = travel;
  const postcodes = new Set(day.jobs.flatMap(({ area }) => area ?? []));
  const jobIds = new Set(day.jobs.map(({ id }) => id));
  const inProblem = { indexOf, at, present, fetching: fetchingOn(day) };
  return {
    epochSeconds,
    problem: {
      places: places.map(({ id }, place) => ({ id, matrixIndex: rows?.[place] ?? place })),
      matrix,
      capacityDimensions: [...DIMENSIONS],
      jobs: day.jobs.map((job) => ({
        ...solverJob(job, inProblem),
        ...solverWishes(job, jobIds, at),
        ...(goal === 'punctual' && promisedTo(job, at)),
        ...keptAway(job, day, travel, indexOf),
      })),
      vehicles: day.vehicles.map((vehicle) => ({
        ...solverVehicle(vehicle, indexOf, at, travel, postcodes),
        ...(day.drivingPace && { travelProfile: 0 }),
        ...reloadOf(vehicle, day, indexOf),
      })),
      ...companyOf(day),
      ...docksOf(day, indexOf, at),
      ...(day.drivingPace && { travelProfiles: [travelProfileOf(day.drivingPace, day.serviceDate, at)] }),
      lockedStarts: day.lockedStarts.map(({ vehicleId, jobIds }) => ({
        vehicleId,
        stops: jobIds.flatMap((jobId) => stopsOfJob(day, jobId)),
      })),
      ...(given ? { givenPlan: { routes: given } } : {}),
      objective: objectiveOf(goal, day.vehicles),
    },
  };
}

/** A visit that is not in the day, in the words of its problem; its place is one past the last. */
export function jobOfVisit(
  day: DaySnapshot,
  visit: SnapshotJob,
  epochSeconds: number,
  forbiddenVehicleIds: readonly string[],
): Job {
  const places = placesOf(day);
  const indexOf = new Map([...places, visit].map(({ id }, index) => [id, index]));
  const at = (seconds: number) => seconds - epochSeconds;
  const present = new Set(day.vehicles.map(({ id }) => id));
  return {
    ...solverJob(visit, { indexOf, at, present, fetching: fetchingOn(day) }),
    ...solverWishes(visit, new Set(), at),
    ...(forbiddenVehicleIds.length > 0 && { forbiddenVehicleIds }),
  };
}

/** What a job is to the solver, by its direction. */
export function solverKind(job: SnapshotJob): Job['kind'] {
  if (job.pickupLocationId !== null) return 'shipment';
  const brings = job.delivered.pieces > 0 || job.collected.pieces === 0;
  return brings ? 'delivery' : 'pickup';
}

/** The references of a job's stops in order: a fetched job has two. */
export function stopsOfJob(day: DaySnapshot, jobId: string): StopReference[] {
  const job = jobOf(day, jobId);
  if (!job) return [];
  const kind = solverKind(job);
  return kind === 'shipment'
    ? [
        { kind: 'shipment_pickup', jobId },
        { kind: 'shipment_delivery', jobId },
      ]
    : [{ kind, jobId }];
}

interface InProblem {
  readonly indexOf: ReadonlyMap<string, number>;
  readonly at: (seconds: number) => number;
  readonly present: ReadonlySet<string>;
  readonly fetching: ReturnType<typeof fetchingOn>;
}

function solverJob(job: SnapshotJob, { indexOf, at, present, fetching }: InProblem): Job {
  const kind = solverKind(job);
  const pickupAt = (locationId: string) => {
    const { serviceSeconds, windows } = fetching(locationId);
    return { placeIndex: indexOf.get(locationId)!, serviceSeconds, windows: windows.map(inSolverTime) };
  };
  const inSolverTime = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    startSeconds: at(from),
    endSeconds: at(to),
  });
  return {
    id: job.id,
    kind,
    placeIndex: indexOf.get(job.id)!,
    windows: job.windows.map(inSolverTime),
    serviceSeconds: job.serviceSeconds,
    amounts: amountsOf(kind === 'pickup' ? job.collected : job.delivered),
    ...(kind === 'pickup' ? {} : { collectedAmounts: amountsOf(job.collected) }),
    skills: job.skills,
    operators: job.operators,
    priority: job.priority,
    ...(job.vehicleIds ? { allowedVehicleIds: job.vehicleIds.filter((id) => present.has(id)) } : {}),
    ...(job.readyAt === null ? {} : { readySeconds: at(job.readyAt) }),
    ...(job.pickupLocationId === null ? {} : { pickup: pickupAt(job.pickupLocationId) }),
  };
}

/** A day of which only a part is looked at may hold one of the two jobs. */
function solverWishes(
  { area, follows, told }: SnapshotJob,
  jobIds: ReadonlySet<string>,
  at: (seconds: number) => number,
): Pick<Job, 'area' | 'follows' | 'told'> {
  const linked = follows && jobIds.has(follows.jobId) ? follows : null;
  return {
    ...(area === undefined ? {} : { area }),
    ...(told && { told: { window: { startSeconds: at(told.from), endSeconds: at(told.to) } } }),
    ...(linked && {
      follows: {
        jobId: linked.jobId,
        minGapSeconds: linked.minGapSeconds,
        ...(linked.maxGapSeconds === null ? {} : { maxGapSeconds: linked.maxGapSeconds }),
      },
    }),
  };
}

function promisedTo(job: SnapshotJob, at: (seconds: number) => number): Pick<Job, 'promisedSeconds'> {
  const latest = latestInHand(job);
  return latest === null ? {} : { promisedSeconds: at(latest) };
}

/** Back where it starts, as long as the first loading takes. Who is on its way already fetches what it has not on board. */
function reloadOf(
  { mostLoadings = 1, startLocationId, begun }: SnapshotVehicle,
  { locations }: DaySnapshot,
  indexOf: ReadonlyMap<string, number>,
): Pick<Vehicle, 'reload'> {
  if (mostLoadings <= 1 || begun) return {};
  const serviceSeconds = locations.find(({ id }) => id === startLocationId)?.loadSeconds ?? 0;
  return { reload: { placeIndex: indexOf.get(startLocationId)!, serviceSeconds, maxReloads: mostLoadings - 1 } };
}

/** Only places where vehicles could be in each other's way: others would keep the threads of a search apart for nothing. */
function docksOf(
  { locations, vehicles }: DaySnapshot,
  indexOf: ReadonlyMap<string, number>,
  at: (seconds: number) => number,
): Pick<Problem, 'docks'> {
  const docks = locations.flatMap(({ id, loadSeconds, dock }): Dock[] => {
    const leaving = vehicles.filter(({ startLocationId, begun }) => startLocationId === id && !begun);
    const shifts = leaving.flatMap((vehicle) => vehicle.shifts);
    const isOpen = (from: number, to: number) => dock?.hours.some((hour) => hour.from <= from && to <= hour.to);
    const always = !dock?.hours.length || shifts.every(({ from, to }) => isOpen(from - loadSeconds, to));
    if (!dock || loadSeconds === 0 || (shifts.length <= dock.count && always)) return [];
    return [
      {
        placeIndex: indexOf.get(id)!,
        count: dock.count,
        loadSeconds,
        ...(always
          ? {}
          : { windows: dock.hours.map(({ from, to }) => ({ startSeconds: at(from), endSeconds: at(to) })) }),
        ...(dock.priceMinor === null ? {} : { price: dock.priceMinor }),
      },
    ];
  });
  return docks.length === 0 ? {} : { docks };
}

const amountsOf = ({ weightGrams, volumeLitres, pieces }: SnapshotJob['delivered']) => [
  weightGrams,
  volumeLitres,
  pieces,
];

/** Vehicles that may not drive to where the job is, unless they are on their way there already. */
function keptAway(
  job: SnapshotJob,
  day: DaySnapshot,
  { profiles }: DayTravel,
  indexOf: ReadonlyMap<string, number>,
): Pick<Job, 'forbiddenVehicleIds'> {
  const place = indexOf.get(job.id)!;
  if (![...profiles.values()].some(({ unreachable }) => unreachable.has(place))) return {};
  const isLocked = (vehicleId: string) =>
    day.lockedStarts.some((start) => start.vehicleId === vehicleId && start.jobIds.includes(job.id));
  const away = day.vehicles.filter(
    (vehicle) => profiles.get(profileOf(vehicle))?.unreachable.has(place) && !isLocked(vehicle.id),
  );
  return away.length === 0 ? {} : { forbiddenVehicleIds: away.map(({ id }) => id) };
}

function solverVehicle(
  vehicle: SnapshotVehicle,
  indexOf: ReadonlyMap<string, number>,
  at: (seconds: number) => number,
  travel: DayTravel,
  postcodes: ReadonlySet<string>,
): Vehicle {
  const { capacity, costs } = vehicle;
  return {
    id: vehicle.id,
    type: vehicle.kind,
    startPlaceIndex: indexOf.get(vehicle.startLocationId)!,
    endPlaceIndex: vehicle.endLocationId === null ? null : indexOf.get(vehicle.endLocationId)!,
    shifts: vehicle.shifts.map(({ from, to, overtimeFrom }) => ({
      startSeconds: at(from),
      endSeconds: at(to),
      ...(overtimeFrom !== undefined && { overtimeFromSeconds: at(overtimeFrom) }),
      breaks: vehicle.breaks
        .filter(({ earliest, latest }) => earliest >= from && latest <= to)
        .map(({ earliest, latest, durationSeconds }, index) => ({
          id: `break-${index + 1}`,
          earliestStartSeconds: at(earliest),
          latestStartSeconds: at(latest),
          durationSeconds,
        })),
    })),
    capacities: [capacity.weightGrams, capacity.volumeLitres, capacity.pieces],
    skills: vehicle.skills,
    crewSize: vehicle.crewSize,
    ...(vehicle.mostJobs === null ? {} : { maxJobs: vehicle.mostJobs }),
    ...(vehicle.mostDrivingSeconds === null ? {} : { maxDrivingSeconds: vehicle.mostDrivingSeconds }),
    ...limitPricesOf(vehicle),
    cost: {
      fixed: costs.fixedMinor,
      perKilometer: costs.perKilometreMinor,
      perHour: costs.perHourMinor,
      ...(costs.overtimePerHourMinor !== undefined && { overtimePerHour: costs.overtimePerHourMinor }),
    },
    ...(vehicle.drivingBreak && { drivingBreak: vehicle.drivingBreak }),
    ...(vehicle.areas && {
      areas: [...postcodes].filter((postcode) => vehicle.areas!.some((area) => postcode.startsWith(area))),
      ...(vehicle.outsideAreasPriceMinor === undefined ? {} : { outsideAreasPrice: vehicle.outsideAreasPriceMinor }),
    }),
    travelTimeFactor: travel.profiles.get(profileOf(vehicle))?.timeFactor ?? 1,
  };
}

/** Limits of its shifts that are a wish, at their prices. */
function limitPricesOf({ mostJobsPriceMinor, mostDrivingPriceMinor }: SnapshotVehicle): Pick<Vehicle, 'limitPrices'> {
  if (mostJobsPriceMinor === undefined && mostDrivingPriceMinor === undefined) return {};
  return {
    limitPrices: {
      ...(mostJobsPriceMinor !== undefined && { perJob: mostJobsPriceMinor }),
      ...(mostDrivingPriceMinor !== undefined && { perDrivingHour: mostDrivingPriceMinor }),
    },
  };
}
