import type { HandedTo, ProofPartKind, ReportKind } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { and, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { files } from '../../platform/files/schema.ts';
import { newId, type Work } from '../../platform/index.ts';
import { type FieldMoment, reasonIdOf } from './record-outcome.ts';
import { proofParts, proofs, reportFiles, reports } from './schema.ts';

export interface ProofPart {
  readonly jobId: string;
  readonly stopId: string | null;
  readonly deviceId: string;
  readonly kind: ProofPartKind;
  readonly fileId: string | null;
  readonly text: string | null;
  readonly handedTo: HandedTo | null;
  readonly recipientName: string | null;
  readonly fix: (LonLat & { readonly accuracyMeters: number | null }) | null;
}

/** The files among these that have not arrived. */
export async function missingFiles(work: Work, fileIds: readonly string[]): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const rows = await work.db.select({ id: files.id }).from(files).where(isAmong(files.id, fileIds));
  const here = new Set(rows.map(({ id }) => id));
  return fileIds.filter((id) => !here.has(id));
}

/** Adds a part to the proof of one visit by one device; what is known later of the handing over completes what is known. */
export async function recordProofPart(work: Work, moment: FieldMoment, part: ProofPart): Promise<void> {
  const { organisationId } = work;
  const [open] = await work.db
    .select()
    .from(proofs)
    .where(and(eq(proofs.jobId, part.jobId), eq(proofs.deviceId, part.deviceId)));
  const proofId = open?.id ?? newId();
  const handing = {
    handedTo: part.handedTo ?? open?.handedTo ?? null,
    recipientName: part.recipientName ?? open?.recipientName ?? null,
  };
  if (open) await work.db.update(proofs).set(handing).where(eq(proofs.id, proofId));
  else {
    await work.db.insert(proofs).values({
      organisationId,
      id: proofId,
      jobId: part.jobId,
      stopId: part.stopId,
      deviceId: part.deviceId,
      ...handing,
      lon: part.fix?.lon ?? null,
      lat: part.fix?.lat ?? null,
      accuracyMeters: part.fix?.accuracyMeters ?? null,
      capturedAt: moment.happenedAt,
      recordedAt: work.recordedAt,
    });
  }
  await work.db.insert(proofParts).values({
    organisationId,
    id: newId(),
    proofId,
    kind: part.kind,
    fileId: part.fileId,
    text: part.text,
    commandId: moment.commandId,
    capturedAt: moment.happenedAt,
  });
  work.emit({
    type: 'proof.captured',
    subject: { kind: 'job', id: part.jobId },
    occurredAt: moment.happenedAt,
    data: { part: part.kind },
  });
}

/** Who took the goods, said while completing and without any other evidence. */
export async function recordHandover(
  work: Work,
  moment: FieldMoment,
  part: Omit<ProofPart, 'kind' | 'fileId' | 'text'>,
): Promise<void> {
  if (part.handedTo === null && part.recipientName === null) return;
  await recordProofPart(work, moment, { ...part, kind: 'note', fileId: null, text: null });
}

export interface FieldReport {
  readonly jobId: string;
  readonly kind: ReportKind;
  readonly reasonCode: string | null;
  readonly words: string;
  readonly fileIds: readonly string[];
}

/** Words and photos about a job in any state; the outcome stays what it is. */
export async function recordReport(work: Work, moment: FieldMoment, report: FieldReport): Promise<void> {
  const { organisationId } = work;
  const id = newId();
  await work.db.insert(reports).values({
    organisationId,
    id,
    jobId: report.jobId,
    kind: report.kind,
    reasonId: await reasonIdOf(work, report.reasonCode),
    words: report.words,
    byKind: work.actor.kind,
    byId: work.actor.id,
    commandId: moment.commandId,
    happenedAt: moment.happenedAt,
    recordedAt: work.recordedAt,
  });
  if (report.fileIds.length > 0) {
    await work.db
      .insert(reportFiles)
      .values(report.fileIds.map((fileId, index) => ({ organisationId, reportId: id, position: index + 1, fileId })));
  }
  work.emit({
    type: 'job.reported',
    subject: { kind: 'job', id: report.jobId },
    occurredAt: moment.happenedAt,
    data: { report: report.kind, reason: report.reasonCode },
  });
}
