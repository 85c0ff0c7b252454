import type { SlotVisit } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import { type Database, newId, Problem, type ReadWork } from '../../platform/index.ts';
import { resolveMerchant } from '../customers/index.ts';
import {
  type JobToPlan,
  loadsOfLines,
  locateAll,
  presentJob,
  readJobsToPlan,
  serviceSecondsOf,
} from '../jobs/index.ts';

/** Either a job that exists or a visit that is no job yet. */
export interface VisitWish {
  readonly jobId: string | undefined;
  readonly visit: SlotVisit | undefined;
  /** The merchant whose jobs alone exist for the asker; null = all. */
  readonly merchantId: string | null;
}

export interface AskedVisit {
  readonly toPlan: JobToPlan;
  readonly merchantId: string;
  readonly jobId: string | null;
}

/** States in which a job may still come at another time; once its crew has started nobody moves it by a slot. */
const MOVABLE = new Set(['staging', 'new', 'scheduled', 'dispatched']);

/**
 * What is asked about, with where it is. Problems: 404 `job_unknown`, 409 `job_under_way`, 422 `job_or_visit`,
 * `no_place`, `merchant_unknown`.
 */
export async function readVisit(
  database: Database,
  { geocoder }: Pick<Roads, 'geocoder'>,
  organisationId: string,
  { jobId, visit, merchantId: scope }: VisitWish,
): Promise<AskedVisit> {
  if ((jobId === undefined) === (visit === undefined)) throw jobOrVisit();
  if (jobId !== undefined) return database.read(organisationId, (work) => readJobAsked(work, jobId, scope));
  const { address, point, merchantId } = visit!;
  const nowhere = { street: '', houseNumber: '', postcode: '', city: '', country: '' };
  const [whereabouts] = point || address ? await locateAll(geocoder, [{ address: address ?? nowhere, point }]) : [];
  const place = whereabouts?.given?.point ?? whereabouts?.geocode?.answer.point ?? null;
  if (!place) throw noPlace(address === undefined ? 'visit.point' : 'visit.address');
  const merchant = await database.read(organisationId, (work) => resolveMerchant(work, merchantId, scope));
  return { toPlan: visitToPlan(visit!, place), merchantId: merchant.id, jobId: null };
}

function visitToPlan(visit: SlotVisit, point: { lon: number; lat: number }): JobToPlan {
  const handling = visit.actions.reduce((sum, line) => sum + (line.handleSeconds ?? 0) * line.quantity, 0);
  return {
    id: newId(),
    code: '',
    state: 'new',
    branchId: '',
    name: '',
    addressLine: '',
    zone: null,
    point,
    windows: [],
    serviceSeconds: serviceSecondsOf(visit) + handling,
    ...loadsOfLines(visit.actions),
    requiredSkills: visit.skills ?? [],
    operatorsNeeded: visit.operatorsNeeded ?? 1,
    priority: visit.priority ?? 0,
    readyAt: null,
    settledAt: null,
    postcode: visit.address?.postcode ?? null,
    heldReason: null,
    confirmation: 'not_asked',
  };
}

/** A job without its own windows: the slot is to take their place. */
export async function readJobAsked(work: ReadWork, jobId: string, scope: string | null): Promise<AskedVisit> {
  const job = await presentJob(work, jobId, scope);
  if (!MOVABLE.has(job.state))
    throw new Problem({
      status: 409,
      code: 'job_under_way',
      title: `${job.code} is ${job.state.replaceAll('_', ' ')}: no other time can be had for it`,
      remedy: 'Create a job with retryOf for another visit.',
      extra: { state: job.state },
    });
  const [toPlan] = await readJobsToPlan(work, [jobId]);
  if (!toPlan?.point) throw noPlace('jobId');
  return { toPlan: { ...toPlan, windows: [] }, merchantId: job.merchantId!, jobId };
}

function jobOrVisit(): Problem {
  const message = 'Say which job it is for, or describe the visit';
  const remedy = 'Send either jobId or visit.';
  const fields = ['jobId', 'visit'].map((field) => ({ field, code: 'job_or_visit', message, remedy }));
  return new Problem({ status: 422, code: 'job_or_visit', title: message, remedy, fields });
}

function noPlace(field: string): Problem {
  const message = 'Nobody knows where this is';
  const remedy = 'Send a point, or an address that the map knows.';
  return new Problem({
    status: 422,
    code: 'no_place',
    title: message,
    remedy,
    fields: [{ field, code: 'no_place', message, remedy }],
  });
}
