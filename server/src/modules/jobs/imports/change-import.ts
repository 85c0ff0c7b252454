import type { Import, ImportRow } from '@roundsman/api-contract';
import type { z } from 'zod';
import type { Work } from '../../../platform/index.ts';

/** `fields`: one for every column, in their order. */
export async function mapImport(
  _work: Work,
  _importId: string,
  _mapping: { readonly fields: readonly string[]; readonly serviceDate?: string | null | undefined },
  _merchantId: string | null,
): Promise<Import> {
  throw new Error('being written');
}

/** `row`: the line of the file. */
export async function fixRow(
  _work: Work,
  _importId: string,
  _row: number,
  _raw: string,
  _merchantId: string | null,
): Promise<z.infer<typeof ImportRow>> {
  throw new Error('being written');
}

export async function dropImport(_work: Work, _importId: string, _merchantId: string | null): Promise<void> {
  throw new Error('being written');
}
