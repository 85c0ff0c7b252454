import type { Reason } from '@roundsman/api-contract';
import type { z } from 'zod';
import type { ReadWork, Work } from '../../platform/index.ts';

export async function seedReasons(_work: Work): Promise<void> {
  throw new Error('being written');
}

export async function listReasons(_work: ReadWork): Promise<z.infer<typeof Reason>[]> {
  throw new Error('being written');
}
