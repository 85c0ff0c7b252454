import type { CrewItinerary, Itinerary, Job } from '@roundsman/api-contract';
import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { listBranches } from '../accounts/index.ts';
import { listVehicles } from '../fleet/index.ts';
import { presentJobs } from '../jobs/index.ts';
import { getItineraries } from './read-itineraries.ts';
import { itineraries, itineraryCrew } from './schema.ts';

/** What an operator has to do on a date: dispatched itineraries and those under way or done, with everything of their jobs. */
export async function readCrewItineraries(
  work: ReadWork,
  operatorId: string,
  serviceDate: string,
): Promise<CrewItinerary[]> {
  const rows = await work.db
    .select({ id: itineraries.id })
    .from(itineraries)
    .innerJoin(itineraryCrew, and(eq(itineraryCrew.itineraryId, itineraries.id), isNull(itineraryCrew.toAt)))
    .where(
      and(
        eq(itineraryCrew.operatorId, operatorId),
        eq(itineraries.serviceDate, serviceDate),
        ne(itineraries.state, 'draft'),
        ne(itineraries.state, 'cancelled'),
      ),
    );
  const own = await getItineraries(
    work,
    rows.map(({ id }) => id),
  );
  const jobIds = own.flatMap(({ stops }) => stops.filter(({ kind }) => kind === 'job').map(({ jobId }) => jobId!));
  const jobs = new Map((await presentJobs(work, jobIds)).map((job) => [job.id, job]));
  const names = new Map((await listVehicles(work)).map(({ id, name }) => [id, name]));
  const [branch] = await listBranches(work);
  return own.map((itinerary) => crewItinerary(itinerary, jobs, names, branch?.timeZone ?? 'UTC'));
}

/** The operators to be told that an itinerary changed. */
export async function operatorsOf(work: ReadWork, itineraryIds: readonly string[]): Promise<Set<string>> {
  if (itineraryIds.length === 0) return new Set();
  const rows = await work.db
    .selectDistinct({ operatorId: itineraryCrew.operatorId })
    .from(itineraryCrew)
    .where(inArray(itineraryCrew.itineraryId, [...itineraryIds]));
  return new Set(rows.map(({ operatorId }) => operatorId));
}

function crewItinerary(
  itinerary: Itinerary,
  jobs: ReadonlyMap<string, Job>,
  vehicleNames: ReadonlyMap<string, string>,
  zone: string,
): CrewItinerary {
  const { stops, position: _position, figures: _figures, ...rest } = itinerary;
  return {
    ...rest,
    vehicleName: itinerary.vehicleId === null ? null : (vehicleNames.get(itinerary.vehicleId) ?? null),
    zone,
    stops: stops.map((stop) => {
      const job = stop.kind === 'job' && stop.jobId !== null ? jobs.get(stop.jobId) : undefined;
      return { ...stop, job: job ? crewJob(job) : null };
    }),
  };
}

function crewJob(job: Job): NonNullable<CrewItinerary['stops'][number]['job']> {
  const { id, code, state, address, notes, serviceLevel, operatorsNeeded, signatureRequired, actions, serviceSeconds } =
    job;
  return {
    id,
    code,
    state,
    contactName: job.contact.name,
    phone: job.contact.phone,
    address,
    notes,
    serviceLevel,
    operatorsNeeded,
    signatureRequired,
    actions,
    serviceSeconds,
  };
}
