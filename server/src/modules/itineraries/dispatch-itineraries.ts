import type { BulkResult } from '@roundsman/api-contract';
import {
  dispatchGate,
  itineraryStates,
  type OrganisationPolicies,
  policiesOf,
  transition,
} from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import { Problem, type Work } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { getVehicle } from '../fleet/index.ts';
import { changeJobStates, type JobToPlan, makePromises, readJobsToPlan, stateActorOf } from '../jobs/index.ts';
import { getItinerary } from './read-itineraries.ts';
import { itineraries, itineraryBaselines } from './schema.ts';

/** Promised windows begin on the quarter of an hour: nobody says "from 9:07". */
const PROMISE_STEP_SECONDS = 900;

/** Hands itineraries to their crews, each whole or not at all; the others go on. */
export async function dispatchItineraries(
  work: Work,
  ids: readonly string[],
  promiseWidthSeconds: number | undefined,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const id of [...new Set(ids)].toSorted()) {
    try {
      await dispatchOne(work, id, promiseWidthSeconds);
      results.push({ id, done: true });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      results.push({
        id,
        done: false,
        problem: {
          code: error.code,
          message: error.detail ?? error.title,
          ...(error.remedy ? { remedy: error.remedy } : {}),
        },
      });
    }
  }
  return results;
}

async function dispatchOne(work: Work, itineraryId: string, promiseWidthSeconds: number | undefined): Promise<void> {
  const [row] = await work.db.select().from(itineraries).where(eq(itineraries.id, itineraryId)).for('update');
  if (!row) throw new Problem({ status: 404, code: 'itinerary_unknown', title: 'There is no such itinerary' });
  const answer = transition(itineraryStates, row.state, 'dispatch', stateActorOf(work.actor));
  if (!answer.allowed) throw new Problem({ status: 409, code: answer.code, title: answer.why });
  const itinerary = await getItinerary(work, itineraryId);
  if (itinerary.crew.length === 0)
    throw new Problem({
      status: 409,
      code: 'no_crew',
      title: `${row.code} has no crew`,
      remedy: 'Give it at least one operator.',
    });
  const policies = policiesOf((await getOrganisation(work)).policies);
  const visits = itinerary.stops.filter(({ kind }) => kind === 'job');
  const jobs = await readJobsToPlan(
    work,
    visits.map(({ jobId }) => jobId!),
  );
  refuseHindered(jobs, policies, work.now);
  const { refused } = await changeJobStates(
    work,
    jobs.map(({ id }) => id),
    'dispatch',
    { data: { itineraryId } },
  );
  if (refused.length > 0)
    throw new Problem({
      status: 409,
      code: 'job_not_ready',
      title: `${row.code} holds a job that cannot be dispatched`,
      detail: refused[0]!.message,
    });
  await freezeBaseline(work, row, itinerary);
  const width = promiseWidthSeconds ?? policies.promiseWindowSeconds;
  const windowed = jobs.map((job) => {
    const stop = visits.find(({ jobId }) => jobId === job.id)!;
    return {
      jobId: job.id,
      ...promiseAround(new Date(stop.serviceStart), width, job),
      timeZone: job.zone ?? 'UTC',
      why: null,
    };
  });
  await makePromises(work, windowed);
  await work.db
    .update(itineraries)
    .set({ state: answer.to, dispatchedAt: work.now, updatedAt: work.recordedAt })
    .where(eq(itineraries.id, itineraryId));
  work.emit({
    type: 'itinerary.dispatched',
    subject: { kind: 'itinerary', id: itineraryId },
    data: { jobs: jobs.length, revision: row.revision },
  });
}

function refuseHindered(
  jobs: readonly JobToPlan[],
  policies: Pick<OrganisationPolicies, 'unconfirmedAtDispatch'>,
  now: Date,
): void {
  const gates = jobs.map(({ code, heldReason, confirmation }) => {
    const hold = heldReason === null ? null : { reason: heldReason, until: null };
    return { job: code, ...dispatchGate({ code, hold, confirmation }, policies, now) };
  });
  const blocked = gates.filter(({ verdict }) => verdict === 'block');
  const held = blocked.filter(({ code }) => code === 'on_hold');
  if (held.length > 0)
    throw new Problem({
      status: 409,
      code: 'job_held',
      title: `Held: ${held.map(({ job }) => job).join(', ')}`,
      remedy: 'Let them go or take them off.',
    });
  if (blocked.length > 0)
    throw new Problem({
      status: 409,
      code: 'job_unconfirmed',
      title: `Not confirmed: ${blocked.map(({ job }) => job).join(', ')}`,
      remedy: 'Ask these customers, or take the jobs off.',
    });
}

/** A window of the usual width around the planned arrival, on quarters of an hour, never outside what the customer asked for. */
export function promiseAround(
  serviceAt: Date,
  widthSeconds: number,
  job: Pick<JobToPlan, 'windows'>,
): { startsAt: Date; endsAt: Date } {
  const at = serviceAt.getTime() / 1000;
  const start = Math.floor((at - widthSeconds / 2) / PROMISE_STEP_SECONDS) * PROMISE_STEP_SECONDS;
  const asked = job.windows.find(({ startsAt, endsAt }) => startsAt <= serviceAt && serviceAt <= endsAt);
  const earliest = asked ? asked.startsAt.getTime() / 1000 : -Infinity;
  const latest = asked ? asked.endsAt.getTime() / 1000 : Infinity;
  const from = Math.max(earliest, Math.min(start, latest - widthSeconds));
  const to = Math.min(latest, from + widthSeconds);
  return { startsAt: new Date(from * 1000), endsAt: new Date(to * 1000) };
}

async function freezeBaseline(
  work: Work,
  row: typeof itineraries.$inferSelect,
  itinerary: Awaited<ReturnType<typeof getItinerary>>,
): Promise<void> {
  const vehicle = itinerary.vehicleId === null ? null : await getVehicle(work, itinerary.vehicleId);
  const values = {
    revision: row.revision,
    frozenAt: work.now,
    plannedDepartureAt: row.plannedDepartureAt,
    plannedFinishAt: row.plannedFinishAt,
    distanceMeters: row.plannedDistanceMeters,
    drivingSeconds: row.plannedDrivingSeconds,
    workingSeconds: Math.round((row.plannedFinishAt.getTime() - row.plannedDepartureAt.getTime()) / 1000),
    costMinor: row.plannedCostMinor,
    rates: {
      fixedCostMinor: vehicle?.costs.fixedMinor ?? 0,
      costPerKilometerMinor: vehicle?.costs.perKilometreMinor ?? 0,
      costPerHourMinor: vehicle?.costs.perHourMinor ?? 0,
    },
    stops: itinerary.stops.map(({ id, jobId, kind, arrival, promise }) => ({
      stopId: id,
      jobId: kind === 'job' ? jobId : null,
      plannedArrivalAt: arrival,
      promise: promise ? { startsAt: promise.from, endsAt: promise.to } : null,
    })),
  };
  await work.db
    .insert(itineraryBaselines)
    .values({ organisationId: work.organisationId, itineraryId: row.id, ...values })
    .onConflictDoUpdate({ target: [itineraryBaselines.organisationId, itineraryBaselines.itineraryId], set: values });
}
