import type { Import } from '@roundsman/api-contract';
import type { Geocoder } from '@roundsman/road-network';
import type { ReadWork, Work } from '../../../platform/index.ts';

/** The readable rows of an import that are not staged yet. */
export interface RowsToStage {
  readonly importId: string;
}

export interface PreparedStaging {
  readonly importId: string;
}

/** Read → `prepareStaging` (outside any transaction) → `stageImport`. */
export async function readRowsToStage(
  _work: ReadWork,
  _importId: string,
  _merchantId: string | null,
): Promise<RowsToStage> {
  throw new Error('being written');
}

export async function prepareStaging(_geocoder: Geocoder, _rows: RowsToStage): Promise<PreparedStaging> {
  throw new Error('being written');
}

export async function stageImport(
  _work: Work,
  _prepared: PreparedStaging,
  _merchantId: string | null,
): Promise<Import> {
  throw new Error('being written');
}
