import type { Location, Vehicle } from '@roundsman/api-contract';
import { areaFactorsAround, localTimeToInstant, windowInstants } from '@roundsman/delivery-rules';
import { Problem, type ReadWork } from '../../platform/index.ts';
import { getOrganisation, resolveBranch } from '../accounts/index.ts';
import {
  listLocations,
  listOperators,
  listVehicles,
  loadSecondsByLocation,
  type Span,
  workingSpans,
} from '../fleet/index.ts';
import { type JobToPlan, newJobIdsOf, type ReadJobs, readingJobs } from '../jobs/index.ts';
import { type LinksOfJob, linksOfDay, windowsInside } from './day-links.ts';
import type { DaySnapshot, SnapshotJob, SnapshotLockedStart, SnapshotVehicle } from './day-snapshot.ts';
import { readDrivingPace } from './driving-pace.ts';

export interface DayChoice {
  readonly serviceDate: string;
  /** The only one unless named. */
  readonly branchId?: string | undefined;
  /** All new jobs of the branch and date unless named. */
  readonly jobIds?: readonly string[] | undefined;
  /** All its active vehicles unless named. */
  readonly vehicleIds?: readonly string[] | undefined;
  /** Vehicles that are out already and not to be planned unless named. */
  readonly exceptVehicleIds?: readonly string[];
  /** Jobs on draft itineraries: a plan of the whole date may place them anew. */
  readonly draftedJobIds?: readonly string[];
  readonly lockedStarts?: readonly SnapshotLockedStart[];
  /** When jobs on itineraries that are not planned here will be done, seconds of the epoch. */
  readonly endsElsewhere?: ReadonlyMap<string, number>;
  /** Visits that are asked about or held, as they are given here, whatever the job of the same id says; its links count. */
  readonly visits?: readonly JobToPlan[];
  /** Links between jobs are judged by whoever asks, across all of the date's routes. */
  readonly linksAside?: boolean;
  /** A date without a job is a date too: what is left of it is asked. */
  readonly evenEmpty?: boolean;
  /** Missing: all from the database. */
  readonly readJobs?: ReadJobs;
}

const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);
const AS_MANY_AS_COME = 1000;
const PLANNABLE = new Set(['new', 'scheduled']);

/** Reads the day for the optimiser. Problem 422 `nothing_to_plan` when no job or no vehicle is left. */
export async function readDay(work: ReadWork, choice: DayChoice): Promise<DaySnapshot> {
  const branch = await resolveBranch(work, choice.branchId);
  const { currency, timeZone } = await getOrganisation(work);
  const vehicles = (await listVehicles(work)).filter(
    ({ id, active, branchId }) =>
      active && branchId === branch.id && (choice.vehicleIds?.includes(id) ?? !choice.exceptVehicleIds?.includes(id)),
  );
  const locations = await listLocations(work);
  const lockedJobIds = (choice.lockedStarts ?? []).flatMap(({ jobIds }) => jobIds);
  const visits = choice.visits ?? [];
  const locked = new Set([...lockedJobIds, ...visits.map(({ id }) => id)]);
  const readJobs = choice.readJobs ?? readingJobs(work);
  const chosen = choice.jobIds
    ? await readJobs(choice.jobIds)
    : [
        ...(await readJobs(await newJobIdsOf(work, choice.serviceDate, branch.id))),
        ...(await readJobs(choice.draftedJobIds ?? [])),
      ];
  const jobs = [...(await readJobs(lockedJobIds)), ...chosen.filter(({ id }) => !locked.has(id))];
  const { links, ends } = await linksOfDay(
    work,
    choice.linksAside ? [] : [...jobs, ...visits].map(({ id }) => id),
    choice.endsElsewhere ?? new Map(),
  );
  const withAreas = haveTerritories(vehicles);
  const dayOver = seconds(localTimeToInstant(choice.serviceDate, '00:00', branch.timeZone)) + 2 * 86_400;
  const starts = new Set(vehicles.map(({ startLocationId }) => startLocationId));
  const ready: SnapshotJob[] = [];
  const notReady: DaySnapshot['notReady'][number][] = [];
  for (const job of jobs) {
    const linked = locked.has(job.id) ? {} : (links.get(job.id) ?? {});
    const hindrance = locked.has(job.id) ? null : whatHinders(job, branch.id, work.now, linked, dayOver);
    if (hindrance) notReady.push({ jobId: job.id, jobCode: job.code, ...hindrance });
    else ready.push(snapshotJob(job, vehicles, starts, { ...linked, withAreas, dayOver }));
  }
  for (const visit of visits) {
    const linked = links.get(visit.id) ?? {};
    const hindrance = whatItsLinksHinder(visit, linked, dayOver);
    if (hindrance) notReady.push({ jobId: visit.id, jobCode: visit.code, ...hindrance });
    else ready.push(snapshotJob(visit, vehicles, starts, { ...linked, withAreas, dayOver }));
  }
  if ((ready.length === 0 && !choice.evenEmpty) || vehicles.length === 0)
    throw nothingToPlan(ready.length, vehicles.length, notReady);
  const crews = await crewsOf(work, vehicles);
  const loadSeconds = await loadSecondsByLocation(work);
  const { hourFactors, areaFactors } = await readDrivingPace(work);
  const areasOfDay = areaFactorsAround(
    areaFactors,
    [...ready, ...locations].map(({ point }) => point),
  );
  const working = await workingSpans(work, vehicles, choice.serviceDate, branch.timeZone);
  return {
    serviceDate: choice.serviceDate,
    branchId: branch.id,
    zone: branch.timeZone,
    currency,
    jobs: ready,
    vehicles: vehicles.map((vehicle) =>
      snapshotVehicle(vehicle, choice.serviceDate, branch.timeZone, crews, loadSeconds, working.get(vehicle.id)!),
    ),
    locations: locations.map((location) => ({
      id: location.id,
      name: location.name,
      point: location.point,
      loadSeconds: loadSeconds.get(location.id) ?? 0,
      ...dockOf(location, choice.serviceDate, branch.timeZone),
    })),
    lockedStarts: choice.lockedStarts ?? [],
    ...(hourFactors && { drivingPace: { hourFactors, zone: timeZone } }),
    ...(areasOfDay && { areaFactors: areasOfDay }),
    ...(Object.keys(ends).length > 0 && { endsElsewhere: ends }),
    notReady,
  };
}

/** As many docks as vehicles come, and always open: then nobody needs to wait. */
function dockOf(
  { dockSlots, opening, dockPriceMinor }: Location,
  serviceDate: string,
  zone: string,
): Pick<DaySnapshot['locations'][number], 'dock'> {
  if (dockSlots === 0 && opening.length === 0) return {};
  const hours = opening.flatMap((hour) => instants(serviceDate, hour, zone));
  return { dock: { count: dockSlots === 0 ? AS_MANY_AS_COME : dockSlots, hours, priceMinor: dockPriceMinor } };
}

function instants(serviceDate: string, window: { from: string; to: string }, zone: string) {
  const known = windowInstants(serviceDate, window, zone);
  return 'window' in known ? [{ from: seconds(known.window.startsAt), to: seconds(known.window.endsAt) }] : [];
}

interface AboutDay {
  readonly withAreas: boolean;
  /** Nobody drives any more, wherever the branch is: seconds of the epoch. */
  readonly dayOver: number;
}

function whatHinders(
  job: JobToPlan,
  branchId: string,
  now: Date,
  linked: LinksOfJob,
  dayOver: number,
): { reason: string; detail: string } | null {
  if (job.branchId !== branchId) return { reason: 'other_branch', detail: 'It belongs to another branch.' };
  if (!PLANNABLE.has(job.state)) return { reason: 'wrong_state', detail: `It is ${job.state.replaceAll('_', ' ')}.` };
  if (job.heldReason !== null) return { reason: 'held', detail: `It is held: ${job.heldReason}.` };
  if (!job.point) return { reason: 'no_place', detail: 'Its address has no place on the map yet.' };
  if (job.windows.length > 0 && job.windows.every(({ endsAt }) => endsAt <= now))
    return { reason: 'window_in_past', detail: 'All its windows are over.' };
  return whatItsLinksHinder(job, linked, dayOver);
}

function whatItsLinksHinder(
  job: JobToPlan,
  linked: LinksOfJob,
  dayOver: number,
): { reason: string; detail: string } | null {
  if (linked.hindrance) return linked.hindrance;
  if (windowsInside(windowsOf(job), linked.span, dayOver) === null)
    return { reason: 'follows', detail: 'None of its windows suits the job that it follows.' };
  return null;
}

const haveTerritories = (vehicles: readonly Vehicle[]) => vehicles.some(({ areas }) => areas.length > 0);

/** A visit that hangs together with no job, as `readDay` takes it up into a day of these vehicles. */
export function snapshotVisit(visit: JobToPlan, vehicles: readonly Vehicle[]): SnapshotJob {
  const starts = new Set(vehicles.map(({ startLocationId }) => startLocationId));
  return snapshotJob(visit, vehicles, starts, { withAreas: haveTerritories(vehicles), dayOver: 0 });
}

/** A job that is put on a route by hand: its links are judged by whoever asks. Null: something hinders it. */
export const snapshotReady = (job: JobToPlan, vehicles: readonly Vehicle[], now: Date): SnapshotJob | null =>
  whatHinders(job, job.branchId, now, {}, 0) === null ? snapshotVisit(job, vehicles) : null;

const windowsOf = (job: JobToPlan) =>
  job.windows.map(({ startsAt, endsAt }) => ({ from: seconds(startsAt), to: seconds(endsAt) }));

function snapshotJob(
  job: JobToPlan,
  vehicles: readonly Vehicle[],
  starts: ReadonlySet<string>,
  { follows, rides, span, withAreas, dayOver }: LinksOfJob & AboutDay,
): SnapshotJob {
  const goods = job.delivered.find(({ fromLocationId }) => fromLocationId !== null)?.fromLocationId ?? null;
  const fetched = goods !== null && !starts.has(goods);
  const delivered = job.delivered.reduce((sum, { load }) => add(sum, load), NOTHING);
  return {
    id: job.id,
    code: job.code,
    name: job.name,
    point: job.point!,
    windows: windowsInside(windowsOf(job), span, dayOver) ?? [],
    serviceSeconds: job.serviceSeconds,
    pickupLocationId: fetched ? goods : null,
    vehicleIds:
      goods === null || fetched
        ? null
        : vehicles.filter(({ startLocationId }) => startLocationId === goods).map(({ id }) => id),
    delivered,
    collected: job.collected,
    skills: job.requiredSkills,
    operators: job.operatorsNeeded,
    priority: job.priority,
    readyAt: job.readyAt ? seconds(job.readyAt) : null,
    ...(withAreas && job.postcode ? { area: job.postcode } : {}),
    ...(follows && { follows }),
    ...(rides && { rides }),
  };
}

function snapshotVehicle(
  vehicle: Vehicle,
  serviceDate: string,
  zone: string,
  crews: ReadonlyMap<string, { size: number; skills: readonly string[] }>,
  loadSeconds: ReadonlyMap<string, number>,
  working: readonly Span[],
): SnapshotVehicle {
  const shifts = [...working];
  // No shift, the workshop, or clocks that jump over all of it: then the vehicle has no second to drive.
  const midnight = seconds(localTimeToInstant(serviceDate, '00:00', zone));
  if (shifts.length === 0) shifts.push({ from: midnight, to: midnight });
  const loading = loadSeconds.get(vehicle.startLocationId) ?? 0;
  const crew = crews.get(vehicle.id);
  return {
    id: vehicle.id,
    code: vehicle.code,
    name: vehicle.name,
    kind: vehicle.kind,
    startLocationId: vehicle.startLocationId,
    endLocationId: vehicle.endLocationId,
    shifts: shifts.map(({ from, to }) => ({
      from: Math.min(from + loading, to),
      to,
      ...(vehicle.overtime && { overtimeFrom: Math.min(from + vehicle.overtime.afterSeconds, to) }),
    })),
    breaks: vehicle.breaks.flatMap(({ earliest, latest, durationSeconds }) =>
      instants(serviceDate, { from: earliest, to: latest }, zone).map(({ from, to }) => ({
        earliest: from,
        latest: to,
        durationSeconds,
      })),
    ),
    capacity: vehicle.capacity,
    skills: [...new Set([...vehicle.equipment, ...(crew?.skills ?? [])])],
    crewSize: crew?.size ?? 1,
    mostJobs: vehicle.mostJobs,
    ...(vehicle.mostLoadings > 1 && { mostLoadings: vehicle.mostLoadings }),
    mostDrivingSeconds: vehicle.mostDrivingSeconds,
    ...(vehicle.mostJobsPriceMinor !== null && { mostJobsPriceMinor: vehicle.mostJobsPriceMinor }),
    ...(vehicle.mostDrivingPriceMinor !== null && { mostDrivingPriceMinor: vehicle.mostDrivingPriceMinor }),
    costs: {
      ...vehicle.costs,
      ...(vehicle.overtime && { overtimePerHourMinor: vehicle.overtime.perHourMinor }),
    },
    profile: vehicle.drivingProfile,
    heavy: vehicle.equipment.includes('heavy_vehicle'),
    ...(vehicle.drivingBreak && { drivingBreak: vehicle.drivingBreak }),
    ...(vehicle.areas.length > 0 && { areas: vehicle.areas }),
    ...(vehicle.areas.length > 0 &&
      vehicle.outsideAreasPriceMinor !== null && { outsideAreasPriceMinor: vehicle.outsideAreasPriceMinor }),
  };
}

async function crewsOf(work: ReadWork, vehicles: readonly Vehicle[]) {
  const skillsOf = new Map((await listOperators(work)).map(({ id, skills }) => [id, skills]));
  return new Map(
    vehicles.map(({ id, crew }) => [
      id,
      { size: Math.max(1, crew.length), skills: crew.flatMap(({ operatorId }) => skillsOf.get(operatorId) ?? []) },
    ]),
  );
}

const NOTHING = { weightGrams: 0, volumeLitres: 0, pieces: 0 };
const add = (a: typeof NOTHING, b: typeof NOTHING) => ({
  weightGrams: a.weightGrams + b.weightGrams,
  volumeLitres: a.volumeLitres + b.volumeLitres,
  pieces: a.pieces + b.pieces,
});

function nothingToPlan(jobs: number, vehicles: number, notReady: DaySnapshot['notReady']): Problem {
  const [only] = notReady.length === 1 ? notReady : [];
  return new Problem({
    status: 422,
    code: 'nothing_to_plan',
    title: vehicles === 0 ? 'No active vehicle is chosen' : 'No job of this date is ready to be planned',
    detail: `${jobs} jobs ready, ${notReady.length} not ready, ${vehicles} vehicles.${only ? ` ${only.jobCode}: ${only.detail}` : ''}`,
    remedy:
      vehicles === 0
        ? 'Choose at least one active vehicle.'
        : 'Release jobs from staging first, or choose another date.',
  });
}
