import type { Job } from '@roundsman/api-contract';
import type { Work } from '../../platform/index.ts';

/** `until` is an instant, RFC 3339; null = until somebody lets it go. */
export async function holdJob(
  _work: Work,
  _jobId: string,
  _hold: { readonly reason: string; readonly until: string | null } | null,
  _merchantId: string | null,
): Promise<Job> {
  throw new Error('being written');
}
