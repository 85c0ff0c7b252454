import type { BulkResult } from '@roundsman/api-contract';
import type { Work } from '../../../platform/index.ts';

export async function releaseJobs(
  _work: Work,
  _jobIds: readonly string[],
  _merchantId: string | null,
): Promise<BulkResult[]> {
  throw new Error('being written');
}
