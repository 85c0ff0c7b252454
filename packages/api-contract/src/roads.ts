import { DRIVING_PROFILES } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { LonLat } from './primitives.ts';

const Position = z.array(z.number()).length(2).meta({ description: 'Longitude, latitude' });

/** A GeoJSON FeatureCollection (RFC 7946). */
export const ReachAreas = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) }),
      properties: z.object({ minutes: z.int() }),
    }),
  ),
  attribution: z.string().meta({ description: 'Whose map data this is; show it beside the areas' }),
});
export type ReachAreas = z.infer<typeof ReachAreas>;

export const roadEndpoints = {
  reach: defineEndpoint({
    id: 'roads.reach',
    door: 'public',
    method: 'GET',
    path: '/roads/reach',
    summary: 'The area that a vehicle reaches from a place within so many minutes',
    description:
      'GeoJSON, one feature for each of up to four `minutes`, in the order asked. The area is the ground up to 150 m beside the roads that are reached in time, by the travel times that plans are made with. No road near: a feature without polygons.',
    access: { permission: 'fleet:read' },
    query: z.object({
      ...LonLat.shape,
      minutes: z.array(z.int().min(1).max(120)).min(1).max(4),
      profile: z.enum(DRIVING_PROFILES).optional().meta({ description: 'van, unless it says otherwise' }),
    }),
    answer: ReachAreas,
  }),
};
