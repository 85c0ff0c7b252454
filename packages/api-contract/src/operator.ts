import {
  COMMAND_KINDS,
  DUTY_KINDS,
  HANDED_TO,
  JOB_STATES,
  ORGANISATION_KINDS,
  PROOF_PART_KINDS,
  REPORT_KINDS,
  STOP_ROLES,
} from '@roundsman/delivery-rules';
import { z } from 'zod';
import { Address } from './addresses.ts';
import { CrewMessage } from './crew-chat.ts';
import { defineEndpoint } from './endpoint.ts';
import { Attachment } from './files.ts';
import { Itinerary, ItineraryStop } from './itinerary-shapes.ts';
import { Action, Job } from './job-shapes.ts';
import { Id, Instant, LonLat, ServiceDate, WholeNumber } from './primitives.ts';
import { resumableUpload, UPLOAD_BYTES } from './uploads.ts';

export const DeviceSession = z.object({
  token: z.string().meta({ description: 'Bearer, ten minutes' }),
  expiresAt: Instant,
  renewalKey: z.string().meta({
    description:
      'Bound to this device; each renewal answers a new one, the one before stays good until the new one is used',
  }),
  deviceId: Id,
  operator: z.object({ id: Id, name: z.string() }),
  organisation: z.object({ id: Id, name: z.string(), kind: z.enum(ORGANISATION_KINDS) }),
});
export type DeviceSession = z.infer<typeof DeviceSession>;

export const CrewAction = Action.extend({
  onlyIfDelivered: Id.nullable().meta({
    description:
      'The delivery of the same job without which this is not collected: the old one stays when the new one does',
  }),
});

/** What the crew sees of a stop: the itinerary’s stop and, for a job, what to do there. */
export const CrewStop = ItineraryStop.extend({
  role: z.enum(STOP_ROLES).meta({ description: 'Two crews may meet at one job: the lead’s word settles it' }),
  job: z
    .object({
      id: Id,
      code: z.string(),
      state: z.enum(JOB_STATES),
      contactName: z.string(),
      phone: z.string().nullable(),
      address: Address,
      notes: z.string(),
      serviceLevel: Job.shape.serviceLevel,
      operatorsNeeded: z.int(),
      signatureRequired: z.boolean(),
      actions: z.array(CrewAction),
      serviceSeconds: WholeNumber,
      attachments: z
        .array(Attachment)
        .meta({ description: 'Plans, photos and papers from the office, the oldest first' }),
    })
    .nullable(),
});
export type CrewStop = z.infer<typeof CrewStop>;

export const CrewItinerary = Itinerary.omit({
  stops: true,
  position: true,
  figures: true,
  breaks: true,
  drivenMeters: true,
}).extend({
  vehicleName: z.string().nullable(),
  zone: z.string(),
  anyStopOrder: z.boolean().meta({ description: 'The crew may leave for any open stop, not only the next' }),
  stops: z.array(CrewStop),
  aboard: z
    .array(z.object({ actionId: Id, jobCode: z.string(), description: z.string(), quantity: WholeNumber }))
    .meta({
      description:
        'On the vehicle by record: loaded and not handed over, refused, collected; also of jobs that were cancelled or taken off. `finish` waits until `drop_off` hands it in',
    }),
});
export type CrewItinerary = z.infer<typeof CrewItinerary>;

export const Reason = z.object({
  code: z.string(),
  words: z.string(),
  appliesTo: z.array(z.string()),
  needsPhoto: z.boolean(),
});

export const Fix = z.object({
  lon: z.number(),
  lat: z.number(),
  accuracyMeters: z.number().nullable(),
  speedMetersPerSecond: z.number().nullable(),
  headingDegrees: z.number().nullable(),
  at: Instant,
});

export const ActionOutcome = z.object({
  actionId: Id,
  completed: WholeNumber,
  refused: WholeNumber,
  damaged: WholeNumber,
  missing: WholeNumber,
  reason: z.string().nullable(),
});

/**
 * What a crew did, as the device recorded it. `deviceSeq` counts without gaps on each device; `deviceAt` is the device’s own clock, `happenedAt` what it takes business time
 * to be; both are kept. `payload` is by kind:
 * acknowledge, start, on_my_way, arrive, step_back, not_reached, interrupt, resume, finish, undo: `{}` · complete: `{ actions, handedTo, name }` · fail: `{ reason, actions, words }` ·
 * proof: `{ proofKind, fileId, words, name, handedTo, actionId, barcode }` · load: `{ actionId, barcode }` · drop_off: `{ actionId }`, or `{}` for everything on board · report: `{ reportKind, reason, words, fileIds }` · note: `{ words }` ·
 * duty: `{ change }` · correct_entrance: `{ entrance, words }`.
 */
export const Command = z.object({
  id: Id.meta({ description: 'Made by the device; the same id always gets the same answer' }),
  deviceSeq: z.int().min(1),
  kind: z.enum(COMMAND_KINDS),
  itineraryId: Id.nullable(),
  stopId: Id.nullable(),
  happenedAt: Instant,
  deviceAt: Instant,
  monotonicMilliseconds: z.number().nullable(),
  fix: Fix.nullable(),
  payload: z
    .object({
      actions: z.array(ActionOutcome).max(200),
      handedTo: z.enum(HANDED_TO).nullable(),
      name: z.string().max(200).nullable(),
      reason: z.string().max(60).nullable(),
      words: z.string().max(4000),
      proofKind: z.enum(PROOF_PART_KINDS),
      reportKind: z.enum(REPORT_KINDS),
      fileId: Id,
      fileIds: z.array(Id).max(20),
      actionId: Id.nullable(),
      barcode: z.string().max(200),
      change: z.enum(DUTY_KINDS),
      entrance: LonLat,
    })
    .partial(),
});
export type Command = z.infer<typeof Command>;
export type CommandPayload = Command['payload'];

export const CommandAnswer = z.object({
  id: Id,
  deviceSeq: z.int(),
  outcome: z.enum(['applied', 'parked', 'conflict']),
  reason: z.string().nullable().meta({ description: 'Why parked or in conflict, in words' }),
});
export type CommandAnswer = z.infer<typeof CommandAnswer>;

export const operatorEndpoints = {
  pair: defineEndpoint({
    id: 'device.pair',
    door: 'operator',
    method: 'POST',
    path: '/pair',
    summary: 'Pair this device by a code from the dispatcher',
    description:
      'A wrong code answers 404 `pairing_code_unknown`, an old one 410 `pairing_code_expired`; tries are limited.',
    access: 'anyone',
    body: z.object({ code: z.string().min(4).max(20), deviceName: z.string().min(1).max(80) }),
    answer: DeviceSession,
    status: 201,
  }),
  renew: defineEndpoint({
    id: 'device.renew',
    door: 'operator',
    method: 'POST',
    path: '/renew',
    summary: 'A fresh token for the device’s renewal key',
    access: 'anyone',
    body: z.object({ renewalKey: z.string().max(200) }),
    answer: DeviceSession,
  }),
  today: defineEndpoint({
    id: 'device.today',
    door: 'operator',
    method: 'GET',
    path: '/today',
    summary: 'This operator’s itineraries, the clock, and the reasons to choose from',
    description: 'Answers 304 to `If-None-Match` when nothing changed. Fetching acknowledges the revisions.',
    access: 'device',
    answer: z.object({
      serverNow: Instant,
      businessNow: Instant,
      speed: z.number(),
      serviceDate: ServiceDate,
      itineraries: z.array(CrewItinerary),
      reasons: z.array(Reason),
      nextDeviceSeq: z.int(),
    }),
  }),
  changes: defineEndpoint({
    id: 'device.changes',
    live: true,
    door: 'operator',
    method: 'GET',
    path: '/changes',
    summary: 'What changed of this operator’s day since a cursor',
    description:
      'Without `after`: everything, and a cursor to go on from. With it: the itineraries that changed, whole, those that are no longer this operator’s in `gone`, and new words of the desk. `more`: ask again at once. A cursor of more than 30 days ago answers 410 `cursor_expired`: begin without one.',
    access: 'device',
    query: z.object({
      after: z.string().max(400).optional().meta({ description: 'The `next` of the answer before' }),
      waitSeconds: z.int().min(0).max(30).optional().meta({ description: 'Hold the request until something changes' }),
    }),
    answer: z.object({
      serverNow: Instant,
      businessNow: Instant,
      speed: z.number(),
      serviceDate: ServiceDate,
      itineraries: z.array(CrewItinerary),
      gone: z.array(Id),
      chat: z.array(CrewMessage),
      next: z.string(),
      more: z.boolean(),
    }),
  }),
  chat: defineEndpoint({
    id: 'device.chat',
    live: true,
    door: 'operator',
    method: 'GET',
    path: '/chat',
    summary: 'Words between desk and this crew, oldest first',
    description: 'Write by a command of kind `chat`, so that words wait in the outbox like everything else.',
    access: 'device',
    answer: z.object({ rows: z.array(CrewMessage) }),
  }),
  chatRead: defineEndpoint({
    id: 'device.chatRead',
    door: 'operator',
    method: 'POST',
    path: '/chat/read',
    summary: 'What the desk wrote was shown',
    access: 'device',
    answer: z.object({ read: WholeNumber }),
  }),
  commands: defineEndpoint({
    id: 'device.commands',
    door: 'operator',
    method: 'POST',
    path: '/commands',
    summary: 'What happened in the field, exactly once, in order',
    description:
      'One batch in flight a device. A gap in `deviceSeq` answers 409 `expected_seq`, a number used before 409 `seq_taken`, both with the number to go on from in `expectedSeq`. A command that cannot be applied is parked and does not block the next.',
    access: 'device',
    body: z.object({ deviceNow: Instant, commands: z.array(Command).min(1).max(200) }),
    bodyLimitBytes: 2 * 1024 * 1024,
    answer: z.object({ serverNow: Instant, answers: z.array(CommandAnswer), nextDeviceSeq: z.int() }),
  }),
  positions: defineEndpoint({
    id: 'device.positions',
    door: 'operator',
    method: 'POST',
    path: '/positions',
    summary: 'Where the device was, in batches; known fixes are ignored',
    access: 'device',
    body: z.object({ itineraryId: Id.nullable(), fixes: z.array(Fix).min(1).max(500) }),
    answer: z.object({ stored: z.int(), known: z.int() }),
  }),
  upload: defineEndpoint({
    id: 'device.upload',
    door: 'operator',
    method: 'PUT',
    path: '/files/{fileId}',
    summary: 'A photo or signature; the id is made by the device, sending it again is harmless',
    access: 'device',
    params: z.object({ fileId: Id }),
    bodyTypes: ['image/jpeg', 'image/png', 'image/webp'],
    bodyLimitBytes: 8 * 1024 * 1024,
    answer: z.object({ fileId: Id, bytes: z.int() }),
    status: 201,
  }),
  attachment: defineEndpoint({
    id: 'device.attachment',
    door: 'operator',
    method: 'GET',
    path: '/attachments/{fileId}',
    summary: 'A plan, photo or paper of a job that this operator visits today',
    description: 'Any other file answers 404 `file_not_found`.',
    access: 'device',
    params: z.object({ fileId: Id }),
    answerKind: 'bytes',
  }),
  ...resumableUpload('operator', 'device', 'device', {
    begin:
      'A photo or signature that is sent in parts. `Upload-Metadata` has `id`, made by the device: begun again under it, the upload goes on.',
    mostBytes: UPLOAD_BYTES.proof,
  }),
  feed: defineEndpoint({
    id: 'device.feed',
    door: 'operator',
    method: 'GET',
    path: '/live',
    summary: 'Live feed: `itinerary` when the desk changed something, `chat` when it wrote, `clock`',
    access: 'device',
    answerKind: 'event_stream',
  }),
};
