import type { BulkResult, Itinerary } from '@roundsman/api-contract';
import {
  type DispatchGate,
  dispatchGate,
  itineraryStates,
  type OrganisationPolicies,
  policiesOf,
  transition,
} from '@roundsman/delivery-rules';
import { insertMany, isAmong } from '../../platform/database/index.ts';
import { Problem, type Work } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { getVehicles } from '../fleet/index.ts';
import { changeJobStates, type JobToPlan, makePromises, readJobsToPlan, stateActorOf } from '../jobs/index.ts';
import { getItineraries, type ItineraryRow } from './read-itineraries.ts';
import { itineraries, itineraryBaselines } from './schema.ts';

/** Promised windows begin on the quarter of an hour: nobody says "from 9:07". */
const PROMISE_STEP_SECONDS = 900;

/** Hands itineraries to their crews, each whole or not at all; the others go on. */
export async function dispatchItineraries(
  work: Work,
  ids: readonly string[],
  promiseWidthSeconds: number | undefined,
): Promise<BulkResult[]> {
  const wanted = [...new Set(ids)].toSorted();
  const policies = policiesOf((await getOrganisation(work)).policies);
  const known = await readForDispatch(work, wanted);
  const problems = new Map<string, Problem>();
  const ready = wanted.flatMap((id): ToDispatch[] => {
    const one = known.get(id);
    const problem = one ? whatHinders(work, one, policies) : itineraryUnknown();
    if (problem) problems.set(id, problem);
    return one && !problem ? [one] : [];
  });
  const itineraryOf = new Map(ready.flatMap(({ row, jobs }) => jobs.map((job) => [job.id, row.id] as const)));
  const groupOf = (jobId: string) => itineraryOf.get(jobId)!;
  const data = (jobId: string) => ({ itineraryId: groupOf(jobId) });
  const { refused } = await changeJobStates(work, [...itineraryOf.keys()], 'dispatch', { groupOf, data });
  for (const { jobId, message } of refused)
    if (!problems.has(groupOf(jobId)))
      problems.set(groupOf(jobId), jobNotReady(known.get(groupOf(jobId))!.row, message));
  await sendOut(
    work,
    ready.filter(({ row }) => !problems.has(row.id)),
    promiseWidthSeconds ?? policies.promiseWindowSeconds,
  );
  return wanted.map((id) => {
    const problem = problems.get(id);
    return problem ? { id, done: false, problem: inBulk(problem) } : { id, done: true };
  });
}

interface ToDispatch {
  readonly row: ItineraryRow;
  readonly itinerary: Itinerary;
  readonly jobs: readonly JobToPlan[];
}

/** Locks them in the order of their ids, so that two of these cannot wait for each other. */
async function readForDispatch(work: Work, ids: readonly string[]): Promise<Map<string, ToDispatch>> {
  const rows = await work.db
    .select()
    .from(itineraries)
    .where(isAmong(itineraries.id, ids))
    .orderBy(itineraries.id)
    .for('update');
  const presented = new Map((await getItineraries(work, ids)).map((itinerary) => [itinerary.id, itinerary]));
  const jobIds = [...presented.values()].flatMap(visitsOf).map(({ jobId }) => jobId!);
  const jobs = new Map((await readJobsToPlan(work, jobIds)).map((job) => [job.id, job]));
  return new Map(
    rows.map((row) => {
      const itinerary = presented.get(row.id)!;
      return [row.id, { row, itinerary, jobs: visitsOf(itinerary).flatMap(({ jobId }) => jobs.get(jobId!) ?? []) }];
    }),
  );
}

const visitsOf = ({ stops }: Itinerary) => stops.filter(({ kind }) => kind === 'job');

function whatHinders(
  { actor, now }: Work,
  { row, itinerary, jobs }: ToDispatch,
  policies: Pick<OrganisationPolicies, 'unconfirmedAtDispatch'>,
): Problem | null {
  const answer = transition(itineraryStates, row.state, 'dispatch', stateActorOf(actor));
  if (!answer.allowed) return new Problem({ status: 409, code: answer.code, title: answer.why });
  if (itinerary.crew.length > 0) return whichJobHinders(jobs, policies, now);
  return new Problem({
    status: 409,
    code: 'no_crew',
    title: `${row.code} has no crew`,
    remedy: 'Give it at least one operator.',
  });
}

/** Writes what was found to be ready: baselines, promises, states. */
async function sendOut(work: Work, ready: readonly ToDispatch[], promiseWidthSeconds: number): Promise<void> {
  if (ready.length === 0) return;
  await freezeBaselines(work, ready);
  const promises = ready.flatMap(({ itinerary, jobs }) => {
    const stopOf = new Map(visitsOf(itinerary).map((stop) => [stop.jobId, stop]));
    return jobs.map((job) => ({
      jobId: job.id,
      ...promiseAround(new Date(stopOf.get(job.id)!.serviceStart), promiseWidthSeconds, job),
      timeZone: job.zone ?? 'UTC',
      why: null,
    }));
  });
  await makePromises(work, promises);
  const ids = ready.map(({ row }) => row.id);
  await work.db
    .update(itineraries)
    .set({ state: 'dispatched', dispatchedAt: work.now, updatedAt: work.recordedAt })
    .where(isAmong(itineraries.id, ids));
  for (const { row, jobs } of ready)
    work.emit({
      type: 'itinerary.dispatched',
      subject: { kind: 'itinerary', id: row.id },
      data: { jobs: jobs.length, revision: row.revision },
    });
}

const inBulk = ({ code, detail, title, remedy }: Problem) => ({
  code,
  message: detail ?? title,
  ...(remedy ? { remedy } : {}),
});

const itineraryUnknown = () =>
  new Problem({ status: 404, code: 'itinerary_unknown', title: 'There is no such itinerary' });

const jobNotReady = ({ code }: ItineraryRow, detail: string) =>
  new Problem({ status: 409, code: 'job_not_ready', title: `${code} holds a job that cannot be dispatched`, detail });

/** What stands between a job and the road. */
export function gateOf(
  { code, heldReason, confirmation }: JobToPlan,
  policies: Pick<OrganisationPolicies, 'unconfirmedAtDispatch'>,
  now: Date,
): DispatchGate {
  const hold = heldReason === null ? null : { reason: heldReason, until: null };
  return dispatchGate({ code, hold, confirmation }, policies, now);
}

function whichJobHinders(
  jobs: readonly JobToPlan[],
  policies: Pick<OrganisationPolicies, 'unconfirmedAtDispatch'>,
  now: Date,
): Problem | null {
  const gates = jobs.map((job) => ({ job: job.code, ...gateOf(job, policies, now) }));
  // Who was to be taken off and is there all the same: nothing else would be left, or they said so just now.
  const blocked = gates.filter(({ verdict }) => verdict === 'block' || verdict === 'drop');
  const held = blocked.filter(({ code }) => code === 'on_hold');
  if (held.length > 0)
    return new Problem({
      status: 409,
      code: 'job_held',
      title: `Held: ${held.map(({ job }) => job).join(', ')}`,
      remedy: 'Let them go or take them off.',
    });
  if (blocked.length === 0) return null;
  return new Problem({
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

/** What was planned when they went out. One that was taken back and goes out again has a new one. */
async function freezeBaselines(work: Work, ready: readonly ToDispatch[]): Promise<void> {
  const vehicles = await getVehicles(
    work,
    ready.flatMap(({ itinerary }) => itinerary.vehicleId ?? []),
  );
  const ids = ready.map(({ row }) => row.id);
  await work.db.delete(itineraryBaselines).where(isAmong(itineraryBaselines.itineraryId, ids));
  const baselines = ready.map(({ row, itinerary }) => {
    const costs = vehicles.get(itinerary.vehicleId ?? '')?.costs;
    return {
      organisationId: work.organisationId,
      itineraryId: row.id,
      revision: row.revision,
      frozenAt: work.now,
      plannedDepartureAt: row.plannedDepartureAt,
      plannedFinishAt: row.plannedFinishAt,
      distanceMeters: row.plannedDistanceMeters,
      drivingSeconds: row.plannedDrivingSeconds,
      workingSeconds: Math.round((row.plannedFinishAt.getTime() - row.plannedDepartureAt.getTime()) / 1000),
      costMinor: row.plannedCostMinor,
      rates: {
        fixedCostMinor: costs?.fixedMinor ?? 0,
        costPerKilometerMinor: costs?.perKilometreMinor ?? 0,
        costPerHourMinor: costs?.perHourMinor ?? 0,
      },
      stops: itinerary.stops.map(({ id, jobId, kind, arrival, promise }) => ({
        stopId: id,
        jobId: kind === 'job' ? jobId : null,
        plannedArrivalAt: arrival,
        promise: promise ? { startsAt: promise.from, endsAt: promise.to } : null,
      })),
    };
  });
  await insertMany(work.db, itineraryBaselines, baselines);
}
