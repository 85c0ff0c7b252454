import type { JobHistoryEntry } from '@roundsman/api-contract';
import type { z } from 'zod';
import type { ReadWork } from '../../platform/index.ts';

export async function jobHistory(
  _work: ReadWork,
  _jobId: string,
  _merchantId: string | null,
): Promise<z.infer<typeof JobHistoryEntry>[]> {
  throw new Error('being written');
}
