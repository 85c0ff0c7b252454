import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalTime, LonLat, VehicleDimensions, WholeNumber } from '@roundsman/api-contract';
import {
  DRIVING_PROFILES,
  LOCATION_KINDS,
  OPERATOR_ROLES,
  REASON_FAULTS,
  REASON_NEXT_STEPS,
  REASON_USES,
} from '@roundsman/delivery-rules';
import { z } from 'zod';

const folder = join(import.meta.dirname, '..', '..', '..', 'sample');

const Hours = z.object({ from: LocalTime, to: LocalTime });

/** sample/organisation.json as far as the platform takes it over; things refer to each other by `code`. */
const SampleOrganisation = z.object({
  organisation: z.object({
    name: z.string(),
    currency: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    senderName: z.string(),
    replyToEmail: z.string(),
    supportPhone: z.string(),
    accentColour: z.string(),
  }),
  branch: z.object({
    code: z.string(),
    name: z.string(),
    timeZone: z.string(),
    phone: z.string(),
    orderIntakeUntil: LocalTime,
    planLockAt: LocalTime,
    customerChangeUntil: LocalTime,
  }),
  locations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(LOCATION_KINDS),
      address: z.object({ street: z.string(), houseNumber: z.string(), postcode: z.string(), city: z.string() }),
      point: LonLat,
      opening: z.array(Hours),
      dockSlots: WholeNumber,
    }),
  ),
  vehicles: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      plate: z.string(),
      kind: z.string(),
      drivingProfile: z.enum(DRIVING_PROFILES),
      dimensions: VehicleDimensions,
      capacity: z.object({ weightGrams: WholeNumber, volumeLitres: WholeNumber, pieces: WholeNumber }),
      equipment: z.array(z.string()),
      costs: z.object({ fixedMinor: WholeNumber, perKilometreMinor: WholeNumber, perHourMinor: WholeNumber }),
      shifts: z.array(Hours),
      breaks: z.array(z.object({ earliest: LocalTime, latest: LocalTime, durationSeconds: WholeNumber })),
      startLocation: z.string(),
      endLocation: z.string().nullable(),
      mostJobs: WholeNumber.nullable(),
      mostDrivingSeconds: WholeNumber.nullable(),
      crew: z.array(z.object({ operator: z.string(), role: z.enum(OPERATOR_ROLES) })),
    }),
  ),
  operators: z.array(z.object({ code: z.string(), name: z.string(), phone: z.string(), skills: z.array(z.string()) })),
  merchants: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      senderName: z.string(),
      accentColour: z.string(),
      email: z.string(),
      phone: z.string(),
    }),
  ),
  reasons: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      appliesTo: z.enum(REASON_USES),
      fault: z.enum(REASON_FAULTS),
      needsWaitMinutes: WholeNumber.nullable(),
      needsCallTries: WholeNumber.nullable(),
      needsPhoto: z.boolean(),
      billable: z.boolean(),
      nextStep: z.enum(REASON_NEXT_STEPS),
      wordsForCustomer: z.record(z.string(), z.string()),
    }),
  ),
});
export type SampleOrganisation = z.infer<typeof SampleOrganisation>;

export async function readSampleOrganisation(): Promise<SampleOrganisation> {
  return SampleOrganisation.parse(JSON.parse(await readFile(join(folder, 'organisation.json'), 'utf8')));
}

export const MORNING_FILE = 'morning.csv';
export const readMorning = (): Promise<Buffer> => readFile(join(folder, MORNING_FILE));
