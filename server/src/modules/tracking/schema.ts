import { GEOFENCE_KINDS, type GeofenceArea, TRACKER_ACTION_KINDS } from '@roundsman/delivery-rules';
import { sql } from 'drizzle-orm';
import { boolean, check, doublePrecision, index, integer, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

import { instant, organisationRows, organisationTable, partOf, refersTo } from '../../platform/schema.ts';
import { devices } from '../fleet/schema.ts';
import { itineraries, stops } from '../itineraries/schema.ts';
import { jobContacts, jobs } from '../jobs/schema.ts';

/** GPS fixes, partitioned by month of `device_at`, kept a set number of days. No foreign keys: it must stay cheap. */
export const positions = organisationRows(
  'positions',
  {
    deviceId: uuid().notNull(),
    /** Business time, corrected by the measured offset of the device's clock. */
    deviceAt: instant().notNull(),
    recordedAt: instant().notNull(),
    operatorId: uuid().notNull(),
    itineraryId: uuid(),
    lon: doublePrecision().notNull(),
    lat: doublePrecision().notNull(),
    accuracyMeters: doublePrecision(),
    speedMetersPerSecond: doublePrecision(),
    headingDegrees: doublePrecision(),
  },
  ['deviceId', 'deviceAt'],
  (t) => [index('positions_itinerary').on(t.organisationId, t.itineraryId, t.deviceAt)],
);

/** The newest fix of each device: what maps draw. */
export const latestPositions = organisationRows(
  'latest_positions',
  {
    deviceId: partOf(() => devices),
    operatorId: uuid().notNull(),
    itineraryId: uuid(),
    deviceAt: instant().notNull(),
    recordedAt: instant().notNull(),
    lon: doublePrecision().notNull(),
    lat: doublePrecision().notNull(),
    accuracyMeters: doublePrecision(),
    speedMetersPerSecond: doublePrecision(),
    headingDegrees: doublePrecision(),
  },
  ['deviceId'],
  (t) => [index('latest_positions_itinerary').on(t.organisationId, t.itineraryId)],
);

/** Areas that devices are watched entering and leaving. */
export const geofences = organisationTable('geofences', {
  name: text().notNull(),
  kind: text({ enum: GEOFENCE_KINDS }).notNull(),
  area: jsonb().$type<GeofenceArea>().notNull(),
  active: boolean().notNull(),
  createdAt: instant().notNull(),
});

/** Who is in an area now. */
export const geofencePresence = organisationRows(
  'geofence_presence',
  {
    geofenceId: partOf(() => geofences),
    deviceId: partOf(() => devices),
    operatorId: uuid().notNull(),
    itineraryId: uuid(),
    /** Business time. */
    enteredAt: instant().notNull(),
  },
  ['geofenceId', 'deviceId'],
  (t) => [index('geofence_presence_device').on(t.organisationId, t.deviceId)],
);

/** The current estimate of each stop still to come, as an interval. */
export const etas = organisationRows(
  'etas',
  {
    stopId: partOf(() => stops),
    itineraryId: partOf(() => itineraries),
    jobId: refersTo(() => jobs),
    arrivalAt: instant().notNull(),
    p10At: instant().notNull(),
    p90At: instant().notNull(),
    /** Business time. */
    computedAt: instant().notNull(),
  },
  ['stopId'],
  (t) => [
    index('etas_itinerary').on(t.organisationId, t.itineraryId),
    index('etas_job').on(t.organisationId, t.jobId),
    check('etas_interval', sql`${t.p10At} <= ${t.arrivalAt} and ${t.arrivalAt} <= ${t.p90At}`),
  ],
);

/** What was estimated at fixed lead times, to be held against the arrival: ETA error by lead time. */
export const etaSamples = organisationRows(
  'eta_samples',
  {
    stopId: partOf(() => stops),
    leadMinutes: integer().notNull(),
    computedAt: instant().notNull(),
    arrivalAt: instant().notNull(),
    p10At: instant().notNull(),
    p90At: instant().notNull(),
  },
  ['stopId', 'leadMinutes'],
);

/** Unguessable links to one job. */
export const trackerLinks = organisationTable(
  'tracker_links',
  {
    jobId: partOf(() => jobs),
    contactId: refersTo(() => jobContacts),
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    lastOpenedAt: instant(),
  },
  (t) => [
    uniqueIndex('tracker_links_hash').on(t.organisationId, t.tokenHash),
    index('tracker_links_job').on(t.organisationId, t.jobId),
  ],
);

/** What a customer did on the tracker, kept as evidence. Opening a link is none: previews open links. */
export const trackerActions = organisationTable(
  'tracker_actions',
  {
    jobId: partOf(() => jobs),
    linkId: refersTo(() => trackerLinks),
    kind: text({ enum: TRACKER_ACTION_KINDS }).notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    happenedAt: instant().notNull(),
  },
  (t) => [index('tracker_actions_job').on(t.organisationId, t.jobId, t.happenedAt)],
);

export const ratings = organisationRows(
  'ratings',
  {
    jobId: partOf(() => jobs),
    stars: integer().notNull(),
    words: text(),
    ratedAt: instant().notNull(),
  },
  ['jobId'],
  (t) => [check('ratings_stars_range', sql`${t.stars} between 1 and 5`)],
);
