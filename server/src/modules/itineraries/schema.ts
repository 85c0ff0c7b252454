import {
  ACTOR_KINDS,
  COMMAND_KINDS,
  COMMAND_OUTCOMES,
  ITINERARY_STATES,
  OPERATOR_ROLES,
  STOP_KINDS,
  STOP_ROLES,
  STOP_STATES,
} from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

import {
  instant,
  type OrganisationTable,
  organisationRows,
  organisationTable,
  partOf,
  refersTo,
} from '../../platform/schema.ts';
import { branches } from '../accounts/schema.ts';
import { carriers, devices, locations, operators, vehicles } from '../fleet/schema.ts';
import { jobActions, jobs } from '../jobs/schema.ts';
import { plans } from '../plans/schema.ts';

/** A vehicle's ordered stops, with real timestamps that may pass midnight. */
export const itineraries = organisationTable(
  'itineraries',
  {
    code: text().notNull(),
    branchId: refersTo(() => branches).notNull(),
    planId: refersTo(() => plans),
    carrierId: refersTo(() => carriers),
    /** The branch's date of the planned start. */
    serviceDate: date({ mode: 'string' }).notNull(),
    name: text(),
    state: text({ enum: ITINERARY_STATES }).notNull(),
    /** Grows with every change a crew must see. */
    revision: integer().notNull().default(1),
    startLocationId: refersTo(() => locations),
    endLocationId: refersTo(() => locations),
    plannedDepartureAt: instant().notNull(),
    plannedFinishAt: instant().notNull(),
    plannedDistanceMeters: integer().notNull().default(0),
    plannedDrivingSeconds: integer().notNull().default(0),
    plannedCostMinor: bigint({ mode: 'number' }).notNull().default(0),
    /** The leg from the last stop to the end location. */
    endLegDistanceMeters: integer(),
    endLegSeconds: integer(),
    /** Planned seconds of driving are those of the roads times the factor of the hour; null: those of the roads. */
    hourFactors: jsonb().$type<number[]>(),
    /** And times the factor of the square that a drive ends in. */
    areaFactors: jsonb().$type<Record<string, number>>(),
    /** Encoded polyline, precision 6. */
    endLegShape: text(),
    /** Outlives the positions it was summed from. */
    drivenDistanceMeters: integer().notNull().default(0),
    anyStopOrder: boolean(),
    /** Instead of the vehicle's usual ones; none = those. */
    breaks: jsonb().$type<{ earliest: string; latest: string; durationSeconds: number }[]>(),
    interruptedReason: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    dispatchedAt: instant(),
    startedAt: instant(),
    finishedAt: instant(),
    cancelledAt: instant(),
  },
  (t) => [
    uniqueIndex('itineraries_code').on(t.organisationId, t.code),
    index('itineraries_day').on(t.organisationId, t.serviceDate, t.branchId),
    index('itineraries_state').on(t.organisationId, t.state),
    index('itineraries_plan').on(t.organisationId, t.planId),
  ],
);

/** Who is on it, from when to when; an open end is the itinerary's end. */
export const itineraryCrew = organisationTable(
  'itinerary_crew',
  {
    itineraryId: partOf(() => itineraries),
    operatorId: refersTo(() => operators).notNull(),
    role: text({ enum: OPERATOR_ROLES }).notNull(),
    fromAt: instant().notNull(),
    toAt: instant(),
  },
  (t) => [
    index('itinerary_crew_itinerary').on(t.organisationId, t.itineraryId),
    index('itinerary_crew_operator').on(t.organisationId, t.operatorId, t.fromAt),
    check('itinerary_crew_range', sql`${t.toAt} > ${t.fromAt}`),
  ],
);

export const itineraryVehicles = organisationTable(
  'itinerary_vehicles',
  {
    itineraryId: partOf(() => itineraries),
    vehicleId: refersTo(() => vehicles).notNull(),
    fromAt: instant().notNull(),
    toAt: instant(),
  },
  (t) => [
    index('itinerary_vehicles_itinerary').on(t.organisationId, t.itineraryId),
    index('itinerary_vehicles_vehicle').on(t.organisationId, t.vehicleId, t.fromAt),
    check('itinerary_vehicles_range', sql`${t.toAt} > ${t.fromAt}`),
  ],
);

/** From one loading to the next. */
export const trips = organisationTable(
  'trips',
  {
    itineraryId: partOf(() => itineraries),
    number: integer().notNull(),
    loadLocationId: refersTo(() => locations),
    loadWeightGrams: bigint({ mode: 'number' }).notNull().default(0),
    loadVolumeLitres: integer().notNull().default(0),
    loadPieces: integer().notNull().default(0),
  },
  (t) => [uniqueIndex('trips_number').on(t.organisationId, t.itineraryId, t.number)],
);

export const stops = organisationTable(
  'stops',
  {
    itineraryId: partOf(() => itineraries),
    tripId: refersTo(() => trips),
    /** Ascending along the itinerary; gaps are allowed, the order alone counts. */
    position: integer().notNull(),
    kind: text({ enum: STOP_KINDS }).notNull(),
    /** Of a job stop: the lead sets the job's state. */
    role: text({ enum: STOP_ROLES }).notNull().default('lead'),
    state: text({ enum: STOP_STATES }).notNull().default('planned'),
    jobId: refersTo(() => jobs),
    /** Of a pickup: the visit it is made for. */
    forJobId: refersTo(() => jobs),
    /** Of a pickup or drop-off. */
    locationId: refersTo(() => locations),
    /** Of a transfer: who hands over or takes. */
    otherItineraryId: refersTo((): OrganisationTable => itineraries),
    lon: doublePrecision(),
    lat: doublePrecision(),
    plannedArrivalAt: instant().notNull(),
    plannedServiceAt: instant().notNull(),
    plannedDepartureAt: instant().notNull(),
    serviceSeconds: integer().notNull().default(0),
    /** The leg from the stop before, or from the start location. */
    legDistanceMeters: integer().notNull().default(0),
    legSeconds: integer().notNull().default(0),
    /** Encoded polyline, precision 6. */
    legShape: text(),
    /** Held in its place when the rest is planned anew. */
    pinned: boolean().notNull().default(false),
    /** When the crew left for it, arrived and was done. */
    leftAt: instant(),
    arrivedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [
    index('stops_order').on(t.organisationId, t.itineraryId, t.position),
    index('stops_job').on(t.organisationId, t.jobId),
    // A job is led by one open stop at a time; settled and dropped ones stay as history.
    uniqueIndex('stops_one_open_lead')
      .on(t.organisationId, t.jobId)
      .where(sql`${t.kind} = 'job' and ${t.role} = 'lead' and ${t.state} in ('planned', 'on_route', 'arrived')`),
    check('stops_job_present', sql`(${t.kind} = 'job') = (${t.jobId} is not null)`),
    check(
      'stops_planned_order',
      sql`${t.plannedServiceAt} >= ${t.plannedArrivalAt} and ${t.plannedDepartureAt} >= ${t.plannedServiceAt}`,
    ),
  ],
);

/** What a pickup or drop-off stop takes or leaves. */
export const stopActions = organisationRows(
  'stop_actions',
  { stopId: partOf(() => stops), actionId: partOf(() => jobActions), quantity: integer().notNull() },
  ['stopId', 'actionId'],
  (t) => [index('stop_actions_action').on(t.organisationId, t.actionId)],
);

export interface BaselineStop {
  readonly stopId: string;
  readonly jobId: string | null;
  readonly plannedArrivalAt: string;
  readonly promise: { readonly startsAt: string; readonly endsAt: string } | null;
}
export interface BaselineRates {
  readonly fixedCostMinor: number;
  readonly costPerKilometerMinor: number;
  readonly costPerHourMinor: number;
}

/** Frozen at dispatch, never changed: what the day is measured against. */
export const itineraryBaselines = organisationRows(
  'itinerary_baselines',
  {
    itineraryId: partOf(() => itineraries),
    revision: integer().notNull(),
    frozenAt: instant().notNull(),
    plannedDepartureAt: instant().notNull(),
    plannedFinishAt: instant().notNull(),
    distanceMeters: integer().notNull(),
    drivingSeconds: integer().notNull(),
    workingSeconds: integer().notNull(),
    costMinor: bigint({ mode: 'number' }).notNull(),
    rates: jsonb().$type<BaselineRates>().notNull(),
    stops: jsonb().$type<BaselineStop[]>().notNull(),
  },
  ['itineraryId'],
);

/** The revision each device has shown to its crew. */
export const itineraryAcknowledgements = organisationRows(
  'itinerary_acknowledgements',
  {
    itineraryId: partOf(() => itineraries),
    deviceId: partOf(() => devices),
    revision: integer().notNull(),
    acknowledgedAt: instant().notNull(),
  },
  ['itineraryId', 'deviceId'],
);

/** Everything a device recorded, exactly once: its own id and its gapless number see to that. */
export const deviceCommands = organisationTable(
  'device_commands',
  {
    deviceId: refersTo(() => devices).notNull(),
    deviceSeq: bigint({ mode: 'number' }).notNull(),
    operatorId: refersTo(() => operators).notNull(),
    kind: text({ enum: COMMAND_KINDS }).notNull(),
    itineraryId: refersTo(() => itineraries),
    stopId: refersTo(() => stops),
    jobId: refersTo(() => jobs),
    payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    /** Corrected by the measured offset of the device's clock, never after `recorded_at` in business time. */
    happenedAt: instant().notNull(),
    /** What the device's clock said. */
    deviceAt: instant().notNull(),
    deviceMonotonicMs: bigint({ mode: 'number' }),
    /** Real time. */
    recordedAt: instant().notNull(),
    /** The fix it was recorded at: proof that lives as long as the job. */
    lon: doublePrecision(),
    lat: doublePrecision(),
    accuracyMeters: doublePrecision(),
    outcome: text({ enum: COMMAND_OUTCOMES }).notNull(),
    /** Why it was parked or what it conflicts with. */
    outcomeCode: text(),
    /** What the device was told; told again whenever it asks again. */
    answer: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    settledAt: instant(),
    settledById: text(),
  },
  (t) => [
    uniqueIndex('device_commands_seq').on(t.organisationId, t.deviceId, t.deviceSeq),
    index('device_commands_itinerary').on(t.organisationId, t.itineraryId, t.recordedAt),
    index('device_commands_job').on(t.organisationId, t.jobId),
    index('device_commands_unsettled')
      .on(t.organisationId, t.recordedAt)
      .where(sql`${t.outcome} <> 'applied' and ${t.settledAt} is null`),
  ],
);

/** Field and desk disagreed; both stay on record until a dispatcher has settled it. */
export const conflicts = organisationTable(
  'conflicts',
  {
    jobId: refersTo(() => jobs),
    itineraryId: refersTo(() => itineraries),
    commandId: refersTo(() => deviceCommands),
    code: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    raisedAt: instant().notNull(),
    settledAt: instant(),
    settledByKind: text({ enum: ACTOR_KINDS }),
    settledById: text(),
    settlement: text(),
  },
  (t) => [
    index('conflicts_job').on(t.organisationId, t.jobId),
    index('conflicts_open').on(t.organisationId, t.raisedAt).where(sql`${t.settledAt} is null`),
  ],
);

/** Words between desk and crew. */
export const crewMessages = organisationTable(
  'crew_messages',
  {
    itineraryId: refersTo(() => itineraries),
    operatorId: refersTo(() => operators),
    jobId: refersTo(() => jobs),
    fromKind: text({ enum: ACTOR_KINDS }).notNull(),
    fromId: text(),
    words: text().notNull(),
    commandId: uuid(),
    writtenAt: instant().notNull(),
    readAt: instant(),
  },
  (t) => [index('crew_messages_itinerary').on(t.organisationId, t.itineraryId, t.writtenAt)],
);
