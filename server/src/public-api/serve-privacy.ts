import { privacyEndpoints } from '@roundsman/api-contract';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  applyRetention,
  eraseCustomer,
  exportCustomer,
  findCustomers,
  REMOVE_FILES_TASK,
  readRetention,
  saveRetention,
} from '../modules/privacy/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import type { Platform, TaskHandler } from '../platform/index.ts';

export function servePrivacy(door: OpenDoor<DeskPrincipal>): void {
  door.serve(privacyEndpoints.find, ({ query, read }) =>
    read(async (work) => ({
      rows: (await findCustomers(work, query.search)).map((row) => ({ ...row, channels: [...row.channels] })),
    })),
  );
  door.serve(privacyEndpoints.export, ({ params, read }) =>
    read(async (work) => ({ tables: await exportCustomer(work, params.customerId) })),
  );
  door.serve(privacyEndpoints.erase, ({ params, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { tables, files } = await eraseCustomer(work, params.customerId);
      return { tables: { ...tables }, files };
    }),
  );
  door.serve(privacyEndpoints.readRetention, ({ read }) => read(readRetention));
  door.serve(privacyEndpoints.saveRetention, ({ body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, 'retention', () => readRetention(work));
      await saveRetention(work, body);
      return readRetention(work);
    }),
  );
}

/** Each night what is past its time; after an erasure the bytes of its files. */
export function privacyTasks({ database, clock, files }: Platform): TaskHandler[] {
  return [
    { name: 'public-api.apply-retention', schedule: '23 3 * * *', run: () => applyRetention(database, clock) },
    {
      name: REMOVE_FILES_TASK,
      async run(payload) {
        const { storageKeys } = payload as { storageKeys: string[] };
        for (const storageKey of storageKeys) await files.delete(storageKey);
      },
    },
  ];
}
