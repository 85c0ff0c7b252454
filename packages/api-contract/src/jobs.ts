import {
  ACTION_KINDS,
  ACTION_STATES,
  CONFIRMATION_STATES,
  FAULT_SEVERITIES,
  HANDED_TO,
  JOB_STATES,
  PROOF_PART_KINDS,
  SERVICE_LEVELS,
} from '@roundsman/delivery-rules';
import { z } from 'zod';
import { CrewMessage } from './crew-chat.ts';
import { defineEndpoint } from './endpoint.ts';
import {
  BulkResult,
  Code,
  Id,
  Instant,
  LocalTime,
  LongText,
  LonLat,
  PageQuery,
  page,
  RowRefs,
  ServiceDate,
  ShortText,
  WholeNumber,
  Zone,
} from './primitives.ts';
import { Problem } from './problem.ts';

/** A fault of a staged row, shown in the cell it belongs to. */
export const Fault = z.object({
  field: z.string().meta({ description: 'The job’s field: `address`, `windows.0`, `contact.phone`' }),
  code: z.string(),
  message: z.string(),
  remedy: z.string().nullable(),
  severity: z.enum(FAULT_SEVERITIES),
});
export type Fault = z.infer<typeof Fault>;

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

export const Window = z.object({ from: LocalTime, to: LocalTime });
export const ContactInput = z.object({
  name: ShortText,
  phone: z.string().max(40).nullable(),
  email: z.string().max(320).nullable(),
  language: z.string().max(8).nullable(),
});

export const ActionInput = z.object({
  kind: z.enum(ACTION_KINDS),
  description: ShortText,
  quantity: z.int().min(1).max(100_000),
  unitWeightGrams: z.int().min(0).max(100_000_000),
  unitVolumeLitres: z.int().min(0).max(1_000_000),
  handleSeconds: WholeNumber.optional(),
  barcode: z.string().max(80).nullable().optional(),
  orderNumber: z.string().max(80).nullable().optional(),
  fromLocationId: Id.nullable()
    .optional()
    .meta({ description: 'null: the customer, or the vehicle’s own depot for a delivery' }),
  toLocationId: Id.nullable().optional(),
});

export const Action = ActionInput.required().extend({
  id: Id,
  description: z.string(),
  state: z.enum(ACTION_STATES),
  quantities: z.object({ completed: WholeNumber, refused: WholeNumber, damaged: WholeNumber, missing: WholeNumber }),
  reason: z.string().nullable(),
});

export const Proof = z.object({
  id: Id,
  kind: z.enum(PROOF_PART_KINDS),
  at: Instant,
  fileUrl: z.string().nullable(),
  text: z.string().nullable(),
  handedTo: z.enum(HANDED_TO).nullable(),
  name: z.string().nullable(),
});

export const Promise_ = z.object({
  number: z.int(),
  from: Instant,
  to: Instant,
  madeAt: Instant,
  toldAt: Instant.nullable(),
  why: z.string().nullable(),
});

/** Where a job stands in the day: present when it is on an itinerary. */
export const JobProgress = z.object({
  itineraryId: Id,
  itineraryCode: Code,
  vehicleId: Id.nullable(),
  stopId: Id,
  position: z.int(),
  plannedArrival: Instant,
  plannedDeparture: Instant,
  eta: z.object({ at: Instant, earliest: Instant, latest: Instant, computedAt: Instant }).nullable(),
  risk: z.enum(['none', 'at_risk', 'late']).meta({ description: 'Of breaking the current promise' }),
  lateSeconds: z.int().meta({ description: 'Expected beyond the window; negative is slack' }),
});

/** A sum over lines: beyond what one line may be. */
const Total = z.int().min(0);

export const Job = z.object({
  id: Id,
  code: Code,
  merchantId: Id.nullable(),
  merchantName: z.string().nullable(),
  referenceId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  branchId: Id,
  state: z.enum(JOB_STATES),
  faults: z.array(Fault),
  serviceDate: ServiceDate.nullable(),
  zone: Zone,
  windows: z.array(Window),
  contact: ContactInput.extend({ name: z.string() }),
  address: Address,
  serviceLevel: z.enum(SERVICE_LEVELS),
  serviceSeconds: WholeNumber,
  priority: z.int().min(0).max(100),
  skills: z.array(z.string()),
  operatorsNeeded: z.int().min(1).max(6),
  notes: z.string(),
  tags: z.array(z.string()),
  signatureRequired: z.boolean(),
  confirmation: z.enum(CONFIRMATION_STATES),
  hold: z.object({ reason: z.string(), until: Instant.nullable() }).nullable(),
  load: z.object({ weightGrams: Total, volumeLitres: Total, pieces: Total }),
  actions: z.array(Action),
  promise: Promise_.nullable(),
  progress: JobProgress.nullable(),
  proofs: z.array(Proof),
  import: z.object({ batchId: Id, row: z.int() }).nullable(),
  createdAt: Instant,
  revision: z.int().meta({ description: 'For If-Match' }),
});
export type Job = z.infer<typeof Job>;

export const JobInput = z.object({
  merchantId: Id.nullable().optional(),
  referenceId: z.string().max(120).nullable().optional(),
  orderNumber: z.string().max(80).nullable().optional(),
  branchId: Id.optional().meta({ description: 'The only branch unless said' }),
  serviceDate: ServiceDate.nullable(),
  windows: z.array(Window).max(4),
  contact: ContactInput,
  address: AddressGiven,
  point: LonLat.optional().meta({ description: 'Where the address is; geocoded when absent' }),
  access: Address.shape.access.partial().optional(),
  serviceLevel: z.enum(SERVICE_LEVELS).optional(),
  serviceSeconds: WholeNumber.optional(),
  priority: z.int().min(0).max(100).optional(),
  skills: z.array(z.string().max(40)).max(10).optional(),
  operatorsNeeded: z.int().min(1).max(6).optional(),
  notes: LongText.optional(),
  tags: z.array(z.string().max(40)).max(20).optional(),
  signatureRequired: z.boolean().optional(),
  actions: z.array(ActionInput).min(1).max(100),
  skipStaging: z.boolean().optional().meta({ description: 'Release at once when nothing blocks' }),
  allowDuplicate: z.boolean().optional(),
  retryOf: Id.optional(),
});
export type JobInput = z.infer<typeof JobInput>;

/** Fields a dispatcher fixes; anything absent stays. */
export const JobPatch = JobInput.omit({ merchantId: true, branchId: true, skipStaging: true, retryOf: true })
  .partial()
  .extend({
    pin: LonLat.optional().meta({ description: 'Moved by hand: kept as a correction beside what was given' }),
  });

export const JobHistoryEntry = z.object({
  at: Instant,
  type: z.string(),
  actor: z.object({ kind: z.string(), name: z.string().nullable() }),
  data: z.record(z.string(), z.unknown()),
});

export const JobListQuery = z.object({
  ...PageQuery,
  serviceDate: ServiceDate.optional(),
  state: z.array(z.enum(JOB_STATES)).optional(),
  from: ServiceDate.optional().meta({ description: 'Service dates from this one on' }),
  to: ServiceDate.optional().meta({ description: 'Service dates up to this one, it included' }),
  createdFrom: Instant.optional(),
  createdTo: Instant.optional(),
  changedFrom: Instant.optional().meta({ description: 'Real time of the last change: what to read again since then' }),
  branchId: Id.optional(),
  merchantId: Id.optional(),
  referenceId: z.string().max(120).optional().meta({ description: 'Exactly this one' }),
  orderNumber: z.string().max(80).optional().meta({ description: 'Exactly this one' }),
  name: z.string().max(100).optional().meta({ description: 'A part of the recipient’s name' }),
  phone: z.string().max(40).optional().meta({ description: 'As people write it, or a part of its digits' }),
  email: z.string().max(320).optional(),
  postcode: z.string().max(20).optional(),
  city: z.string().max(120).optional(),
  tag: z.string().max(40).optional(),
  skill: z.string().max(40).optional(),
  confirmation: z.array(z.enum(CONFIRMATION_STATES)).optional(),
  held: z.boolean().optional(),
  itineraryId: Id.optional(),
  vehicleId: Id.optional(),
  operatorId: Id.optional(),
  importId: Id.optional(),
  fault: z.string().max(60).optional().meta({ description: 'Only staged jobs with this fault code' }),
  search: z.string().max(100).optional().meta({ description: 'Code, name, street, order or reference number' }),
  risk: z.enum(['at_risk', 'late', 'any']).optional(),
  order: z.enum(['risk', 'code', 'itinerary']).optional().meta({ description: '`risk`: late first, then at risk' }),
});

/** A file or a fact that proves how a visit ended. */
export const ProofFile = Proof.extend({
  file: z
    .object({ id: Id, contentType: z.string(), bytes: z.int() })
    .nullable()
    .meta({ description: 'null for proofs of words alone' }),
});

export const JobPosition = z.object({
  itineraryId: Id.nullable(),
  vehicleId: Id.nullable(),
  position: z
    .object({ lon: z.number(), lat: z.number(), headingDegrees: z.number().nullable(), at: Instant })
    .nullable()
    .meta({ description: 'null: on no itinerary that is under way, or nothing heard yet' }),
  stopsBefore: z.int().nullable(),
  eta: JobProgress.shape.eta,
});

const job = z.object({ jobId: Id });

export const jobEndpoints = {
  list: defineEndpoint({
    id: 'jobs.list',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/jobs',
    summary: 'Find jobs',
    access: { permission: 'jobs:read' },
    query: JobListQuery,
    answer: page(Job),
  }),
  counts: defineEndpoint({
    id: 'jobs.counts',
    door: 'public',
    method: 'GET',
    path: '/jobs/counts',
    summary: 'The day in numbers',
    access: { permission: 'jobs:read' },
    query: z.object({ serviceDate: ServiceDate.optional() }),
    answer: z.object({
      byState: z.record(z.enum(JOB_STATES), z.int()),
      byFault: z.array(z.object({ code: z.string(), severity: z.enum(FAULT_SEVERITIES), count: z.int() })),
      atRisk: z.int(),
      late: z.int(),
    }),
  }),
  get: defineEndpoint({
    id: 'jobs.get',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}',
    summary: 'One job, whole',
    access: { permission: 'jobs:read' },
    params: job,
    answer: Job,
  }),
  remove: defineEndpoint({
    id: 'jobs.remove',
    conditional: true,
    door: 'public',
    method: 'DELETE',
    path: '/jobs/{jobId}',
    summary: 'Delete a job that nothing has come of',
    description:
      'One that waits in staging, is new or was cancelled before anybody was told. 409 `job_has_history` for any other: cancel it, and it stays on record.',
    access: { permission: 'jobs:write' },
    params: job,
  }),
  position: defineEndpoint({
    id: 'jobs.position',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/position',
    summary: 'Where the vehicle that brings it is',
    access: { permission: 'jobs:read' },
    params: job,
    answer: JobPosition,
  }),
  proofs: defineEndpoint({
    id: 'jobs.proofs',
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/proofs',
    summary: 'Photos, signatures, scans and words that prove how it ended',
    access: { permission: 'jobs:read' },
    params: job,
    answer: z.object({ rows: z.array(ProofFile) }),
  }),
  chat: defineEndpoint({
    id: 'jobs.chat',
    live: true,
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/chat',
    summary: 'Words between desk and crew about a job',
    description: 'The conversation with its customer stands at `messages.conversation`.',
    access: { permission: 'itineraries:read' },
    params: job,
    answer: z.object({ rows: z.array(CrewMessage) }),
  }),
  history: defineEndpoint({
    id: 'jobs.history',
    door: 'public',
    method: 'GET',
    path: '/jobs/{jobId}/history',
    summary: 'Everything that happened to a job, oldest first',
    access: { permission: 'jobs:read' },
    params: job,
    answer: z.object({ rows: z.array(JobHistoryEntry) }),
  }),
  create: defineEndpoint({
    id: 'jobs.create',
    door: 'public',
    method: 'POST',
    path: '/jobs',
    summary: 'Create a job, in staging unless `skipStaging`',
    description:
      'A suspected duplicate answers 409 `suspected_duplicate` with the other’s id, unless `allowDuplicate`, a different `referenceId` or `retryOf` is given.',
    access: { permission: 'jobs:write' },
    body: JobInput,
    answer: Job,
    status: 201,
  }),
  createMany: defineEndpoint({
    id: 'jobs.createMany',
    door: 'public',
    method: 'POST',
    path: '/jobs/batch',
    summary: 'Create up to 1,000 jobs, each with its own result',
    description:
      'In the order given; one that is refused does not hold up the others. With an `Idempotency-Key` the whole batch may be sent again: what was created stays as it is, what was refused is tried once more.',
    access: { permission: 'jobs:write' },
    body: z.object({ jobs: z.array(JobInput).min(1).max(1000) }),
    bodyLimitBytes: 8 * 1024 * 1024,
    answer: z.object({
      created: z.int(),
      refused: z.int(),
      results: z.array(z.object({ index: z.int(), job: Job.nullable(), problem: Problem.nullable() })),
    }),
  }),
  update: defineEndpoint({
    id: 'jobs.update',
    conditional: true,
    door: 'public',
    method: 'PATCH',
    path: '/jobs/{jobId}',
    summary: 'Fix or change a job',
    access: { permission: 'jobs:write' },
    params: job,
    body: JobPatch,
    answer: Job,
  }),
  release: defineEndpoint({
    id: 'jobs.release',
    door: 'public',
    method: 'POST',
    path: '/jobs/release',
    summary: 'Release staged jobs for planning',
    access: { permission: 'jobs:write' },
    body: RowRefs,
    answer: z.object({ results: z.array(BulkResult) }),
  }),
  cancel: defineEndpoint({
    id: 'jobs.cancel',
    conditional: true,
    door: 'public',
    method: 'POST',
    path: '/jobs/{jobId}/cancel',
    summary: 'Cancel a job',
    access: { permission: 'jobs:write' },
    params: job,
    body: z.object({ reason: ShortText }),
    answer: Job,
  }),
  hold: defineEndpoint({
    id: 'jobs.hold',
    conditional: true,
    door: 'public',
    method: 'POST',
    path: '/jobs/{jobId}/hold',
    summary: 'Hold a job back from planning, or let it go',
    access: { permission: 'jobs:write' },
    params: job,
    body: z.object({ hold: z.object({ reason: ShortText, until: Instant.nullable() }).nullable() }),
    answer: Job,
  }),
  trackerLink: defineEndpoint({
    id: 'jobs.trackerLink',
    door: 'public',
    method: 'POST',
    path: '/jobs/{jobId}/tracker-link',
    summary: 'A link to the job’s Customer Tracker',
    access: { permission: 'jobs:read' },
    params: job,
    answer: z.object({ url: z.string(), expiresAt: Instant }),
  }),
};

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
