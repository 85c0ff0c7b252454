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
import { Address, AddressGiven } from './addresses.ts';
import { Metadata, MetadataPatch } from './job-metadata.ts';
import {
  Code,
  Id,
  Instant,
  LocalTime,
  LongText,
  LonLat,
  ServiceDate,
  ShortText,
  WholeNumber,
  Zone,
} from './primitives.ts';

/** A fault of a staged row, shown in the cell it belongs to. */
export const Fault = z.object({
  field: z.string().meta({ description: 'The job’s field: `address`, `windows.0`, `contact.phone`' }),
  code: z.string(),
  message: z.string(),
  remedy: z.string().nullable(),
  severity: z.enum(FAULT_SEVERITIES),
});
export type Fault = z.infer<typeof Fault>;

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
  customerId: Id.nullable().meta({ description: 'Who receives; null in staging, unless they were chosen' }),
  customerReferenceId: z.string().nullable(),
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
  metadata: Metadata,
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
  customerReferenceId: z.string().max(120).nullable().optional().meta({
    description: 'Your own number for who receives: jobs with the same one are of the same customer',
  }),
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
  metadata: Metadata.optional(),
  signatureRequired: z.boolean().optional(),
  actions: z.array(ActionInput).min(1).max(100),
  skipStaging: z.boolean().optional().meta({ description: 'Release at once when nothing blocks' }),
  allowDuplicate: z.boolean().optional(),
  retryOf: Id.optional(),
});
export type JobInput = z.infer<typeof JobInput>;

/** Fields a dispatcher fixes; anything absent stays. */
export const JobPatch = JobInput.omit({
  merchantId: true,
  branchId: true,
  skipStaging: true,
  retryOf: true,
})
  .partial()
  .extend({
    metadata: MetadataPatch.optional(),
    customerId: Id.optional().meta({
      description:
        'Another customer of the same merchant whose visit this is; the contact stays, unless it is sent as well',
    }),
    customerReferenceId: JobInput.shape.customerReferenceId.meta({
      description: 'Their number instead: who has it, or somebody new by this number. Not both',
    }),
    pin: LonLat.optional().meta({ description: 'Moved by hand: kept as a correction beside what was given' }),
  });

/** What a clone has instead of what the job has that it is made from. */
export const JobClone = JobInput.omit({ merchantId: true, branchId: true, retryOf: true })
  .partial()
  .extend({ metadata: MetadataPatch.optional() });

/** How a visit ended, told by a desk for a crew that cannot. */
export const JobSettlement = z.object({
  as: z.enum(['complete', 'fail']).meta({ description: 'What holds for lines that are not named: all done, or none' }),
  lines: z
    .array(
      z.object({
        lineId: Id,
        completed: WholeNumber,
        refused: WholeNumber,
        damaged: WholeNumber,
        missing: WholeNumber,
      }),
    )
    .max(100)
    .optional(),
  reason: ShortText.meta({ description: 'A code of the reasons, or words: kept with the outcome' }),
  happenedAt: Instant.optional().meta({ description: 'Now unless said; not in the future' }),
});

export const JobHistoryEntry = z.object({
  at: Instant,
  type: z.string(),
  actor: z.object({ kind: z.string(), name: z.string().nullable() }),
  data: z.record(z.string(), z.unknown()),
  words: z.string().nullable().meta({
    description:
      'Why a visit ended so, as it was recorded: the reason, or the office’s own words, which a merchant does not read',
  }),
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
