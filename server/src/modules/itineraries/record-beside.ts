import type { Command } from '@roundsman/api-contract';
import type { CommandKind } from '@roundsman/delivery-rules';
import { newId, type Work } from '../../platform/index.ts';
import { correctEntrance } from '../customers/index.ts';
import { recordDuty } from '../fleet/index.ts';
import {
  addressOfJob,
  type FieldMoment,
  missingFiles,
  recordHandover,
  recordProofPart,
  recordReport,
} from '../jobs/index.ts';
import { crewMessages, itineraryAcknowledgements } from './schema.ts';

export interface CommandPlace {
  readonly deviceId: string;
  readonly operatorId: string;
  readonly itineraryId: string | null;
  readonly jobId: string | null;
  /** The itinerary's revision as it stands. */
  readonly revision: number;
}

type CommandMoment = FieldMoment & { readonly commandId: string };

/** Words why a record cannot be kept as it is; null when it was. */
type Recorder = (work: Work, moment: CommandMoment, command: Command, place: CommandPlace) => Promise<string | null>;

const NO_JOB = 'It does not say which job it is about.';

/** What commands record beside the states of the day. Kinds that are not named here record nothing more. */
const recorders: Partial<Record<CommandKind, Recorder>> = {
  acknowledge: async (work, moment, _command, { itineraryId, deviceId, revision }) => {
    if (itineraryId === null) return 'It does not say which itinerary was seen.';
    const values = { revision, acknowledgedAt: moment.happenedAt };
    await work.db
      .insert(itineraryAcknowledgements)
      .values({ organisationId: work.organisationId, itineraryId, deviceId, ...values })
      .onConflictDoUpdate({
        target: [
          itineraryAcknowledgements.organisationId,
          itineraryAcknowledgements.itineraryId,
          itineraryAcknowledgements.deviceId,
        ],
        set: values,
      });
    return null;
  },
  complete: async (work, moment, command, place) => {
    if (place.jobId === null) return null;
    await recordHandover(work, moment, { ...evidenceOf(command, place), jobId: place.jobId });
    return null;
  },
  proof: async (work, moment, command, place) => {
    const { payload } = command;
    if (place.jobId === null) return NO_JOB;
    if (payload.proofKind === undefined) return 'It does not say what kind of proof it is.';
    const missing = await missingFiles(work, payload.fileId ? [payload.fileId] : []);
    if (missing.length > 0) return 'Its file has not arrived.';
    const text = payload.barcode ?? payload.words ?? null;
    await recordProofPart(work, moment, {
      ...evidenceOf(command, place),
      jobId: place.jobId,
      kind: payload.proofKind,
      fileId: payload.fileId ?? null,
      text,
    });
    return null;
  },
  report: async (work, moment, { payload }, { jobId }) => {
    if (jobId === null) return NO_JOB;
    if (!payload.reportKind || !payload.words) return 'A report needs its kind and words.';
    const fileIds = payload.fileIds ?? [];
    if ((await missingFiles(work, fileIds)).length > 0) return 'A file of it has not arrived.';
    await recordReport(work, moment, {
      jobId,
      kind: payload.reportKind,
      reasonCode: payload.reason ?? null,
      words: payload.words,
      fileIds,
    });
    return null;
  },
  note: writeWords,
  chat: writeWords,
  duty: async (work, moment, { payload, fix }, { operatorId, deviceId }) => {
    if (!payload.change) return 'It does not say what changed.';
    await recordDuty(work, {
      operatorId,
      deviceId,
      kind: payload.change,
      commandId: moment.commandId,
      happenedAt: moment.happenedAt,
      point: fix,
    });
    return null;
  },
  correct_entrance: async (work, moment, { payload }, { jobId, deviceId }) => {
    if (jobId === null || !payload.entrance) return 'It does not say which entrance, or where it is.';
    const addressId = await addressOfJob(work, jobId);
    await correctEntrance(work, {
      addressId,
      point: payload.entrance,
      byKind: 'device',
      byId: deviceId,
      note: payload.words ?? null,
      commandId: moment.commandId,
      at: moment.happenedAt,
    });
    work.emit({ type: 'address.corrected', subject: { kind: 'job', id: jobId }, occurredAt: moment.happenedAt });
    return null;
  },
};

/** Keeps what a command records beside the states. Returns why it could not, for the command to be parked with. */
export async function recordBeside(
  work: Work,
  moment: CommandMoment,
  command: Command,
  place: CommandPlace,
): Promise<string | null> {
  return (await recorders[command.kind]?.(work, moment, command, place)) ?? null;
}

async function writeWords(
  work: Work,
  moment: CommandMoment,
  { payload }: Command,
  place: CommandPlace,
): Promise<string | null> {
  if (!payload.words) return 'It holds no words.';
  const id = newId();
  await work.db.insert(crewMessages).values({
    organisationId: work.organisationId,
    id,
    itineraryId: place.itineraryId,
    operatorId: place.operatorId,
    jobId: place.jobId,
    fromKind: 'device',
    fromId: place.deviceId,
    words: payload.words,
    commandId: moment.commandId,
    writtenAt: moment.happenedAt,
  });
  const { itineraryId, operatorId, jobId } = place;
  work.emit({
    type: 'crew.wrote',
    subject: itineraryId ? { kind: 'itinerary', id: itineraryId } : { kind: 'operator', id: operatorId },
    data: { messageId: id, jobId },
    occurredAt: moment.happenedAt,
  });
  return null;
}

function evidenceOf({ payload, stopId, fix }: Command, { deviceId }: CommandPlace) {
  return { stopId, deviceId, handedTo: payload.handedTo ?? null, recipientName: payload.name ?? null, fix };
}
