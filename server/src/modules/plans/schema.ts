import { PLAN_STATES } from '@roundsman/delivery-rules';
import { bigint, boolean, date, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';

import {
  instant,
  type OrganisationTable,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from '../../platform/schema.ts';
import { branches } from '../accounts/schema.ts';
import { vehicles } from '../fleet/schema.ts';
import { jobs } from '../jobs/schema.ts';

/** How driving depends on the hour of the day and on where, as the crews' records tell it; no row: nothing was learned yet. */
export const drivingPaces = organisationRows(
  'driving_paces',
  {
    hourFactors: jsonb().$type<number[]>().notNull(),
    areaFactors: jsonb().$type<Record<string, number>>().notNull().default({}),
    learnedAt: instant().notNull(),
  },
  [],
);

/** One run of the optimiser: a proposal, compared, then applied or dropped. */
export const plans = organisationTable(
  'plans',
  {
    code: text().notNull(),
    name: text(),
    branchId: refersTo(() => branches).notNull(),
    fromDate: date({ mode: 'string' }).notNull(),
    toDate: date({ mode: 'string' }).notNull(),
    state: text({ enum: PLAN_STATES }).notNull(),
    seed: integer().notNull(),
    /** Objective, limits and what may move, as asked. */
    settings: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Phase, share done, best figures so far; overwritten while running. */
    progress: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** The problem as it was when the run began. */
    input: jsonb().$type<Record<string, unknown>>(),
    result: jsonb().$type<Record<string, unknown>>(),
    /** Findings of the independent checker; an empty list is a clean bill. */
    checkerFindings: jsonb().$type<unknown[]>(),
    jobCount: integer(),
    placedCount: integer(),
    vehicleCount: integer(),
    distanceMeters: bigint({ mode: 'number' }),
    drivingSeconds: bigint({ mode: 'number' }),
    workingSeconds: bigint({ mode: 'number' }),
    costMinor: bigint({ mode: 'number' }),
    windowsBroken: integer(),
    basedOnPlanId: refersTo((): OrganisationTable => plans),
    stopRequestedAt: instant(),
    failure: text(),
    createdById: text(),
    createdAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    appliedAt: instant(),
    appliedById: text(),
    droppedAt: instant(),
  },
  (t) => [
    uniqueIndex('plans_code').on(t.organisationId, t.code),
    index('plans_dates').on(t.organisationId, t.fromDate, t.toDate),
    index('plans_state').on(t.organisationId, t.state),
  ],
);

/** Chosen jobs, and why those left out were. */
export const planJobs = organisationRows(
  'plan_jobs',
  {
    planId: partOf(() => plans),
    jobId: partOf(() => jobs),
    /** None until the plan has run. */
    placed: boolean(),
    vehicleId: refersTo(() => vehicles),
    unplacedReason: text(),
    unplacedDetail: jsonb().$type<Record<string, unknown>>(),
  },
  ['planId', 'jobId'],
  (t) => [index('plan_jobs_job').on(t.organisationId, t.jobId)],
);

export const planVehicles = organisationRows(
  'plan_vehicles',
  { planId: partOf(() => plans), vehicleId: partOf(() => vehicles), date: date({ mode: 'string' }).notNull() },
  ['planId', 'vehicleId', 'date'],
);
