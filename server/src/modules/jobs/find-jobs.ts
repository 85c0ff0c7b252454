import type { Job } from '@roundsman/api-contract';
import type { FaultSeverity, JobState } from '@roundsman/delivery-rules';
import type { ReadWork } from '../../platform/index.ts';

export interface JobQuery {
  readonly serviceDate?: string | undefined;
  readonly state?: readonly JobState[] | undefined;
  readonly itineraryId?: string | undefined;
  readonly importId?: string | undefined;
  /** Only staged jobs with this fault. */
  readonly fault?: string | undefined;
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  /** The merchant whose jobs alone exist for the asker; null = all. */
  readonly merchantId?: string | null | undefined;
}

export async function findJobs(_work: ReadWork, _query: JobQuery): Promise<{ rows: Job[]; next: string | null }> {
  throw new Error('being written');
}

export interface JobCounts {
  readonly byState: Record<JobState, number>;
  readonly byFault: { code: string; severity: FaultSeverity; count: number }[];
}

export async function countJobs(
  _work: ReadWork,
  _serviceDate: string | undefined,
  _merchantId: string | null,
): Promise<JobCounts> {
  throw new Error('being written');
}
