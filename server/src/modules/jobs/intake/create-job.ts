import type { Job } from '@roundsman/api-contract';
import type { JobOrigin } from '@roundsman/delivery-rules';
import type { Work } from '../../../platform/index.ts';
import type { PreparedJob } from './prepare-job.ts';

export interface JobSource {
  readonly origin: JobOrigin;
  /** The merchant whose rows alone the asker may touch; null = all of the organisation. */
  readonly merchantId: string | null;
}

export async function createJob(_work: Work, _prepared: PreparedJob, _source: JobSource): Promise<Job> {
  throw new Error('being written');
}
