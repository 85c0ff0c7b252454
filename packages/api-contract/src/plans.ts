import { PLAN_GOALS, PLAN_MODES, PLAN_STATES, STOP_KINDS } from '@roundsman/delivery-rules';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Code, GeoJsonLine, Id, Instant, LonLat, Money, ServiceDate, WholeNumber } from './primitives.ts';

/** One stop as the optimiser, or a hand, has placed it. The same shape serves plans and itineraries, so one map and one timeline draw both. */
export const PlannedStop = z.object({
  id: Id,
  kind: z.enum(STOP_KINDS),
  jobId: Id.nullable().meta({ description: 'For `job`, and for a `pickup` made for one job' }),
  locationId: Id.nullable().meta({ description: 'For `pickup` and `loading`: where' }),
  label: z.string(),
  point: LonLat.nullable(),
  arrival: Instant,
  serviceStart: Instant,
  departure: Instant,
  driveSeconds: WholeNumber.meta({ description: 'From the stop before' }),
  driveMeters: WholeNumber,
  waitSeconds: WholeNumber,
  load: z
    .object({ weightGrams: WholeNumber, volumeLitres: WholeNumber, pieces: WholeNumber })
    .meta({ description: 'On board after the stop' }),
  window: z.object({ from: Instant, to: Instant }).nullable().meta({ description: 'The one it was placed in' }),
  lateSeconds: WholeNumber.meta({ description: 'Beyond every window; 0 when kept' }),
});
export type PlannedStop = z.infer<typeof PlannedStop>;

export const RouteFigures = z.object({
  stops: WholeNumber,
  driveSeconds: WholeNumber,
  driveMeters: WholeNumber,
  serviceSeconds: WholeNumber,
  waitSeconds: WholeNumber,
  cost: Money,
  lateStops: WholeNumber,
  lateSeconds: WholeNumber,
  overloads: z.array(z.string()),
});

export const HourFactors = z.array(z.number().positive()).length(24).meta({
  description:
    'Driving counts by the hour of the day, the first from midnight: times the factor what the roads alone say. Left out: it does not',
});

export const AreaFactors = z.record(z.string(), z.number().positive()).meta({
  description:
    'And by where a drive ends: times the factor of its square (`lon × 14` / `lat × 20`, each rounded down). Left out, or a square that is not in it: it does not',
});

export const PlannedRoute = z.object({
  vehicleId: Id,
  departure: Instant,
  end: Instant,
  loadingFrom: Instant.optional().meta({ description: 'When the first loading begins, before `departure`' }),
  start: LonLat,
  finish: LonLat.nullable(),
  returnDriveSeconds: WholeNumber,
  returnDriveMeters: WholeNumber,
  stops: z.array(PlannedStop),
  figures: RouteFigures,
  hourFactors: HourFactors.optional(),
  areaFactors: AreaFactors.optional(),
});
export type PlannedRoute = z.infer<typeof PlannedRoute>;

export const Unplaced = z.object({
  jobId: Id,
  jobCode: Code,
  reason: z
    .string()
    .meta({ description: 'Code: `skill_missing`, `too_big`, `window_outside_shifts`, `unreachable`, `no_room` …' }),
  detail: z.string().meta({ description: 'In words, with the names that matter' }),
});

export const PlanFigures = RouteFigures.extend({
  jobs: WholeNumber,
  placed: WholeNumber,
  unplaced: WholeNumber,
  vehicles: WholeNumber,
});

const PlanGoalField = z.enum(PLAN_GOALS).meta({
  description:
    'What it tries for once as many jobs as can be are placed: `cheapest`; `fewest_vehicles`, then cost; `fair`: crews share the hours evenly, at a price; `punctual`: half an hour in hand before each window closes (half of a shorter one), then cost',
});

/** Something that the independent checker does not agree with: a rule that the plan breaks, or a number that is not right. */
export const PlanFinding = z.object({
  rule: z.string().meta({ description: 'Which rule or number: `time_window`, `capacity`, `cost` …' }),
  words: z.string(),
  vehicleId: Id.nullable(),
  jobId: Id.nullable(),
});
export type PlanFinding = z.infer<typeof PlanFinding>;

/** A wish that the plan does not keep, because what it would cost is more than its price. */
export const PlanConcession = z.object({
  kind: z.string().meta({ description: 'Which wish: `area`, `together`, `apart`, `dock`' }),
  words: z.string(),
  price: Money,
  vehicleId: Id,
  jobId: Id,
});
export type PlanConcession = z.infer<typeof PlanConcession>;

export const Plan = z.object({
  id: Id,
  code: Code,
  branchId: Id,
  serviceDate: ServiceDate,
  mode: z.enum(PLAN_MODES),
  goal: PlanGoalField,
  state: z.enum(PLAN_STATES),
  progress: z.object({
    phase: z.enum(['waiting', 'travel_times', 'waiting_for_roads', 'searching', 'shapes', 'finished']),
    share: z.number().min(0).max(1),
    elapsedSeconds: z.number(),
    iterations: WholeNumber,
    best: z.object({ cost: Money, unplaced: WholeNumber }).nullable(),
  }),
  options: z.object({ limitSeconds: WholeNumber, seed: z.int(), jobCount: WholeNumber, vehicleCount: WholeNumber }),
  figures: PlanFigures.nullable(),
  findingCount: WholeNumber.meta({
    description:
      'What the independent checker found wrong with it as it was worked out; 0 = nothing. Else apply asks for `despiteFindings`',
  }),
  roads: z.string().meta({ description: 'Where travel times came from' }),
  stale: z.boolean().meta({ description: 'A job or vehicle changed since: apply will name what' }),
  createdAt: Instant,
  createdBy: z.string().nullable(),
  failure: z.string().nullable(),
});
export type Plan = z.infer<typeof Plan>;

export const PlanChanges = z.object({
  kept: WholeNumber.meta({ description: 'Same vehicle, and within a quarter of an hour of the time they had' }),
  otherVehicle: WholeNumber,
  otherTime: WholeNumber,
  added: WholeNumber,
  takenOff: WholeNumber,
  promisesBroken: WholeNumber.meta({ description: 'Visits that leave what the customer was promised' }),
  rows: z.array(
    z.object({
      jobId: Id,
      jobCode: Code,
      name: z.string(),
      kind: z.enum(['other_vehicle', 'other_time', 'added', 'taken_off']),
      fromVehicleId: Id.nullable(),
      toVehicleId: Id.nullable(),
      arrivalBefore: Instant.nullable(),
      arrivalAfter: Instant.nullable(),
      breaksPromise: z.boolean(),
    }),
  ),
});
export type PlanChanges = z.infer<typeof PlanChanges>;

export const PlanDetail = Plan.extend({
  routes: z.array(PlannedRoute),
  unplaced: z.array(Unplaced),
  findings: z.array(PlanFinding).meta({ description: 'The first 50 of them' }),
  concessions: z.array(PlanConcession).meta({
    description:
      'Wishes at a price that it does not keep, as it was worked out, the dearest first. What re-planning tells otherwise is in `changes`',
  }),
  changes: PlanChanges.nullable().meta({
    description:
      'What applying it changes of the itineraries as they stood when it was made; null for plans that did not look at them',
  }),
});
export type PlanDetail = z.infer<typeof PlanDetail>;

/** A stop moved by hand: to a vehicle, behind the stop at `afterStopId` (null: first). `vehicleId: null` takes the job off. */
export const Move = z.object({ jobId: Id, vehicleId: Id.nullable(), afterStopId: Id.nullable() });

/** What a move would do, for the words beside the pointer. */
export const Consequences = z.object({
  feasible: z.boolean(),
  driveSeconds: z.int().meta({ description: 'Change; negative is less' }),
  driveMeters: z.int(),
  cost: Money,
  broken: z.array(
    z.object({
      kind: z.enum(['window', 'capacity', 'skill', 'crew', 'shift', 'order', 'vehicle', 'break', 'limit']),
      jobId: Id.nullable(),
      words: z.string(),
      bySeconds: z.int().nullable(),
    }),
  ),
  repaired: z.array(z.string()),
  routes: z.array(PlannedRoute).meta({ description: 'The routes it touches, as they would become' }),
});
export type Consequences = z.infer<typeof Consequences>;

export const RouteShape = z.object({
  vehicleId: Id,
  legs: z.array(z.object({ toStopId: Id.nullable().meta({ description: 'null: the way back' }), line: GeoJsonLine })),
});

export type RouteShape = z.infer<typeof RouteShape>;

const one = z.object({ planId: Id });

export const planEndpoints = {
  start: defineEndpoint({
    id: 'plans.start',
    workOf: 'itinerary-optimiser',
    door: 'public',
    method: 'POST',
    path: '/plans',
    summary: 'Start a run of the optimiser',
    description:
      '`plan` (unless said otherwise): from nothing, over all plannable jobs of the branch and date and all its active vehicles that are not out yet, unless some are named. `improve`: the same, from the routes of `improvePlanId`, or of the draft itineraries. `replan`: the running day; what is done or under way stays, vehicles that are out go on from where they stand, `withoutVehicleIds` give their stops away, and everything that a crew or a customer was told changes only when that is worth its price. Follow it by GET or the live feed (`plan.progress`).',
    access: { permission: 'plans:write' },
    body: z
      .object({
        serviceDate: ServiceDate,
        branchId: Id.optional().meta({
          description: 'Whose jobs and vehicles; that of `improvePlanId`, or the only branch, unless said',
        }),
        mode: z.enum(PLAN_MODES).optional(),
        goal: PlanGoalField.optional(),
        jobIds: z.array(Id).max(10_000).optional(),
        vehicleIds: z.array(Id).max(3000).optional(),
        limitSeconds: z.int().min(1).max(600).optional(),
        seed: z.int().min(0).max(2_147_483_647).optional(),
        improvePlanId: Id.optional().meta({ description: '`improve`: the plan whose routes it starts from' }),
        withoutVehicleIds: z.array(Id).max(3000).optional().meta({ description: '`replan`: out of service' }),
        changePrices: z
          .object({ vehicleMinor: WholeNumber, orderMinor: WholeNumber, windowMinor: WholeNumber })
          .partial()
          .optional()
          .meta({
            description:
              '`replan`: in minor units for each job, of another vehicle (1,000 unless said), of another place in its order (100), and of leaving what the customer was promised (5,000)',
          }),
      })
      .refine(({ mode, improvePlanId }) => improvePlanId === undefined || (mode ?? 'improve') === 'improve', {
        error: 'Only `improve` starts from another plan',
        path: ['improvePlanId'],
      })
      .refine(({ mode, withoutVehicleIds }) => withoutVehicleIds === undefined || mode === 'replan', {
        error: 'Only `replan` takes vehicles out of the day; name those to plan with instead',
        path: ['withoutVehicleIds'],
      })
      .refine(({ mode, changePrices }) => changePrices === undefined || mode === 'replan', {
        error: 'Only `replan` looks at what was told',
        path: ['changePrices'],
      }),
    answer: Plan,
    status: 202,
  }),
  list: defineEndpoint({
    id: 'plans.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/plans',
    summary: 'Plans of a date, newest first',
    access: { permission: 'plans:read' },
    query: z.object({ serviceDate: ServiceDate }),
    answer: z.object({ rows: z.array(Plan) }),
  }),
  get: defineEndpoint({
    id: 'plans.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/plans/{planId}',
    summary: 'A plan with its routes and what could not be placed, and why',
    access: { permission: 'plans:read' },
    params: one,
    answer: PlanDetail,
  }),
  shapes: defineEndpoint({
    id: 'plans.shapes',
    door: 'public',
    method: 'GET',
    path: '/plans/{planId}/shapes',
    summary: 'The roads each route takes',
    access: { permission: 'plans:read' },
    params: one,
    query: z.object({ vehicleId: z.array(Id).optional() }),
    answer: z.object({ rows: z.array(RouteShape) }),
  }),
  stop: defineEndpoint({
    id: 'plans.stop',
    door: 'public',
    method: 'POST',
    path: '/plans/{planId}/stop',
    summary: 'Stop the search and keep the best so far',
    access: { permission: 'plans:write' },
    params: one,
    answer: Plan,
    status: 202,
  }),
  priceMove: defineEndpoint({
    id: 'plans.priceMove',
    workOf: 'itinerary-optimiser',
    door: 'public',
    method: 'POST',
    path: '/plans/{planId}/price-move',
    summary: 'What a move by hand would do; changes nothing',
    access: { permission: 'plans:read' },
    params: one,
    body: Move,
    answer: Consequences,
  }),
  move: defineEndpoint({
    id: 'plans.move',
    workOf: 'itinerary-optimiser',
    door: 'public',
    method: 'POST',
    path: '/plans/{planId}/move',
    summary: 'Move a job by hand in a plan',
    access: { permission: 'plans:write' },
    params: one,
    body: Move,
    answer: PlanDetail,
  }),
  apply: defineEndpoint({
    id: 'plans.apply',
    door: 'public',
    method: 'POST',
    path: '/plans/{planId}/apply',
    summary: 'Make the plan’s routes the day’s itineraries',
    description:
      'All or nothing. Draft itineraries of the plan’s vehicles are replaced; dispatched ones are kept, and a plan that contradicts them is refused with 409 `plan_is_stale`. A plan of the running day (`replan`) changes the itineraries in place, dispatched ones too: crews get a new revision, customers whose promise cannot be kept a new one. A plan that the independent checker found fault with is refused with 409 `plan_has_findings` unless `despiteFindings` is sent.',
    access: { permission: 'plans:write' },
    params: one,
    query: z.object({
      despiteFindings: z
        .boolean()
        .optional()
        .meta({ description: 'Somebody has looked at the findings and takes it all the same' }),
    }),
    answer: z.object({ plan: Plan, itineraryIds: z.array(Id) }),
  }),
  drop: defineEndpoint({
    id: 'plans.drop',
    door: 'public',
    method: 'POST',
    path: '/plans/{planId}/drop',
    summary: 'Drop a plan',
    access: { permission: 'plans:write' },
    params: one,
    answer: Plan,
  }),
};
