import type { Job } from '@roundsman/api-contract';
import type { Work } from '../../../platform/index.ts';
import type { PreparedPatch } from './prepare-job.ts';

export async function updateJob(
  _work: Work,
  _jobId: string,
  _prepared: PreparedPatch,
  _merchantId: string | null,
): Promise<Job> {
  throw new Error('being written');
}
