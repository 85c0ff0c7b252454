import { SANDBOX_STATES, SIMULATED_ENDINGS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Clock, MadeApiKey, NewApiKey, Session } from './organisation.ts';
import { Id, Instant, ShortText, WholeNumber } from './primitives.ts';

export const Sandbox = z.object({
  state: z
    .enum(SANDBOX_STATES)
    .meta({ description: '`none`: there is none yet; `making` and `emptying` last seconds' }),
  organisation: z
    .object({ id: Id, shortId: z.string(), name: ShortText })
    .nullable()
    .meta({ description: 'The twin; its ids of set-up are those of the organisation it was copied from' }),
  of: z.object({ id: Id, name: ShortText }).nullable().meta({ description: 'Whose twin it is' }),
  askedAt: Instant.nullable(),
  readyAt: Instant.nullable().meta({ description: 'When the set-up was last copied' }),
  failure: z.string().nullable().meta({ description: 'Why the last try broke off; it is tried again by itself' }),
  clock: Clock.nullable().meta({ description: 'What time it is in the twin' }),
});
export type Sandbox = z.infer<typeof Sandbox>;

export const SimulatedCrews = z.object({
  running: z.boolean(),
  startedAt: Instant.nullable().meta({ description: 'Business time' }),
  endings: z.enum(SIMULATED_ENDINGS),
  seed: z.int(),
  driving: WholeNumber.meta({ description: 'Itineraries that a simulated crew is driving or waits to begin' }),
  withPhone: WholeNumber.meta({
    description: 'Itineraries under way that are left to the phone paired with their crew',
  }),
});
export type SimulatedCrews = z.infer<typeof SimulatedCrews>;

export const sandboxEndpoints = {
  get: defineEndpoint({
    id: 'sandbox.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/sandbox',
    summary: 'The sandbox twin of the organisation',
    description: 'Asked from inside the sandbox it is the same answer.',
    access: { permission: 'sandbox:read' },
    answer: Sandbox,
  }),
  make: defineEndpoint({
    id: 'sandbox.make',
    door: 'public',
    method: 'POST',
    path: '/sandbox',
    summary: 'Make the sandbox twin',
    description:
      'An organisation of its own that copies branches, locations, vehicles, operators’ names, skills, merchants, reasons, rules, templates, areas and settings, and no customer, job, phone number or paired device. It can write to nobody. Asked again it answers the one that is there. 409 `is_a_sandbox` from inside one.',
    access: { permission: 'sandbox:write' },
    answer: Sandbox,
    status: 202,
  }),
  reset: defineEndpoint({
    id: 'sandbox.reset',
    door: 'public',
    method: 'POST',
    path: '/sandbox/reset',
    summary: 'Empty the sandbox and copy the set-up afresh',
    description:
      'Jobs, customers, plans, itineraries, messages and the event log go, the clock returns to real time; API keys, members, webhooks and the audit trail stay. 409 `no_sandbox` where there is none, `not_a_twin` in a sandbox that is nobody’s twin.',
    access: { permission: 'sandbox:write' },
    answer: Sandbox,
    status: 202,
  }),
  enter: defineEndpoint({
    id: 'sandbox.enter',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/sandbox/session',
    summary: 'A ten-minute token of the sandbox for whoever is signed in',
    description:
      'With the same role as outside. It is not renewed: ask for another with the token of the organisation. 403 `members_only` for keys, 409 `no_sandbox` until there is one.',
    access: { permission: 'sandbox:read' },
    answer: Session,
  }),
  createApiKey: defineEndpoint({
    id: 'sandbox.createApiKey',
    answersSecret: true,
    door: 'public',
    method: 'POST',
    path: '/sandbox/api-keys',
    summary: 'An API key of the sandbox',
    description: 'Its secret is answered this once. It can do no more than its maker, and nothing outside the sandbox.',
    access: { permission: 'sandbox:write' },
    body: NewApiKey,
    answer: MadeApiKey,
    status: 201,
  }),
  crews: defineEndpoint({
    id: 'sandbox.crews',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/sandbox/crews',
    summary: 'Whether simulated crews are out',
    access: { permission: 'sandbox:read' },
    answer: SimulatedCrews,
  }),
  startCrews: defineEndpoint({
    id: 'sandbox.startCrews',
    door: 'public',
    method: 'PUT',
    path: '/sandbox/crews',
    summary: 'Let simulated crews drive what is dispatched',
    description:
      'At the speed of the test clock, along the roads: each leaves when its itinerary says, sends positions, arrives, serves and finishes. What is dispatched later is driven too. Itineraries whose crew has a paired phone are left to it. 409 `not_a_sandbox` in a live organisation.',
    access: { permission: 'clock:write' },
    body: z.object({
      endings: z
        .enum(SIMULATED_ENDINGS)
        .optional()
        .meta({ description: '`all_well`: every visit is completed; `as_in_life` (unless said): some are not' }),
      seed: z.int().min(0).max(2_147_483_647).optional().meta({ description: 'The same seed plays the same day' }),
    }),
    answer: SimulatedCrews,
  }),
  stopCrews: defineEndpoint({
    id: 'sandbox.stopCrews',
    door: 'public',
    method: 'DELETE',
    path: '/sandbox/crews',
    summary: 'Call simulated crews off',
    description: 'They stay where they are. Stopped twice it stays so.',
    access: { permission: 'clock:write' },
  }),
};
