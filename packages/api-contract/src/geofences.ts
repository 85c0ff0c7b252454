import { GEOFENCE_KINDS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Id, Instant, LonLat, ShortText } from './primitives.ts';

export const GeofenceArea = z.union([
  z.object({ kind: z.literal('circle'), center: LonLat, radiusMeters: z.int().min(20).max(200_000) }),
  z.object({
    kind: z.literal('polygon'),
    ring: z.array(LonLat).min(3).max(200).meta({ description: 'Closes by itself; it must not cross the antimeridian' }),
  }),
]);

export const Geofence = z.object({
  id: Id,
  name: ShortText,
  kind: z.enum(GEOFENCE_KINDS),
  area: GeofenceArea,
  active: z.boolean().meta({ description: 'Only these are watched' }),
  createdAt: Instant,
});
export type Geofence = z.infer<typeof Geofence>;

const one = z.object({ geofenceId: Id });
const Inside = z.object({ operatorId: Id, itineraryId: Id.nullable(), enteredAt: Instant });
const Input = Geofence.omit({ id: true, createdAt: true });

export const geofenceEndpoints = {
  list: defineEndpoint({
    id: 'geofences.list',
    door: 'public',
    method: 'GET',
    path: '/geofences',
    summary: 'Areas that vehicles are watched entering and leaving',
    description:
      'A device’s fix in or out of an active area is `geofence.entered` or `geofence.left` on the log, with the itinerary it drove; a fix less exact than 100 meters changes nothing. At most 200 areas.',
    access: { permission: 'fleet:read' },
    answer: z.object({ rows: z.array(Geofence) }),
  }),
  get: defineEndpoint({
    id: 'geofences.get',
    door: 'public',
    method: 'GET',
    path: '/geofences/{geofenceId}',
    summary: 'One area',
    access: { permission: 'fleet:read' },
    params: one,
    answer: Geofence,
  }),
  create: defineEndpoint({
    id: 'geofences.create',
    door: 'public',
    method: 'POST',
    path: '/geofences',
    summary: 'Add an area',
    access: { permission: 'fleet:write' },
    body: Input,
    answer: Geofence,
    status: 201,
  }),
  update: defineEndpoint({
    id: 'geofences.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/geofences/{geofenceId}',
    summary: 'Change an area',
    access: { permission: 'fleet:write' },
    params: one,
    body: Input.partial(),
    answer: Geofence,
  }),
  remove: defineEndpoint({
    id: 'geofences.remove',
    door: 'public',
    method: 'DELETE',
    path: '/geofences/{geofenceId}',
    summary: 'Remove an area',
    access: { permission: 'fleet:write' },
    params: one,
  }),
  inside: defineEndpoint({
    id: 'geofences.inside',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/geofences/{geofenceId}/inside',
    summary: 'Who is in it now, since when',
    access: { permission: 'fleet:read' },
    params: one,
    answer: z.object({ rows: z.array(Inside) }),
  }),
  insideAny: defineEndpoint({
    id: 'geofences.insideAny',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/geofences/inside',
    summary: 'Who is in which area now, since when',
    description: 'The longest first, 5,000 at most.',
    access: { permission: 'fleet:read' },
    answer: z.object({ rows: z.array(Inside.extend({ geofenceId: Id })) }),
  }),
};
