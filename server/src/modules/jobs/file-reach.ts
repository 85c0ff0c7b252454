import { and, eq } from 'drizzle-orm';
import { askTogether } from '../../platform/database/index.ts';
import type { ReadWork } from '../../platform/index.ts';
import { jobAttachments, jobs, proofParts, proofs, reportFiles, reports } from './schema.ts';

/** Whether a file is proof of, was reported on, or is attached to a job of that merchant's. */
export async function isFileOfMerchant(work: ReadWork, fileId: string, merchantId: string): Promise<boolean> {
  const ofMerchant = (jobId: typeof proofs.jobId | typeof reports.jobId | typeof jobAttachments.jobId) =>
    and(eq(jobs.id, jobId), eq(jobs.merchantId, merchantId));
  const found = await askTogether([
    work.db
      .select({ id: jobs.id })
      .from(proofParts)
      .innerJoin(proofs, eq(proofs.id, proofParts.proofId))
      .innerJoin(jobs, ofMerchant(proofs.jobId))
      .where(eq(proofParts.fileId, fileId))
      .limit(1),
    work.db
      .select({ id: jobs.id })
      .from(reportFiles)
      .innerJoin(reports, eq(reports.id, reportFiles.reportId))
      .innerJoin(jobs, ofMerchant(reports.jobId))
      .where(eq(reportFiles.fileId, fileId))
      .limit(1),
    work.db
      .select({ id: jobs.id })
      .from(jobAttachments)
      .innerJoin(jobs, ofMerchant(jobAttachments.jobId))
      .where(eq(jobAttachments.fileId, fileId))
      .limit(1),
  ]);
  return found.some((rows) => rows.length > 0);
}
