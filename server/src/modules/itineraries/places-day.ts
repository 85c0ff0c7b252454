import type { Itinerary } from '@roundsman/api-contract';
import { areaFactorsAround } from '@roundsman/delivery-rules';
import type { ReadWork } from '../../platform/index.ts';
import { listBranches, resolveBranch } from '../accounts/index.ts';
import { listVehicles } from '../fleet/index.ts';
import { readJobsToPlan, readPlanningLinks } from '../jobs/index.ts';
import {
  type FingerprintedDay,
  fingerprintDay,
  linksOnDay,
  snapshotReady,
  type VisitOfDay,
  visitOfDay,
} from '../plans/index.ts';
import { OPEN_STATES, type OpenDay, readOpenDay } from './arrange-day.ts';
import { type DayReading, type KeptDays, keptDays } from './kept-days/index.ts';

/** A date as places of a job are looked for: every vehicle that takes something, and where each goes. */
export interface PlacesDay extends Pick<Awaited<ReturnType<typeof readOpenDay>>, 'itineraries' | 'routes' | 'linked'> {
  readonly opened: FingerprintedDay;
}

interface KeptDay extends PlacesDay {
  readonly day: OpenDay['day'];
  readonly vehicles: Awaited<ReturnType<typeof listVehicles>>;
  readonly jobIds: ReadonlySet<string>;
}

/** The date and the job, the date as it was read for an earlier question when nothing has changed since. Problems: 409 `job_not_ready`, 422 `job_unknown`. */
export async function readPlacesDay(
  work: ReadWork,
  serviceDate: string,
  jobId: string,
): Promise<PlacesDay & { readonly visit: VisitOfDay }> {
  const kept = await keptDays(work);
  const branchId = await branchOfJob(work, jobId);
  const date = await kept.reading(`places ${branchId} ${serviceDate}`, () =>
    readWithoutJob(work, kept, serviceDate, branchId),
  );
  const standing = date.day.jobs.find(({ id }) => id === jobId);
  if (standing) return { ...date, visit: visitOfDay(standing, date.day.areaFactors) };
  const [job] = await readJobsToPlan(work, [jobId]);
  const ready = job && !date.jobIds.has(jobId) ? snapshotReady(job, date.vehicles, work.now) : null;
  if (!ready) return readWhole(work, kept, { serviceDate, branchId, jobId });
  const own = await linksOnDay(work, [jobId]);
  const known = new Set(date.day.jobs.map(({ id }) => id));
  const links = own.links.filter(({ jobId: one, otherJobId }) => !known.has(one) && !known.has(otherJobId));
  return {
    ...date,
    linked: {
      ...date.linked,
      links: [...date.linked.links, ...links],
      codes: new Map([...date.linked.codes, ...own.codes]),
    },
    visit: visitOfDay(ready, areaFactorsAround(kept.pace.areaFactors, [ready.point])),
  };
}

/** With the job where it stands, or with why it cannot be put anywhere. */
async function readWhole(
  work: ReadWork,
  { jobs: readJobs, itineraries: listed }: KeptDays,
  { serviceDate, branchId, jobId }: { readonly serviceDate: string; readonly branchId: string; readonly jobId: string },
) {
  const all = await listed(serviceDate);
  const vehicleIds = (await vehiclesThatTake(work, all, branchId)).map(({ id }) => id);
  const wish = { serviceDate, branchId, vehicleIds, jobIds: [jobId] };
  const { day, itineraries, routes, linked } = await readOpenDay(work, wish, { all, readJobs });
  const { visit, ...opened } = fingerprintDay({ day, drafts: routes, running: [], asItStands: true }, jobId);
  return { itineraries, routes, linked, opened, visit: visit! };
}

async function readWithoutJob(
  work: ReadWork,
  { jobs: readJobs, itineraries: listed }: KeptDays,
  serviceDate: string,
  branchId: string,
): Promise<DayReading<KeptDay>> {
  const all = await listed(serviceDate);
  const vehicles = await vehiclesThatTake(work, all, branchId);
  const vehicleIds = vehicles.map(({ id }) => id);
  const wish = { serviceDate, branchId, vehicleIds, jobIds: [] };
  const { day, itineraries, routes, linked } = await readOpenDay(work, wish, { all, readJobs });
  const { visit: _, ...opened } = fingerprintDay({ day, drafts: routes, running: [], asItStands: true }, null);
  const told = all.flatMap(({ stops }) => stops.flatMap(({ jobId }) => jobId ?? []));
  const links = await readPlanningLinks(work, told);
  const jobIds = new Set([...told, ...links.flatMap(({ fromJobId, toJobId }) => [fromJobId, toJobId])]);
  return {
    value: { day, itineraries, routes, linked, opened, vehicles, jobIds },
    ...{ serviceDate, jobIds, itineraryIds: new Set(all.map(({ id }) => id)) },
    goodUntil: null,
  };
}

/** Where there is one branch, nothing of the job has to be read for it. */
async function branchOfJob(work: ReadWork, jobId: string): Promise<string> {
  const open = await listBranches(work);
  if (open.length === 1) return open[0]!.id;
  const [job] = await readJobsToPlan(work, [jobId]);
  return (await resolveBranch(work, job?.branchId)).id;
}

/** Active vehicles of the branch whose day is not over. */
async function vehiclesThatTake(work: ReadWork, all: readonly Itinerary[], ofBranch: string) {
  const over = new Set(
    all.filter(({ state }) => state !== 'cancelled' && !OPEN_STATES.has(state)).map(({ vehicleId }) => vehicleId),
  );
  const vehicles = (await listVehicles(work)).filter(({ active, branchId }) => active && branchId === ofBranch);
  return vehicles.filter(({ id }) => !over.has(id));
}
