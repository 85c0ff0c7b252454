import type { BulkResult } from '@roundsman/api-contract';
import { policiesOf } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import type { Database, ReadWork, Work } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { readJobsToPlan } from '../jobs/index.ts';
import { type PreparedArrangement, prepareArrangement, writeArrangement } from './arrange-day.ts';
import { dispatchItineraries, gateOf } from './dispatch-itineraries.ts';
import { getItineraries } from './read-itineraries.ts';

/** Visits that an itinerary goes out without. */
export interface TakenOff {
  readonly itineraryId: string;
  readonly jobId: string;
  readonly jobCode: string;
}

/** What dispatch takes off first, where the organisation decided so: the routes without those whose customers have not confirmed. */
export interface PreparedDispatch {
  readonly takenOff: readonly TakenOff[];
  readonly arrangements: readonly PreparedArrangement[];
}

interface Thinned {
  readonly serviceDate: string;
  readonly branchId: string;
  readonly vehicleId: string;
  readonly dropped: readonly TakenOff[];
}

/**
 * Times the routes anew without those visits, outside of any transaction. An itinerary of which nothing would be left keeps them, and is refused at
 * dispatch.
 */
export async function prepareDispatch(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  ids: readonly string[],
): Promise<PreparedDispatch> {
  const thinned = await database.read(organisationId, (work) => whoGoesThinned(work, ids));
  const arrangements: PreparedArrangement[] = [];
  for (const group of Map.groupBy(thinned, (one) => `${one.serviceDate} ${one.branchId}`).values()) {
    const { serviceDate, branchId } = group[0]!;
    const gone = new Set(group.flatMap(({ dropped }) => dropped.map(({ jobId }) => jobId)));
    const vehicleIds = group.map(({ vehicleId }) => vehicleId);
    const wish = { serviceDate, branchId, vehicleIds, jobIds: [] };
    arrangements.push(
      await prepareArrangement(database, roads, organisationId, wish, ({ orderOf }) =>
        vehicleIds.map((vehicleId) => ({
          vehicleId,
          stops: orderOf(vehicleId).stops.filter(({ jobId }) => jobId === undefined || !gone.has(jobId)),
        })),
      ),
    );
  }
  return { takenOff: thinned.flatMap(({ dropped }) => dropped), arrangements };
}

/** Takes off what was prepared, then hands the itineraries to their crews. Problem 409 `day_changed` when the day is no longer as it was looked at. */
export async function dispatchPrepared(
  work: Work,
  ids: readonly string[],
  promiseWidthSeconds: number | undefined,
  { arrangements, takenOff }: PreparedDispatch,
): Promise<{ results: BulkResult[]; takenOff: TakenOff[] }> {
  for (const arrangement of arrangements) await writeArrangement(work, arrangement);
  return { results: await dispatchItineraries(work, ids, promiseWidthSeconds), takenOff: [...takenOff] };
}

async function whoGoesThinned(work: ReadWork, ids: readonly string[]): Promise<Thinned[]> {
  const policies = policiesOf((await getOrganisation(work)).policies);
  if (policies.unconfirmedAtDispatch !== 'drop') return [];
  const drafts = (await getItineraries(work, ids)).filter(({ state }) => state === 'draft');
  const visitsOf = ({ stops }: (typeof drafts)[number]) =>
    stops.flatMap(({ kind, jobId }) => (kind === 'job' && jobId !== null ? [jobId] : []));
  const jobs = await readJobsToPlan(work, drafts.flatMap(visitsOf));
  const gates = new Map(jobs.map((job) => [job.id, { jobCode: job.code, ...gateOf(job, policies, work.now) }]));
  return drafts.flatMap((itinerary) => {
    const visits = visitsOf(itinerary);
    // One that will be refused keeps them.
    if (itinerary.crew.length === 0 || visits.some((jobId) => gates.get(jobId)?.verdict === 'block')) return [];
    const dropped = visits.flatMap((jobId) => {
      const gate = gates.get(jobId);
      return gate?.verdict === 'drop' ? [{ itineraryId: itinerary.id, jobId, jobCode: gate.jobCode }] : [];
    });
    const { serviceDate, branchId, vehicleId } = itinerary;
    if (vehicleId === null || dropped.length === 0 || dropped.length === visits.length) return [];
    return [{ serviceDate, branchId, vehicleId, dropped }];
  });
}
