import {
  DRIVING_PROFILES,
  LOCATION_KINDS,
  localWindowFault,
  OPERATOR_ROLES,
  overlappingWindow,
} from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Code, Id, Instant, LocalTime, LonLat, page, ShortText, WholeListQuery, WholeNumber } from './primitives.ts';

export const OpeningWindow = z
  .object({ from: LocalTime, to: LocalTime })
  .refine((window) => localWindowFault(window) === null, {
    error: 'It is no span of one day and the next',
    path: ['to'],
  });

const OVERLAPS = 'It begins before another shift is over: a vehicle drives one at a time';

/** Shifts of one vehicle, daily, by weekday or by date. */
export function withoutOverlap(
  shifts: readonly { readonly weekday?: number; readonly date?: string; readonly from: string; readonly to: string }[],
  context: z.RefinementCtx,
): void {
  const at = overlappingWindow(shifts);
  if (at !== null) context.addIssue({ code: 'custom', path: [at, 'from'], message: OVERLAPS });
}

export const Location = z.object({
  id: Id,
  branchId: Id,
  code: Code,
  name: ShortText,
  kind: z.enum(LOCATION_KINDS),
  addressLine: z.string(),
  point: LonLat,
  opening: z.array(OpeningWindow),
  dockSlots: WholeNumber.meta({
    description: 'Vehicles that load at the same time, within the opening hours. 0 = as many as come',
  }),
  loadSeconds: z.int().min(0).max(28_800).meta({ description: 'How long a vehicle loads here before it leaves' }),
  dockPriceMinor: WholeNumber.nullable().meta({
    description:
      'What each loading beyond the docks or the hours costs a plan, in minor units; null = it must not happen',
  }),
});
export type Location = z.infer<typeof Location>;

/** As many pieces as this are a vehicle without a limit of pieces: more than fit in any. */
export const NO_PIECE_LIMIT = 1_000_000;

export const VehicleBreak = z.object({
  earliest: LocalTime,
  latest: LocalTime,
  durationSeconds: WholeNumber,
});

export const VehicleDimensions = z.object({
  lengthCentimeters: WholeNumber.nullable(),
  widthCentimeters: WholeNumber.nullable(),
  heightCentimeters: WholeNumber.nullable(),
  grossMassGrams: WholeNumber.nullable(),
});

/** The same shifts every day; days that differ are set in its calendar. */
const DailyShifts = z.array(OpeningWindow).min(1).max(4).superRefine(withoutOverlap);

export const Vehicle = z.object({
  id: Id,
  branchId: Id,
  code: Code,
  name: ShortText,
  kind: z.string().max(40).meta({ description: 'Van, box truck … as the organisation calls it' }),
  plate: z.string().max(20).nullable(),
  drivingProfile: z.enum(DRIVING_PROFILES).meta({
    description:
      'Which roads and speeds it is planned with; a truck obeys limits of height, weight and heavy goods vehicles',
  }),
  dimensions: VehicleDimensions,
  hue: z
    .int()
    .min(0)
    .max(11)
    .meta({ description: 'Its colour on every map and timeline; a new vehicle has the next one unless it names one' }),
  capacity: z.object({ weightGrams: WholeNumber, volumeLitres: WholeNumber, pieces: WholeNumber }),
  equipment: z.array(z.string().max(40)),
  shifts: z
    .array(OpeningWindow)
    .max(28)
    .meta({ description: 'What its week comes to, each once; none when it has none' }),
  breaks: z.array(VehicleBreak).max(4),
  startLocationId: Id,
  endLocationId: Id.nullable(),
  mostJobs: WholeNumber.nullable(),
  mostJobsPriceMinor: WholeNumber.nullable().meta({
    description: 'What each job beyond `mostJobs` costs a plan, in minor units; null = there is never one more',
  }),
  mostLoadings: z
    .int()
    .min(1)
    .max(6)
    .meta({ description: 'A shift: beyond the first it comes back to where it starts to load again' }),
  mostDrivingSeconds: WholeNumber.nullable(),
  mostDrivingPriceMinor: WholeNumber.nullable().meta({
    description:
      'What each hour of driving beyond `mostDrivingSeconds` costs a plan, in minor units; null = there is never more',
  }),
  drivingBreak: z
    .object({ afterSeconds: z.int().min(600).max(86_400), durationSeconds: z.int().min(60).max(28_800) })
    .nullable()
    .meta({
      description:
        'No more than so much driving without a rest of so long, at a stop; breaks that last as long count. null = none is owed',
    }),
  overtime: z
    .object({ afterSeconds: z.int().min(0).max(86_400), perHourMinor: WholeNumber })
    .nullable()
    .meta({
      description:
        'What of a shift lies beyond so many seconds from its beginning costs so much an hour on top of `costs`, in minor units. null = no more than before',
    }),
  areas: z
    .array(z.string().min(1).max(12))
    .max(200)
    .meta({ description: 'Its territory: postcodes, or how they begin (`94`). Empty = everywhere' }),
  outsideAreasPriceMinor: WholeNumber.nullable().meta({
    description: 'What each job outside of its areas costs, in minor units; null = it never goes there',
  }),
  costs: z.object({ fixedMinor: WholeNumber, perKilometreMinor: WholeNumber, perHourMinor: WholeNumber }),
  crew: z.array(z.object({ operatorId: Id, role: z.enum(OPERATOR_ROLES) })).meta({ description: 'Its usual crew' }),
  active: z.boolean(),
});
export type Vehicle = z.infer<typeof Vehicle>;

export const Operator = z.object({
  id: Id,
  branchId: Id,
  code: Code,
  name: ShortText,
  phone: z.string().nullable(),
  skills: z.array(z.string().max(40)),
  active: z.boolean(),
  devices: z.array(z.object({ id: Id, name: z.string(), pairedAt: Instant, lastSeenAt: Instant.nullable() })),
});
export type Operator = z.infer<typeof Operator>;

export const fleetEndpoints = {
  listLocations: defineEndpoint({
    id: 'locations.list',
    door: 'public',
    method: 'GET',
    path: '/locations',
    summary: 'Depots, stores, hubs',
    access: { permission: 'fleet:read' },
    query: z.object(WholeListQuery),
    answer: page(Location),
  }),
  getLocation: defineEndpoint({
    id: 'locations.get',
    door: 'public',
    method: 'GET',
    path: '/locations/{locationId}',
    summary: 'One location',
    access: { permission: 'fleet:read' },
    params: z.object({ locationId: Id }),
    answer: Location,
  }),
  createLocation: defineEndpoint({
    id: 'locations.create',
    door: 'public',
    method: 'POST',
    path: '/locations',
    summary: 'Add a location',
    access: { permission: 'fleet:write' },
    body: Location.omit({ id: true, code: true }).partial({ loadSeconds: true, dockPriceMinor: true }),
    answer: Location,
    status: 201,
  }),
  updateLocation: defineEndpoint({
    id: 'locations.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/locations/{locationId}',
    summary: 'Change a location',
    access: { permission: 'fleet:write' },
    params: z.object({ locationId: Id }),
    body: Location.omit({ id: true, code: true, branchId: true }).partial(),
    answer: Location,
  }),
  listVehicles: defineEndpoint({
    id: 'vehicles.list',
    door: 'public',
    method: 'GET',
    path: '/vehicles',
    summary: 'Vehicles with capacities, shifts, costs and usual crew',
    access: { permission: 'fleet:read' },
    query: z.object(WholeListQuery),
    answer: page(Vehicle),
  }),
  getVehicle: defineEndpoint({
    id: 'vehicles.get',
    door: 'public',
    method: 'GET',
    path: '/vehicles/{vehicleId}',
    summary: 'One vehicle',
    access: { permission: 'fleet:read' },
    params: z.object({ vehicleId: Id }),
    answer: Vehicle,
  }),
  createVehicle: defineEndpoint({
    id: 'vehicles.create',
    door: 'public',
    method: 'POST',
    path: '/vehicles',
    summary: 'Add a vehicle',
    access: { permission: 'fleet:write' },
    body: Vehicle.omit({ id: true, code: true }).extend({ shifts: DailyShifts }).partial({
      hue: true,
      plate: true,
      drivingProfile: true,
      dimensions: true,
      mostJobsPriceMinor: true,
      mostLoadings: true,
      mostDrivingPriceMinor: true,
      drivingBreak: true,
      overtime: true,
      areas: true,
      outsideAreasPriceMinor: true,
    }),
    answer: Vehicle,
    status: 201,
  }),
  updateVehicle: defineEndpoint({
    id: 'vehicles.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/vehicles/{vehicleId}',
    summary: 'Change a vehicle',
    access: { permission: 'fleet:write' },
    params: z.object({ vehicleId: Id }),
    body: Vehicle.omit({ id: true, code: true, branchId: true }).extend({ shifts: DailyShifts }).partial(),
    answer: Vehicle,
  }),
  listOperators: defineEndpoint({
    id: 'operators.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/operators',
    summary: 'Field workers, their skills and devices',
    access: { permission: 'fleet:read' },
    query: z.object(WholeListQuery),
    answer: page(Operator),
  }),
  getOperator: defineEndpoint({
    id: 'operators.get',
    door: 'public',
    method: 'GET',
    path: '/operators/{operatorId}',
    summary: 'One operator',
    access: { permission: 'fleet:read' },
    params: z.object({ operatorId: Id }),
    answer: Operator,
  }),
  createOperator: defineEndpoint({
    id: 'operators.create',
    door: 'public',
    method: 'POST',
    path: '/operators',
    summary: 'Add an operator',
    access: { permission: 'fleet:write' },
    body: Operator.omit({ id: true, code: true, devices: true }),
    answer: Operator,
    status: 201,
  }),
  updateOperator: defineEndpoint({
    id: 'operators.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/operators/{operatorId}',
    summary: 'Change an operator',
    access: { permission: 'fleet:write' },
    params: z.object({ operatorId: Id }),
    body: Operator.omit({ id: true, code: true, branchId: true, devices: true }).partial(),
    answer: Operator,
  }),
  createPairingCode: defineEndpoint({
    id: 'operators.createPairingCode',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/operators/{operatorId}/pairing-code',
    summary: 'A short code (and link for a QR) that pairs one device',
    access: { permission: 'pairing:write' },
    params: z.object({ operatorId: Id }),
    answer: z.object({
      code: z.string(),
      url: z.string().meta({ description: 'Opens the Operator App with the code filled in' }),
      expiresAt: Instant,
    }),
    status: 201,
  }),
  revokeDevice: defineEndpoint({
    id: 'devices.revoke',
    door: 'public',
    method: 'DELETE',
    path: '/devices/{deviceId}',
    summary: 'Unpair a device: its tokens end at once',
    access: { permission: 'pairing:write' },
    params: z.object({ deviceId: Id }),
  }),
};
