import { setTimeout as sleep } from 'node:timers/promises';
import { type Ask, severalAtOnce } from './ask.ts';
import type { ImportedJob } from './import-jobs.ts';
import { type Carrier, SERVICE_DATE } from './make-carrier.ts';

const LOOK_MILLISECONDS = 200;
const AT_ONCE = 4;

type Branch = Carrier['branches'][number];

/** A branch's day by the optimiser: until the plan is there, and until it is the branch's itineraries. */
export async function planBranch(
  ask: Ask,
  { id: branchId, vehicleIds }: Branch,
  jobs: readonly ImportedJob[],
  limitSeconds: number,
) {
  const began = performance.now();
  const wish = { serviceDate: SERVICE_DATE, branchId, limitSeconds, seed: 1 };
  const { body: started } = await ask<{ id: string }>('POST', '/api/plans', wish);
  let plan = await read(started.id);
  while (plan.state === 'running') {
    await sleep(LOOK_MILLISECONDS);
    plan = await read(started.id);
  }
  if (plan.state !== 'done') throw new Error(`The plan is ${plan.state}`);
  const planned = (performance.now() - began) / 1000;
  const { body, milliseconds } = await ask<{ itineraryIds: string[] }>('POST', `/api/plans/${started.id}/apply`);
  return {
    jobs: jobs.length,
    vehicles: vehicleIds.length,
    ...{ limitSeconds, planSeconds: planned, applySeconds: milliseconds / 1000 },
    itineraries: body.itineraryIds.length,
  };

  async function read(planId: string) {
    return (await ask<{ state: string }>('GET', `/api/plans/${planId}`)).body;
  }
}

/** The other branches' days come from outside, as from a carrier that plans by itself: each vehicle its share of the jobs, from north to south. */
export async function bringItineraries(
  ask: Ask,
  branches: readonly Branch[],
  jobsOf: ReadonlyMap<string, readonly ImportedJob[]>,
  limitSeconds: number,
) {
  const wishes = branches.flatMap(({ id, vehicleIds }) => {
    const jobs = jobsOf.get(id)!.toSorted((a, b) => b.point.lat - a.point.lat);
    const share = Math.ceil(jobs.length / vehicleIds.length);
    return vehicleIds.flatMap((vehicleId, at) => {
      const jobIds = jobs.slice(at * share, (at + 1) * share).map((job) => job.id);
      return jobIds.length > 0 ? [{ serviceDate: SERVICE_DATE, vehicleId, jobIds }] : [];
    });
  });
  const began = performance.now();
  const taken: number[] = [];
  const made = await severalAtOnce(wishes, AT_ONCE, began + 1000 * limitSeconds, async (wish) => {
    taken.push((await ask('POST', '/api/itineraries', wish)).milliseconds);
  });
  const seconds = (performance.now() - began) / 1000;
  const meanOf = (part: readonly number[]) =>
    Math.round(part.reduce((sum, each) => sum + each, 0) / Math.max(1, part.length));
  const tenth = Math.max(1, Math.floor(taken.length / 10));
  return {
    ...{ wanted: wishes.length, made, seconds, perSecond: Math.round((made / seconds) * 10) / 10 },
    // A day that fills must not make the next one dearer.
    firstTenthMilliseconds: meanOf(taken.slice(0, tenth)),
    lastTenthMilliseconds: meanOf(taken.slice(-tenth)),
  };
}
