import type { Command, CommandAnswer } from '@roundsman/api-contract';
import { applyCommand, type CommandResult } from '@roundsman/delivery-rules';
import { and, eq } from 'drizzle-orm';
import { newId, Problem, type Work } from '../../platform/index.ts';
import { devices } from '../fleet/schema.ts';
import type { FieldMoment } from '../jobs/index.ts';
import { type LockedCrewDay, lockCrewDay } from './crew-day.ts';
import { recordBeside } from './record-beside.ts';
import { conflicts, deviceCommands, itineraryCrew, stops } from './schema.ts';
import { writeChanges } from './write-changes.ts';

export interface CommandingDevice {
  readonly id: string;
  readonly operatorId: string;
}

interface Verdict {
  readonly outcome: CommandAnswer['outcome'];
  readonly code: string | null;
  readonly words: string | null;
}

const APPLIED: Verdict = { outcome: 'applied', code: null, words: null };
const park = (code: string, words: string): Verdict => ({ outcome: 'parked', code, words });

/**
 * Takes one command of a device, exactly once: the same id always gets the same answer, the next must carry the next
 * number. What cannot be applied is kept with the reason. Problems: 409 `expected_seq` for a gap, 409 `seq_taken`.
 */
export async function takeCommand(
  work: Work,
  device: CommandingDevice,
  command: Command,
  clockOffsetMs: number,
): Promise<CommandAnswer> {
  const [row] = await work.db
    .select({ deviceSeq: devices.deviceSeq })
    .from(devices)
    .where(eq(devices.id, device.id))
    .for('update');
  const [known] = await work.db.select().from(deviceCommands).where(eq(deviceCommands.id, command.id));
  if (known) return known.answer as unknown as CommandAnswer;
  const next = (row?.deviceSeq ?? 0) + 1;
  if (command.deviceSeq !== next) throw wrongNumber(command.deviceSeq, next);
  const moment = { commandId: command.id, happenedAt: earlier(new Date(command.happenedAt), work.now) };
  const locked = command.itineraryId === null ? null : await lockCrewDay(work, command.itineraryId);
  const jobId = await jobOfStop(work, command.stopId);
  const verdict = await apply(work, moment, command, device, locked, jobId);
  const answer: CommandAnswer = {
    id: command.id,
    deviceSeq: command.deviceSeq,
    outcome: verdict.outcome,
    reason: verdict.words,
  };
  await work.db.insert(deviceCommands).values({
    organisationId: work.organisationId,
    id: command.id,
    deviceId: device.id,
    deviceSeq: command.deviceSeq,
    operatorId: device.operatorId,
    kind: command.kind,
    itineraryId: locked?.row.id ?? null,
    stopId: locked?.day.stops.some(({ id }) => id === command.stopId) ? command.stopId : null,
    jobId,
    payload: { ...command.payload },
    happenedAt: moment.happenedAt,
    deviceAt: new Date(command.deviceAt),
    deviceMonotonicMs: command.monotonicMilliseconds === null ? null : Math.round(command.monotonicMilliseconds),
    recordedAt: work.recordedAt,
    lon: command.fix?.lon ?? null,
    lat: command.fix?.lat ?? null,
    accuracyMeters: command.fix?.accuracyMeters ?? null,
    outcome: verdict.outcome,
    outcomeCode: verdict.code,
    answer: { ...answer },
  });
  if (verdict.outcome === 'conflict') await raiseConflict(work, command, verdict, locked, jobId);
  if (verdict.outcome === 'parked')
    work.emit({
      type: 'command.parked',
      subject: { kind: 'command', id: command.id },
      data: { kind: command.kind, code: verdict.code },
    });
  await work.db
    .update(devices)
    .set({ deviceSeq: command.deviceSeq, lastSeenAt: work.recordedAt, clockOffsetMs, clockMeasuredAt: work.recordedAt })
    .where(eq(devices.id, device.id));
  return answer;
}

/** The number that a device's next command must carry. */
export async function nextDeviceSeq(work: Pick<Work, 'db'>, deviceId: string): Promise<number> {
  const [row] = await work.db.select({ deviceSeq: devices.deviceSeq }).from(devices).where(eq(devices.id, deviceId));
  return (row?.deviceSeq ?? 0) + 1;
}

async function apply(
  work: Work,
  moment: FieldMoment & { readonly commandId: string },
  command: Command,
  device: CommandingDevice,
  locked: LockedCrewDay | null,
  jobId: string | null,
): Promise<Verdict> {
  if (command.itineraryId !== null && locked === null)
    return park('itinerary_unknown', 'This itinerary is not known any more.');
  if (locked && !(await isOfItsCrew(work, locked.row.id, device.operatorId)))
    return park('not_of_this_crew', 'This operator is not of the itinerary’s crew.');
  const result = locked ? applyCommand(locked.day, crewCommand(command)) : null;
  if (result === null && command.kind !== 'duty' && command.kind !== 'chat')
    return park('itinerary_missing', 'The command names no itinerary.');
  if (result?.outcome === 'parked') return park(result.code, result.words);
  const place = {
    deviceId: device.id,
    operatorId: device.operatorId,
    itineraryId: locked?.row.id ?? null,
    jobId,
    revision: locked?.row.revision ?? 0,
  };
  const hindrance = await recordBeside(work, moment, command, place);
  if (hindrance !== null) return park('record_incomplete', hindrance);
  if (locked && result) await writeChanges(work, moment, command, locked.row, result.changes);
  return verdictOf(result);
}

function verdictOf(result: Exclude<CommandResult, { outcome: 'parked' }> | null): Verdict {
  return result?.outcome === 'conflict' ? { outcome: 'conflict', code: result.code, words: result.words } : APPLIED;
}

const crewCommand = ({ kind, stopId, payload }: Command) => ({
  kind,
  stopId,
  reason: payload.reason ?? null,
  actionId: payload.actionId ?? null,
  results: (payload.actions ?? []).map(({ actionId, completed, refused, damaged, missing }) => ({
    actionId,
    completed,
    refused,
    damaged,
    missing,
  })),
});

/** Anybody who was of the crew at some time may still send what happened then. */
async function isOfItsCrew(work: Work, itineraryId: string, operatorId: string): Promise<boolean> {
  const count = await work.db.$count(
    itineraryCrew,
    and(eq(itineraryCrew.itineraryId, itineraryId), eq(itineraryCrew.operatorId, operatorId)),
  );
  return count > 0;
}

async function jobOfStop(work: Work, stopId: string | null): Promise<string | null> {
  if (stopId === null) return null;
  const [stop] = await work.db.select({ jobId: stops.jobId }).from(stops).where(eq(stops.id, stopId));
  return stop?.jobId ?? null;
}

async function raiseConflict(
  work: Work,
  command: Command,
  verdict: Verdict,
  locked: LockedCrewDay | null,
  jobId: string | null,
): Promise<void> {
  const id = newId();
  await work.db.insert(conflicts).values({
    organisationId: work.organisationId,
    id,
    jobId,
    itineraryId: locked?.row.id ?? null,
    commandId: command.id,
    code: verdict.code ?? 'conflict',
    detail: { words: verdict.words },
    raisedAt: work.now,
  });
  work.emit({
    type: 'conflict.raised',
    subject: { kind: 'conflict', id },
    data: { jobId, itineraryId: locked?.row.id ?? null, code: verdict.code },
  });
}

const earlier = (one: Date, other: Date) => (one < other ? one : other);

function wrongNumber(given: number, next: number): Problem {
  const taken = given < next;
  return new Problem({
    status: 409,
    code: taken ? 'seq_taken' : 'expected_seq',
    title: taken ? `Number ${given} of this device was another command` : 'A command of this device is missing',
    remedy: `Go on from number ${next}.`,
    extra: { expectedSeq: next },
  });
}
