import type { Job } from '@roundsman/api-contract';
import type { Work } from '../../platform/index.ts';

export async function cancelJob(
  _work: Work,
  _jobId: string,
  _reason: string,
  _merchantId: string | null,
): Promise<Job> {
  throw new Error('being written');
}
