import {
  CALENDAR_DAY_KINDS,
  DRIVING_PROFILES,
  DUTY_KINDS,
  LOCATION_KINDS,
  OPERATOR_ROLES,
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

import { instant, localTime, organisationRows, organisationTable, partOf, refersTo } from '../../platform/schema.ts';
import { branches } from '../accounts/schema.ts';

/** A subcontractor whose vehicles and operators run some itineraries. */
export const carriers = organisationTable('carriers', {
  name: text().notNull(),
  email: text(),
  phone: text(),
  createdAt: instant().notNull(),
  closedAt: instant(),
});

export const locations = organisationTable(
  'locations',
  {
    branchId: refersTo(() => branches).notNull(),
    code: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: LOCATION_KINDS }).notNull(),
    street: text(),
    houseNumber: text(),
    postcode: text(),
    city: text(),
    country: text(),
    lon: doublePrecision().notNull(),
    lat: doublePrecision().notNull(),
    timeZone: text().notNull(),
    /** How long loading a vehicle takes here. */
    loadSeconds: integer().notNull().default(900),
    /** So many load at the same time; none or 0 = as many as come. */
    dockSlots: integer(),
    /** Of each loading beyond the docks or the hours; none = it must not happen. */
    dockPriceMinor: integer(),
    createdAt: instant().notNull(),
    closedAt: instant(),
  },
  (t) => [uniqueIndex('locations_code').on(t.organisationId, t.code)],
);

export const locationHours = organisationTable(
  'location_hours',
  {
    locationId: partOf(() => locations),
    /** ISO: Monday is 1. */
    weekday: integer().notNull(),
    opensAt: localTime().notNull(),
    closesAt: localTime().notNull(),
  },
  (t) => [
    check('location_hours_weekday_range', sql`${t.weekday} between 1 and 7`),
    index('location_hours_location').on(t.organisationId, t.locationId, t.weekday),
  ],
);

export const vehicles = organisationTable(
  'vehicles',
  {
    branchId: refersTo(() => branches).notNull(),
    carrierId: refersTo(() => carriers),
    code: text().notNull(),
    name: text().notNull(),
    /** Van, box truck … as the organisation calls it. */
    kind: text().notNull(),
    plate: text(),
    /** The road network's profile. */
    drivingProfile: text({ enum: DRIVING_PROFILES }).notNull().default('van'),
    startLocationId: refersTo(() => locations).notNull(),
    /** None = anywhere: the day ends at the last stop. */
    endLocationId: refersTo(() => locations),
    capacityWeightGrams: bigint({ mode: 'number' }).notNull(),
    capacityVolumeLitres: integer().notNull(),
    capacityPieces: integer(),
    lengthCentimeters: integer(),
    widthCentimeters: integer(),
    heightCentimeters: integer(),
    grossMassGrams: bigint({ mode: 'number' }),
    equipment: text().array().notNull().default([]),
    fixedCostMinor: integer().notNull().default(0),
    costPerKilometerMinor: integer().notNull().default(0),
    costPerHourMinor: integer().notNull().default(0),
    mostJobs: integer(),
    /** Of each job, and each hour of driving, beyond the most; none = never. */
    mostJobsPriceMinor: integer(),
    mostDrivingPriceMinor: integer(),
    mostLoadings: integer().notNull().default(1),
    mostDrivingSeconds: integer(),
    /** After so much driving, a rest of so long. Both or none. */
    drivingBeforeBreakSeconds: integer(),
    drivingBreakSeconds: integer(),
    /** Beyond so much of a shift an hour costs so much more. Both or none. */
    overtimeAfterSeconds: integer(),
    overtimePerHourMinor: integer(),
    /** Its territory: postcodes, or how they begin. Empty = everywhere. */
    areas: text().array().notNull().default([]),
    /** Of each job outside of its areas; none = it never goes there. */
    outsideAreasPriceMinor: integer(),
    /** Index into the twelve hues of the map. */
    hue: integer().notNull().default(0),
    createdAt: instant().notNull(),
    retiredAt: instant(),
  },
  (t) => [
    uniqueIndex('vehicles_code').on(t.organisationId, t.code),
    index('vehicles_branch').on(t.organisationId, t.branchId),
    check(
      'vehicles_driving_break_whole',
      sql`(${t.drivingBeforeBreakSeconds} is null) = (${t.drivingBreakSeconds} is null)`,
    ),
    check('vehicles_overtime_whole', sql`(${t.overtimeAfterSeconds} is null) = (${t.overtimePerHourMinor} is null)`),
  ],
);

/** When a vehicle may be used: on a weekday, or on one date (which then replaces the weekday's). Several a day. */
export const vehicleShifts = organisationTable(
  'vehicle_shifts',
  {
    vehicleId: partOf(() => vehicles),
    weekday: integer(),
    date: date({ mode: 'string' }),
    startsAt: localTime().notNull(),
    endsAt: localTime().notNull(),
  },
  (t) => [
    check('vehicle_shifts_day', sql`(${t.weekday} is null) <> (${t.date} is null)`),
    check('vehicle_shifts_weekday_range', sql`${t.weekday} between 1 and 7`),
    index('vehicle_shifts_vehicle').on(t.organisationId, t.vehicleId),
  ],
);

export const vehicleBreaks = organisationTable(
  'vehicle_breaks',
  {
    vehicleId: partOf(() => vehicles),
    earliestAt: localTime().notNull(),
    latestAt: localTime().notNull(),
    durationSeconds: integer().notNull(),
    paid: boolean().notNull().default(false),
  },
  (t) => [index('vehicle_breaks_vehicle').on(t.organisationId, t.vehicleId)],
);

/** Periods in which a vehicle cannot be used: workshop, breakdown. */
export const vehicleOutages = organisationTable(
  'vehicle_outages',
  {
    vehicleId: partOf(() => vehicles),
    fromAt: instant().notNull(),
    toAt: instant(),
    why: text(),
  },
  (t) => [index('vehicle_outages_vehicle').on(t.organisationId, t.vehicleId, t.fromAt)],
);

/** The vocabulary of skills and equipment; operators, vehicles and jobs name them by code. */
export const skills = organisationRows('skills', { code: text().notNull(), name: text().notNull() }, ['code']);

export const operators = organisationTable(
  'operators',
  {
    branchId: refersTo(() => branches).notNull(),
    carrierId: refersTo(() => carriers),
    code: text().notNull(),
    name: text().notNull(),
    role: text({ enum: OPERATOR_ROLES }).notNull(),
    phone: text(),
    locale: text(),
    skills: text().array().notNull().default([]),
    /** The rule for hours. */
    mostDutySeconds: integer(),
    leastRestSeconds: integer(),
    /** The vehicle this operator usually drives or helps on. */
    usualVehicleId: refersTo(() => vehicles),
    createdAt: instant().notNull(),
    leftAt: instant(),
  },
  (t) => [
    uniqueIndex('operators_code').on(t.organisationId, t.code),
    index('operators_branch').on(t.organisationId, t.branchId),
  ],
);

export const operatorHours = organisationTable(
  'operator_hours',
  {
    operatorId: partOf(() => operators),
    weekday: integer().notNull(),
    startsAt: localTime().notNull(),
    endsAt: localTime().notNull(),
  },
  (t) => [
    check('operator_hours_weekday_range', sql`${t.weekday} between 1 and 7`),
    index('operator_hours_operator').on(t.organisationId, t.operatorId, t.weekday),
  ],
);

export const operatorCalendarDays = organisationRows(
  'operator_calendar_days',
  {
    operatorId: partOf(() => operators),
    date: date({ mode: 'string' }).notNull(),
    kind: text({ enum: CALENDAR_DAY_KINDS }).notNull(),
    startsAt: localTime(),
    endsAt: localTime(),
    note: text(),
  },
  ['operatorId', 'date'],
);

export const devices = organisationTable(
  'devices',
  {
    operatorId: refersTo(() => operators).notNull(),
    name: text(),
    userAgent: text(),
    appVersion: text(),
    /** JWK of the key that renews this device's access tokens. */
    publicKey: jsonb().$type<Record<string, unknown>>(),
    /** The last command taken, applied or parked: the next one is this plus one. */
    deviceSeq: bigint({ mode: 'number' }).notNull().default(0),
    /** Device clock minus server clock, measured at each contact. */
    clockOffsetMs: bigint({ mode: 'number' }),
    clockMeasuredAt: instant(),
    pairedAt: instant().notNull(),
    lastSeenAt: instant(),
    revokedAt: instant(),
  },
  (t) => [index('devices_operator').on(t.organisationId, t.operatorId)],
);

/** A short code or QR that pairs one device with one operator, once. */
export const pairingCodes = organisationTable(
  'pairing_codes',
  {
    operatorId: partOf(() => operators),
    codeHash: text().notNull(),
    createdById: text(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    deviceId: refersTo(() => devices),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex('pairing_codes_hash').on(t.organisationId, t.codeHash),
    index('pairing_codes_operator').on(t.organisationId, t.operatorId),
  ],
);

/** Clock in, breaks, clock out. Positions are taken on duty only. */
export const dutyEvents = organisationTable(
  'duty_events',
  {
    operatorId: refersTo(() => operators).notNull(),
    deviceId: refersTo(() => devices),
    kind: text({ enum: DUTY_KINDS }).notNull(),
    happenedAt: instant().notNull(),
    recordedAt: instant().notNull(),
    commandId: uuid(),
    lon: doublePrecision(),
    lat: doublePrecision(),
  },
  (t) => [index('duty_events_operator').on(t.organisationId, t.operatorId, t.happenedAt)],
);
