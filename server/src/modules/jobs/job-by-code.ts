import { readShortCode } from '@roundsman/delivery-rules';
import { eq } from 'drizzle-orm';
import type { ReadWork } from '../../platform/index.ts';
import { jobs } from './schema.ts';

/** The job that people call by this code, however they typed it; null when there is none. */
export async function jobIdByCode(work: ReadWork, typed: string): Promise<string | null> {
  const code = readShortCode(typed);
  if (code === null) return null;
  const [row] = await work.db.select({ id: jobs.id }).from(jobs).where(eq(jobs.code, code));
  return row?.id ?? null;
}
