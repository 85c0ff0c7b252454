import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileHost } from './file-host.ts';
import { putInOrder } from './put-in-order.ts';

/** A folder that something else serves: a web server's, a mounted share, one that is synchronised elsewhere. */
export function folderHost({ name = 'folder', folder }: { name?: string | undefined; folder: string }): FileHost {
  return {
    name,
    put: (files, signal) =>
      putInOrder(files, signal, async ({ path, body }) => {
        const target = join(folder, path);
        const temporary = `${target}.${randomBytes(4).toString('hex')}.new`;
        await mkdir(dirname(target), { recursive: true });
        try {
          await writeFile(temporary, body, { mode: 0o644 });
          await rename(temporary, target);
        } catch (error) {
          await rm(temporary, { force: true });
          throw error;
        }
      }),
  };
}
