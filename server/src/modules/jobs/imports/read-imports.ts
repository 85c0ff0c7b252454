import type { Import, ImportRow } from '@roundsman/api-contract';
import type { ImportRowState } from '@roundsman/delivery-rules';
import type { z } from 'zod';
import type { ReadWork } from '../../../platform/index.ts';

export interface PageWish {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export async function listImports(
  _work: ReadWork,
  _page: PageWish,
  _merchantId: string | null,
): Promise<{ rows: Import[]; next: string | null }> {
  throw new Error('being written');
}

export async function getImport(_work: ReadWork, _importId: string, _merchantId: string | null): Promise<Import> {
  throw new Error('being written');
}

export async function listImportRows(
  _work: ReadWork,
  _importId: string,
  _query: PageWish & { readonly state?: ImportRowState | undefined },
  _merchantId: string | null,
): Promise<{ rows: z.infer<typeof ImportRow>[]; next: string | null }> {
  throw new Error('being written');
}
