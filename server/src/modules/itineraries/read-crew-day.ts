import type { CrewItinerary, Itinerary, Job } from '@roundsman/api-contract';
import { policiesOf } from '@roundsman/delivery-rules';
import { and, desc, eq, isNull, ne } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { getOrganisation, listBranches } from '../accounts/index.ts';
import { listVehicles } from '../fleet/index.ts';
import { attachmentsOf, goodsAboard, onlyIfDelivered, presentJobs } from '../jobs/index.ts';
import { jobAttachments } from '../jobs/schema.ts';
import { getItineraries } from './read-itineraries.ts';
import { itineraries, itineraryCrew, stops } from './schema.ts';

/** What the rules of the field need beside what everybody sees. */
interface FieldFacts {
  readonly jobs: ReadonlyMap<string, Job>;
  readonly onlyIfDelivered: ReadonlyMap<string, string>;
  readonly attachments: Awaited<ReturnType<typeof attachmentsOf>>;
  readonly vehicleNames: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, CrewItinerary['stops'][number]['role']>;
  readonly zone: string;
}

const MOST_ITINERARIES = 100;

/** What an operator has to do on a date: dispatched itineraries and those under way or done, with everything of their jobs. */
export async function readCrewItineraries(
  work: ReadWork,
  operatorId: string,
  serviceDate: string,
): Promise<CrewItinerary[]> {
  const rows = await work.db
    .select({ id: itineraries.id, anyStopOrder: itineraries.anyStopOrder })
    .from(itineraries)
    .innerJoin(itineraryCrew, and(eq(itineraryCrew.itineraryId, itineraries.id), isNull(itineraryCrew.toAt)))
    .where(runsOn(operatorId, serviceDate));
  const ids = rows.map(({ id }) => id);
  const own = await getItineraries(work, ids);
  const jobIds = own.flatMap(({ stops: visits }) =>
    visits.flatMap(({ kind, jobId }) => (kind === 'job' ? jobId! : [])),
  );
  const [branch] = await listBranches(work);
  const facts: FieldFacts = {
    jobs: new Map((await presentJobs(work, jobIds)).map((job) => [job.id, job])),
    onlyIfDelivered: await onlyIfDelivered(work, jobIds),
    attachments: await attachmentsOf(work, jobIds),
    vehicleNames: new Map((await listVehicles(work)).map(({ id, name }) => [id, name])),
    roles: new Map((await rolesOf(work, ids)).map(({ id, role }) => [id, role])),
    zone: branch?.timeZone ?? 'UTC',
  };
  const aboard = await goodsAboard(work, ids);
  const policy = policiesOf((await getOrganisation(work)).policies);
  return own.map((itinerary) => {
    const anyStopOrder = rows.find(({ id }) => id === itinerary.id)?.anyStopOrder ?? policy.anyStopOrder;
    const goods = aboard
      .filter(({ itineraryId }) => itineraryId === itinerary.id)
      .map(({ itineraryId: _own, ...line }) => line);
    return { ...crewItinerary(itinerary, facts), anyStopOrder, aboard: goods };
  });
}

/** Dispatched to this operator for the date. */
const runsOn = (operatorId: string, serviceDate: string) =>
  and(
    eq(itineraryCrew.operatorId, operatorId),
    eq(itineraries.serviceDate, serviceDate),
    ne(itineraries.state, 'draft'),
    ne(itineraries.state, 'cancelled'),
  );

/** Whether a file is attached to a job that the operator visits on the date. */
export async function isAttachedToDay(
  work: ReadWork,
  fileId: string,
  operatorId: string,
  serviceDate: string,
): Promise<boolean> {
  const found = await work.db
    .select({ id: stops.id })
    .from(jobAttachments)
    .innerJoin(stops, eq(stops.jobId, jobAttachments.jobId))
    .innerJoin(itineraries, eq(itineraries.id, stops.itineraryId))
    .innerJoin(itineraryCrew, and(eq(itineraryCrew.itineraryId, itineraries.id), isNull(itineraryCrew.toAt)))
    .where(and(eq(jobAttachments.fileId, fileId), runsOn(operatorId, serviceDate)))
    .limit(1);
  return found.length > 0;
}

function rolesOf(work: ReadWork, itineraryIds: string[]) {
  return work.db.select({ id: stops.id, role: stops.role }).from(stops).where(isAmong(stops.itineraryId, itineraryIds));
}

/** Every itinerary that the operator runs or once ran, the newest first, and whether they still do. */
export async function itinerariesOfOperator(
  work: ReadWork,
  operatorId: string,
): Promise<{ readonly itineraryId: string; readonly runs: boolean }[]> {
  const rows = await work.db
    .select({ itineraryId: itineraryCrew.itineraryId, toAt: itineraryCrew.toAt })
    .from(itineraryCrew)
    .where(eq(itineraryCrew.operatorId, operatorId))
    .orderBy(desc(itineraryCrew.fromAt))
    .limit(MOST_ITINERARIES);
  return rows.map(({ itineraryId, toAt }) => ({ itineraryId, runs: toAt === null }));
}

/** The operators to be told that an itinerary changed. */
export async function operatorsOf(work: ReadWork, itineraryIds: readonly string[]): Promise<Set<string>> {
  if (itineraryIds.length === 0) return new Set();
  const rows = await work.db
    .selectDistinct({ operatorId: itineraryCrew.operatorId })
    .from(itineraryCrew)
    .where(isAmong(itineraryCrew.itineraryId, itineraryIds));
  return new Set(rows.map(({ operatorId }) => operatorId));
}

function crewItinerary(itinerary: Itinerary, facts: FieldFacts): Omit<CrewItinerary, 'anyStopOrder' | 'aboard'> {
  const {
    stops: visits,
    position: _position,
    figures: _figures,
    breaks: _breaks,
    drivenMeters: _driven,
    ...rest
  } = itinerary;
  return {
    ...rest,
    vehicleName: itinerary.vehicleId === null ? null : (facts.vehicleNames.get(itinerary.vehicleId) ?? null),
    zone: facts.zone,
    stops: visits.map((stop) => {
      const job = stop.kind === 'job' && stop.jobId !== null ? facts.jobs.get(stop.jobId) : undefined;
      return { ...stop, role: facts.roles.get(stop.id) ?? 'lead', job: job ? crewJob(job, facts) : null };
    }),
  };
}

function crewJob(job: Job, facts: FieldFacts): NonNullable<CrewItinerary['stops'][number]['job']> {
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
    actions: actions.map((action) => ({ ...action, onlyIfDelivered: facts.onlyIfDelivered.get(action.id) ?? null })),
    serviceSeconds,
    attachments: [...(facts.attachments.get(id) ?? [])],
  };
}
