export const LOCATION_KINDS = ['depot', 'store', 'distribution_centre', 'hub'] as const;
export type LocationKind = (typeof LOCATION_KINDS)[number];

/** Which roads and speeds a vehicle is planned with: the road network's profiles. */
export const DRIVING_PROFILES = ['car', 'van', 'truck'] as const;

export const OPERATOR_ROLES = ['driver', 'helper', 'installer'] as const;
export type OperatorRole = (typeof OPERATOR_ROLES)[number];

export const DUTY_KINDS = ['clock_in', 'break_start', 'break_end', 'clock_out'] as const;
export type DutyKind = (typeof DUTY_KINDS)[number];

/** A branch's or operator's calendar departs from the ordinary week on these days. */
export const CALENDAR_DAY_KINDS = ['closed', 'reduced', 'extra'] as const;
export type CalendarDayKind = (typeof CALENDAR_DAY_KINDS)[number];

/** loading: back where the itinerary starts, between two trips. pickup: goods fetched elsewhere on the way. */
export const STOP_KINDS = ['job', 'pickup', 'loading', 'drop_off', 'transfer', 'break'] as const;
export type StopKind = (typeof STOP_KINDS)[number];
/** Two crews may meet at one job: the lead sets its state. */
export const STOP_ROLES = ['lead', 'assist'] as const;
export type StopRole = (typeof STOP_ROLES)[number];
