import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { LonLat, WholeNumber } from './primitives.ts';

export const AddressGiven = z.object({
  street: z.string().max(200),
  houseNumber: z.string().max(20),
  postcode: z.string().max(20),
  city: z.string().max(120),
  country: z.string().max(60),
});

export const Address = z.object({
  given: AddressGiven,
  line: z.string().meta({ description: 'On one line, as people write it' }),
  point: LonLat.nullable().meta({ description: 'Where it is taken to be: corrected, else geocoded' }),
  confidence: z.enum(['high', 'medium', 'low', 'none', 'pinned']),
  reason: z.string().nullable().meta({ description: 'Why this confidence, in words' }),
  access: z.object({
    floor: z.string().max(20).nullable(),
    lift: z.boolean().nullable(),
    parking: z.string().max(200).nullable(),
    note: z.string().max(500).nullable(),
  }),
});

export const addressEndpoints = {
  suggest: defineEndpoint({
    id: 'addresses.suggest',
    door: 'public',
    method: 'GET',
    path: '/addresses',
    summary: 'Addresses that match what is typed',
    access: { permission: 'jobs:read' },
    query: z.object({ text: z.string().min(2).max(200) }),
    answer: z.object({
      rows: z.array(
        z.object({
          line: z.string(),
          address: AddressGiven,
          point: LonLat,
          confidence: z.enum(['high', 'medium', 'low']),
        }),
      ),
    }),
  }),
  reverse: defineEndpoint({
    id: 'addresses.reverse',
    door: 'public',
    method: 'GET',
    path: '/addresses/at',
    summary: 'The address nearest to a point',
    access: { permission: 'jobs:read' },
    query: LonLat,
    answer: z.object({
      address: AddressGiven.nullable(),
      line: z.string().nullable(),
      distanceMeters: WholeNumber.nullable(),
    }),
  }),
};
