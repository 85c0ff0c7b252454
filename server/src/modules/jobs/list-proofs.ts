import type { ProofFile as ProofFileSchema } from '@roundsman/api-contract';
import type { z } from 'zod';
import { isAmong } from '../../platform/database/index.ts';
import { files } from '../../platform/files/schema.ts';
import type { ReadWork } from '../../platform/index.ts';
import { presentJob } from './present-jobs.ts';

type ProofFile = z.infer<typeof ProofFileSchema>;

/** What proves how a job ended, with what is known of each file. Problem 404 `job_unknown`. */
export async function listProofs(work: ReadWork, jobId: string, merchantId: string | null): Promise<ProofFile[]> {
  const { proofs } = await presentJob(work, jobId, merchantId);
  const fileIdOf = (fileUrl: string | null) => fileUrl?.split('/').at(-1) ?? null;
  const ids = proofs.flatMap(({ fileUrl }) => fileIdOf(fileUrl) ?? []);
  const rows =
    ids.length === 0
      ? []
      : await work.db
          .select({ id: files.id, contentType: files.contentType, bytes: files.bytes })
          .from(files)
          .where(isAmong(files.id, ids));
  const known = new Map(rows.map((file) => [file.id, file]));
  return proofs.map((proof) => ({ ...proof, file: known.get(fileIdOf(proof.fileUrl) ?? '') ?? null }));
}
