import { join } from 'node:path';
import { z } from 'zod';
import type { EdgeClock } from '../clock.ts';
import type { FileHost } from './file-host.ts';
import { folderHost } from './folder-host.ts';
import { rsyncHost } from './rsync-host.ts';
import { s3Host } from './s3-host.ts';

const text = z.string().min(1).max(500);
const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,30}$/)
  .optional();

/** One place that gets a copy of the status page, as the setting `STATUS_HOSTS` lists them. */
export const HostSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), name, folder: text }),
  z.strictObject({
    kind: z.literal('rsync'),
    name,
    target: text.regex(/^[^-]/, { error: 'a target, not an option' }),
    remoteShell: text.optional(),
  }),
  z.strictObject({
    kind: z.literal('s3'),
    name,
    endpoint: z.url({ protocol: /^https?$/ }),
    region: text,
    bucket: text,
    prefix: z.string().max(200).optional(),
    accessKeyId: text,
    secretAccessKey: text,
  }),
]);
export type HostSettings = z.infer<typeof HostSettings>;

export function openHost(settings: HostSettings, spoolDirectory: string, clock: EdgeClock): FileHost {
  switch (settings.kind) {
    case 'folder':
      return folderHost(settings);
    case 'rsync':
      return rsyncHost({ ...settings, spool: join(spoolDirectory, settings.name ?? 'rsync') });
    case 's3':
      return s3Host(settings, clock);
  }
}
