import { importEndpoints } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import { describeFile, openFile } from '../files.ts';
import { keepOriginal } from '../keep-file.ts';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  createImport,
  dropImport,
  findImport,
  fixRow,
  getImport,
  IMPORT_FILE_KIND,
  listImportRows,
  listImports,
  mapImport,
  parseUpload,
  prepareStaging,
  readRowsToStage,
  readUpload,
  stageImport,
} from '../modules/jobs/index.ts';
import { REMOVE_FILES_TASK } from '../modules/privacy/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import { newId, type Platform, Problem } from '../platform/index.ts';

/** Files of jobs: what came is kept as it came, beside the lines that were read from it. */
export function serveImports(door: OpenDoor<DeskPrincipal>, platform: Platform, { geocoder }: Roads): void {
  door.serve(importEndpoints.create, async ({ query, bytes, unitOfWork, principal }) => {
    const file = await readUpload(bytes);
    const parsed = await parseUpload(file, query.format ?? 'auto');
    const { fileName, serviceDate, branchId, merchantId: ofMerchantId } = query;
    const { organisationId, merchantId } = principal;
    const kept = await keepOriginal(platform, organisationId, file);
    const original = { id: newId(), kind: IMPORT_FILE_KIND, name: fileName };
    let isKept = false;
    const made = await unitOfWork(
      async (work) => {
        await kept.describe(work, original);
        isKept = true;
        const source = { fileName, serviceDate, branchId, ofMerchantId, merchantId, fileId: original.id };
        return createImport(work, parsed, source);
      },
      { bodyDigest: kept.sha256 },
    ).catch(async (error: unknown) => {
      if (error instanceof Problem) await platform.files.delete(kept.storageKey);
      throw error;
    });
    // Answered from what the same key had made: its file is there already.
    if (!isKept) await platform.files.delete(kept.storageKey);
    return made;
  });
  door.serve(importEndpoints.list, ({ query, read, principal }) =>
    read((work) => listImports(work, query, principal.merchantId)),
  );
  door.serve(importEndpoints.get, ({ params, read, principal }) =>
    read((work) => getImport(work, params.importId, principal.merchantId)),
  );
  door.serve(importEndpoints.file, async ({ params, read, principal }) => {
    const row = await read(async (work) => {
      const { fileId } = await findImport(work, params.importId, principal.merchantId);
      return describeFile(work, fileId ?? params.importId);
    });
    return { ...(await openFile(platform, row)), fileName: row.name ?? 'import.csv', cacheSeconds: 0 };
  });
  door.serve(importEndpoints.rows, ({ params, query, read, principal }) =>
    read((work) => listImportRows(work, params.importId, query, principal.merchantId)),
  );
  door.serve(importEndpoints.map, ({ params: { importId }, body, ifMatch, unitOfWork, principal: { merchantId } }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, importId, () => getImport(work, importId, merchantId));
      return mapImport(work, importId, body, merchantId);
    }),
  );
  door.serve(importEndpoints.fixRow, ({ params, body, unitOfWork, principal }) =>
    unitOfWork((work) => fixRow(work, params.importId, params.row, body.raw, principal.merchantId)),
  );
  door.serve(importEndpoints.stage, async ({ params, read, unitOfWork, principal }) => {
    const rows = await read((work) => readRowsToStage(work, params.importId, principal.merchantId));
    const prepared = await prepareStaging(geocoder, rows);
    return unitOfWork((work) => stageImport(work, prepared, principal.merchantId));
  });
  door.serve(importEndpoints.drop, async ({ params, unitOfWork, principal }) => {
    await unitOfWork(async (work) => {
      const storageKeys = await dropImport(work, params.importId, principal.merchantId);
      if (storageKeys.length > 0) await work.addTask(REMOVE_FILES_TASK, { storageKeys });
    });
    return undefined;
  });
}
