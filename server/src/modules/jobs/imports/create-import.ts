import type { Import } from '@roundsman/api-contract';
import type { Work } from '../../../platform/index.ts';
import type { ParsedUpload } from './read-upload.ts';

export interface ImportSource {
  readonly fileName: string;
  /** For rows that name none. */
  readonly serviceDate?: string | undefined;
  readonly branchId?: string | undefined;
  /** The merchant whose rows alone the asker may touch; null = all of the organisation. */
  readonly merchantId: string | null;
}

export async function createImport(_work: Work, _parsed: ParsedUpload, _source: ImportSource): Promise<Import> {
  throw new Error('being written');
}
